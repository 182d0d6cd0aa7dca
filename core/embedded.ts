import type { Located } from './model.ts';
import type { Source } from './source.ts';
import { LineIndex, type Span } from './text.ts';

/** A text of another language: a whole file, or a value of a definition. Places in it are told as places of the file. */
export interface Embedded {
  readonly text: string;
  readonly lines: LineIndex;
  /** Where a stretch of the text is in the file; the whole value where its layout does not tell. */
  readonly spanOf: (start: number, end: number) => Span;
  /** What each line of the text begins with in the file; undefined where the value is not written line by line, so that it cannot be edited safely. */
  readonly indentation: string | undefined;
}

/** A file that is of another language as a whole. */
export function wholeFile(text: string): Embedded {
  return { text, lines: new LineIndex(text), spanOf: (start, end) => ({ start, end }), indentation: '' };
}

/** A value of a definition. A literal block is known character by character, and so is a text in quotes. */
export function embeddedIn(source: Source, located: Located<string>): Embedded {
  const text = located.value;
  const lines = new LineIndex(text);
  const starts = blockStarts(source, located, lines);
  if (starts) {
    const at = (offset: number): number => {
      const { line, character } = lines.positionAt(offset);
      return (starts[line] ?? located.span.end) + character;
    };
    const first = [...starts.keys()].find(line => lines.lineSpan(line).end > lines.lineSpan(line).start) ?? 0;
    const begin = source.lines.fullLineSpan(source.lines.positionAt(starts[first] ?? 0).line).start;
    return {
      text,
      lines,
      spanOf: (start, end) => ({ start: at(start), end: Math.max(at(start), at(end)) }),
      indentation: source.text.slice(begin, starts[first]),
    };
  }
  const offsets = inlineOffsets(source, located);
  const spanOf = (start: number, end: number): Span => {
    const from = offsets?.[start];
    const to = offsets?.[end];
    return from === undefined || to === undefined ? located.span : { start: from, end: to };
  };
  return { text, lines, spanOf, indentation: undefined };
}

/** Where the lines of a literal block begin in the file. */
function blockStarts(
  source: Source,
  { span, node }: Located<string>,
  lines: LineIndex,
): number[] | undefined {
  if (node.kind !== 'scalar' || node.style !== 'literal') return undefined;
  const header = source.lines.positionAt(span.start).line;
  const starts: number[] = [];
  for (let line = 0; line < lines.lineCount; line++) {
    const own = lines.lineSpan(line);
    const there = source.lines.lineSpan(header + 1 + line);
    const start = there.end - (own.end - own.start);
    // The line break that ends the block begins no line of it, and a value behind an alias is written elsewhere.
    const last = line === lines.lineCount - 1 && own.end === own.start;
    if (!last && source.text.slice(start, there.end) !== node.text.slice(own.start, own.end))
      return undefined;
    starts.push(last ? Math.max(span.start, Math.min(span.end, there.start)) : start);
  }
  return starts;
}

/** Where each character of a text that stands in one line is in the file. */
function inlineOffsets(source: Source, { value, span, node }: Located<string>): number[] | undefined {
  if (node.kind !== 'scalar') return undefined;
  const raw = source.text.slice(span.start, span.end);
  const quote = node.style === 'plain' ? 0 : 1;
  const inner = raw.slice(quote, raw.length - quote);
  const offsets: number[] = [];
  let text = '';
  const part = node.style === 'double' ? /\\u[\da-fA-F]{4}|\\.|[^\\]/gs : /''|./gs;
  for (const match of inner.matchAll(part)) {
    offsets.push(span.start + quote + match.index);
    text +=
      node.style === 'double' ? unescaped(match[0]) : node.style === 'single' ? match[0].slice(-1) : match[0];
  }
  return text === value ? [...offsets, span.end - quote] : undefined;
}

function unescaped(written: string): string {
  if (written.startsWith('\\u')) return String.fromCharCode(Number.parseInt(written.slice(2), 16));
  if (!written.startsWith('\\')) return written;
  const known: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t', b: '\b', f: '\f' };
  return known[written.slice(1)] ?? written.slice(1);
}
