import type { Path } from '../schema.ts';
import type { Source } from '../source.ts';
import type { Span } from '../text.ts';
import { type Frame, type Mark, pathOf, spanOf, textOf } from './layout.ts';
import type { Slot } from './slot.ts';

const isToken = (mark: Mark): boolean => mark.kind === 'key' || mark.kind === 'value' || mark.kind === 'word';

/** Finds what can be written at a place, from the marks around it. */
export class SlotFinder {
  readonly #source: Source;
  readonly #text: string;
  readonly #marks: readonly Mark[];
  readonly #offset: number;

  constructor(source: Source, marks: readonly Mark[], offset: number) {
    this.#source = source;
    this.#text = source.text;
    this.#marks = marks;
    this.#offset = offset;
  }

  find(): Slot | undefined {
    const offset = this.#offset;
    let at = this.#marks.findLastIndex(
      mark => mark.start < offset || (mark.start === offset && isToken(mark)),
    );
    const last = this.#marks[at];
    if (last?.kind === 'comment' && offset <= last.end) return this.#inComment(last);
    if (last && /^(?:block|header|property)$/.test(last.kind) && offset <= last.end) return undefined;
    // Two tokens can touch only across a colon or bracket, so that the last one is the one at the cursor.
    if (last && isToken(last) && offset <= last.end) return this.#atToken(last, at);
    if (this.#marks[at + 1]?.kind === 'block' && this.#marks[at + 1]?.start === offset) return undefined;
    const sameLine = last && this.#isSameLine(last.end);
    if (sameLine && last.kind === 'comment') return undefined;
    while (this.#marks[at]?.kind === 'comment') at--;
    const before = this.#marks[at];
    const after = this.#nextOf(at, offset);
    if (before?.frame?.flow) return this.#inFlow(before, after);
    if (after && this.#isSameLine(after.start)) return undefined;
    if (before && sameLine) return this.#isNested(before, after) ? undefined : this.#afterOnLine(before);
    return this.#onOwnLine(before, after, this.#columnOf(offset), undefined);
  }

  #atToken(token: Mark, at: number): Slot | undefined {
    const next = this.#marks[at + 1];
    const span = spanOf(token);
    if (token.kind === 'word') {
      const previous = this.#marks.findLast((mark, i) => i < at && mark.kind !== 'comment');
      if (previous && this.#isNextLine(token, previous)) return undefined;
      return this.#onOwnLine(previous, this.#nextOf(at, token.end), this.#columnOf(token.start), token);
    }
    if (token.frame?.flow && !this.#canStandInFlow(token, at)) return undefined;
    if (token.kind === 'key' && textOf(this.#text, token) === '<<') return undefined;
    if (token.kind === 'key')
      return this.#slot('key', pathOf(token.frame), span, {
        taken: this.#others(token.frame, token),
        quote: token.quote,
        flow: token.frame?.flow === true,
        colon: next?.kind === 'colon',
        column: this.#columnOf(token.start),
      });
    if (!token.frame || this.#isNested(token, this.#nextOf(at, token.end))) return undefined;
    const block = token.frame.kind === 'sequence' && !token.frame.flow;
    return this.#slot(block ? 'start' : 'value', [...pathOf(token.frame), token.step], span, {
      taken: this.#others(token.frame, token),
      quote: token.quote,
      flow: token.frame.flow,
      before: /[:-]/.test(this.#text[token.start - 1] ?? '') ? ' ' : '',
      column: this.#columnOf(token.start),
    });
  }

  /** Whether a comma or bracket stands in front of a token, and the token far enough to the right. */
  #canStandInFlow(token: Mark, at: number): boolean {
    const before = this.#marks.findLast((mark, i) => i < at && mark.kind !== 'comment');
    if (!before || !/^(?:open|comma|colon|property)$/.test(before.kind)) return false;
    return this.#isSameLine(before.end) || this.#isDeeper(token.start, token.frame);
  }

  /** Whether a word alone on its line goes on with the plain text of the line above. */
  #isNextLine(word: Mark, above: Mark): boolean {
    if (above.quote !== '') return false;
    // Under a word a word of the same column is taken for the next key.
    if (above.kind === 'word') return this.#columnOf(word.start) > this.#columnOf(above.start);
    return above.kind === 'value' && this.#isDeeper(word.start, above.frame);
  }

  #isDeeper(offset: number, frame: Frame | undefined): boolean {
    return this.#columnOf(offset) > (frame?.indent ?? -1);
  }

