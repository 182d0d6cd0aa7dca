/** A place in a text: both counted from 0, `character` in UTF-16 code units, as in the Language Server Protocol. */
export interface Position {
  readonly line: number;
  readonly character: number;
}

/** A half-open stretch of a text: `end` is not part of it. */
export interface Range {
  readonly start: Position;
  readonly end: Position;
}

/** The same as {@link Range}, counted in UTF-16 code units from the start of the text. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** Replace what `span` covers by `text`; an empty span inserts. */
export interface TextEdit {
  readonly span: Span;
  readonly text: string;
}

/** What an edit replaced: a text is the same up to `start`, and behind `oldEnd` what now stands behind `newEnd`. */
export interface Replacement {
  readonly start: number;
  readonly oldEnd: number;
  readonly newEnd: number;
}

const stretch = 1024;

/** The least that has to be replaced to make `after` of `before`. */
export function replacementBetween(before: string, after: string): Replacement {
  const most = Math.min(before.length, after.length);
  let start = 0;
  // Whole stretches are compared many times faster than characters.
  while (start + stretch < most && before.startsWith(after.slice(start, start + stretch), start))
    start += stretch;
  while (start < most && before.charCodeAt(start) === after.charCodeAt(start)) start++;
  let oldEnd = before.length;
  let newEnd = after.length;
  while (
    oldEnd - stretch > start &&
    newEnd - stretch > start &&
    before.startsWith(after.slice(newEnd - stretch, newEnd), oldEnd - stretch)
  ) {
    oldEnd -= stretch;
    newEnd -= stretch;
  }
  while (oldEnd > start && newEnd > start && before.charCodeAt(oldEnd - 1) === after.charCodeAt(newEnd - 1)) {
    oldEnd--;
    newEnd--;
  }
  return { start, oldEnd, newEnd };
}

/** Where lines begin behind the line breaks from `start` up to `end`. */
function lineStarts(text: string, start: number, end: number): number[] {
  const starts: number[] = [];
  for (let i = start; i < end; i++) {
    const code = text.charCodeAt(i);
    if (code === 10 || (code === 13 && text.charCodeAt(i + 1) !== 10)) starts.push(i + 1);
  }
  return starts;
}

/** Translates offsets to positions and back; a line ends with LF, CRLF or CR. */
export class LineIndex {
  readonly #starts: readonly number[];
  readonly #text: string;

  constructor(text: string, starts: readonly number[] = [0, ...lineStarts(text, 0, text.length)]) {
    this.#starts = starts;
    this.#text = text;
  }

  /** The lines of `text`, which came of this one's by an edit. */
  replaced(text: string, { start, oldEnd, newEnd }: Replacement): LineIndex {
    // Whether a line begins somewhere depends on the characters before and behind.
    const before = this.#starts.slice(0, this.positionAt(start - 1).line + 1);
    const within = lineStarts(text, Math.max(0, start - 1), newEnd);
    const behind = this.#starts.slice(this.positionAt(oldEnd).line + 1).map(at => at + newEnd - oldEnd);
    return new LineIndex(text, [...before, ...within, ...behind]);
  }

  /** How many lines the text has; an empty text has one. */
  get lineCount(): number {
    return this.#starts.length;
  }

  /** The position of `offset`; offsets outside the text are clamped to it. */
  positionAt(offset: number): Position {
    const at = Math.max(0, Math.min(offset, this.#text.length));
    let low = 0;
    let high = this.#starts.length;
    while (high - low > 1) {
      const middle = (low + high) >> 1;
      if ((this.#starts[middle] as number) <= at) low = middle;
      else high = middle;
    }
    return { line: low, character: at - (this.#starts[low] as number) };
  }

  /** The offset of `position`; a character past the end of its line is clamped to that end. */
  offsetAt(position: Position): number {
    if (position.line < 0) return 0;
    if (position.line >= this.#starts.length) return this.#text.length;
    const { start, end } = this.lineSpan(position.line);
    return Math.max(start, Math.min(start + position.character, end));
  }

  /** Where line `line` is, without its line break. */
  lineSpan(line: number): Span {
    const start = this.#starts[line] ?? this.#text.length;
    let end = this.#starts[line + 1] ?? this.#text.length;
    while (end > start && (this.#text[end - 1] === '\n' || this.#text[end - 1] === '\r')) end--;
    return { start, end };
  }

  /** Where line `line` is, with its line break. */
  fullLineSpan(line: number): Span {
    return {
      start: this.#starts[line] ?? this.#text.length,
      end: this.#starts[line + 1] ?? this.#text.length,
    };
  }

  rangeOf(span: Span): Range {
    return { start: this.positionAt(span.start), end: this.positionAt(span.end) };
  }
}

/** `text` after all of `edits`, whose spans are of `text` and do not overlap. */
export function applyEdits(text: string, edits: readonly TextEdit[]): string {
  let result = '';
  let at = 0;
  for (const edit of [...edits].sort((a, b) => a.span.start - b.span.start || a.span.end - b.span.end)) {
    result += text.slice(at, edit.span.start) + edit.text;
    at = edit.span.end;
  }
  return result + text.slice(at);
}