  /** Whether the lines below hold what a key or dash in block style is about. */
  #isNested({ frame }: Mark, after: Mark | undefined): boolean {
    if (!frame || frame.flow || !after) return false;
    const column = this.#columnOf(after.start);
    return (
      column > frame.indent || (column === frame.indent && frame.kind === 'map' && after.kind === 'dash')
    );
  }

  #inComment(comment: Mark): Slot | undefined {
    const text = this.#text.slice(comment.start, comment.end);
    const match = /^#[ \t]*code-env-ignore[ \t]+([\w-]*)[ \t]*(:?)/d.exec(text);
    const [start, end] = match?.indices?.[1] ?? [0, 0];
    const at = this.#offset - comment.start;
    if (!match || at < start || at > end || this.#source.language === 'json') return undefined;
    const span = { start: comment.start + start, end: comment.start + end };
    return this.#slot('rule', [], span, { colon: match[2] === ':' });
  }

  #inFlow(before: Mark, after: Mark | undefined): Slot | undefined {
    const frame = before.frame as Frame;
    const { end } = before;
    const touching = this.#offset === end && before.kind !== 'open' ? ' ' : '';
    const isItem =
      (after?.frame === frame && (isToken(after) || after.kind === 'property')) ||
      (after?.kind === 'open' && after.frame?.parent === frame);
    const hidden = /^[^\s,\]}]/.test(this.#text.slice(this.#offset, this.#offset + 1)) ? ' ' : '';
    const rest = { flow: true, before: touching, after: isItem ? `,${hidden}` : hidden };
    if (before.kind === 'colon' || before.kind === 'property') {
      const isThere = isItem && after?.kind !== 'key';
      return isThere ? undefined : this.#value(frame, before.step, rest);
    }
    const fresh = before.kind === 'open' || before.kind === 'comma';
    const forgotten = !fresh && before.kind !== 'key' && after?.kind !== 'comma' && !this.#isSameLine(end);
    if (!fresh && !forgotten) return undefined;
    if (!this.#isSameLine(end) && !this.#isDeeper(this.#offset, frame)) return undefined;
    const also = forgotten ? [{ span: { start: end, end }, text: ',' }] : [];
    if (frame.kind === 'map')
      return this.#slot('key', pathOf(frame), undefined, { ...rest, also, taken: this.#others(frame) });
    const index = frame.members.filter(member => member.start < this.#offset).length;
    return this.#value(frame, index, { ...rest, also });
  }

  #value(frame: Frame, step: string | number, more: Partial<Slot>): Slot {
    const taken = frame.kind === 'sequence' ? this.#others(frame) : [];
    return this.#slot('value', [...pathOf(frame), step], undefined, { taken, ...more });
  }

  /** Behind something on the same line, outside of brackets. */
  #afterOnLine(before: Mark): Slot | undefined {
    const touching = this.#offset === before.end;
    const owner = before.frame;
    if (!owner) return undefined;
    if (before.kind !== 'colon' && before.kind !== 'dash' && before.kind !== 'property') return undefined;
    const more = {
      before: touching ? ' ' : '',
      after: /^\S/.test(this.#text.slice(this.#offset, this.#offset + 1)) ? ' ' : '',
      column: this.#columnOf(this.#offset) + (touching ? 1 : 0),
    };
    if (owner.kind === 'map') return this.#value(owner, before.step, more);
    return this.#slot('start', [...pathOf(owner), before.step], undefined, {
      ...more,
      taken: this.#others(owner),
    });
  }

  /** On a blank line, or at a word that stands alone on its line: what can stand there depends on the column and on the lines around. */
  #onOwnLine(
    before: Mark | undefined,
    after: Mark | undefined,
    column: number,
    word: Mark | undefined,
  ): Slot | undefined {
    if (word && word.quote === '' && /\s/.test(textOf(this.#text, word))) return undefined;
    const owner = before?.frame;
    const isText = before?.kind === 'header' || before?.kind === 'block';
    if (isText && column > (owner?.indent ?? -1)) return undefined;
    const follows = after && this.#columnOf(after.start);
    const pending =
      before && (before.kind === 'colon' || before.kind === 'dash' || before.kind === 'property');
    const below = after?.frame;
    // Half a line at the root is no mapping yet, but will be.
    const atRoot = !before || (before.kind === 'word' && !owner);
    const nested =
      below &&
      follows !== undefined &&
      below.indent === follows &&
      (!atRoot ? pending && (below.parent === owner || follows > (owner?.indent ?? -1)) : true);
    const open: Frame[] = [];
    if (nested) open.push(below);
    for (let frame = owner; frame; frame = frame.parent) {
      if (frame === below && nested) continue;
      const fits =
        follows === undefined ||
        follows < frame.indent ||
        (follows === frame.indent && (frame.kind === 'sequence' || after?.kind !== 'dash'));
      if (fits) open.push(frame);
    }
    const startsValue = (pending && !nested && column > (owner?.indent ?? -1)) || (atRoot && !after);
    if (startsValue) {
      const path = owner ? [...pathOf(owner), before?.step ?? ''] : [];
      return this.#ownLineSlot('start', path, owner ? column : 0, { column, word });
    }
    const frame =
      open.find(frame => frame.indent === column) ?? open.find(frame => frame.indent < column) ?? open.at(-1);
    if (!frame) return undefined;
    const taken = this.#others(frame, word);
    if (frame.kind === 'map')
      return this.#ownLineSlot('key', pathOf(frame), frame.indent, { column, word, taken });
    const index = frame.members.length;
    return this.#ownLineSlot('start', [...pathOf(frame), index], frame.indent, {
      column,
      word,
      taken,
      dash: '- ',
    });
  }

  #ownLineSlot(
    kind: 'key' | 'start',
    path: Path,
    indent: number,
    at: { column: number; word: Mark | undefined; taken?: readonly string[]; dash?: string },
  ): Slot {
    const { column, word, taken = [], dash = '' } = at;
    const start = word?.start ?? this.#offset;
    const moved = column !== indent;
    const span = { start: moved ? start - column : start, end: word?.end ?? this.#offset };
    return this.#slot(kind, path, span, {
      taken,
      quote: word?.quote ?? '',
      before: `${moved ? ' '.repeat(indent) : ''}${dash}`,
      after: this.#text[span.end] === '#' ? ' ' : '',
      ownLine: dash === '',
      column: indent + dash.length,
    });
  }

  #slot(kind: Slot['kind'], path: Path, span: Span | undefined, more: Partial<Slot>): Slot {
    const replaced = span ?? { start: this.#offset, end: this.#offset };
    const line = this.#source.lines.lineSpan(this.#source.lines.positionAt(replaced.end).line);
    return {
      kind,
      path,
      span: replaced,
      taken: [],
      before: '',
      after: '',
      also: [],
      quote: '',
      flow: false,
      colon: false,
      ownLine: false,
      lastOnLine: this.#text.slice(replaced.end, line.end).trim() === '',
      column: this.#columnOf(replaced.start),
      ...more,
    };
  }

  #others(frame: Frame | undefined, own?: Mark): readonly string[] {
    return (frame?.members ?? []).filter(mark => mark !== own).map(mark => textOf(this.#text, mark));
  }

  #nextOf(at: number, offset: number): Mark | undefined {
    return this.#marks.find((mark, i) => i > at && mark.kind !== 'comment' && mark.start >= offset);
  }

  #isSameLine(offset: number): boolean {
    const { lines } = this.#source;
    return lines.positionAt(offset).line === lines.positionAt(this.#offset).line;
  }

  #columnOf(offset: number): number {
    const { line, character } = this.#source.lines.positionAt(offset);
    return line === 0 && this.#text.startsWith('\uFEFF') ? Math.max(0, character - 1) : character;
  }
}
