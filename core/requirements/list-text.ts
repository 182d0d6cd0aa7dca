import type { Located } from '../model.ts';
import type { Source } from '../source.ts';
import { LineIndex, type Span } from '../text.ts';

/** A line of a list of packages, and where it stands. */
export interface ListLine {
  readonly text: string;
  readonly span: Span;
}

/** The lines of a list, as they stand in a text. */
export interface ListText {
  readonly lines: readonly ListLine[];
  /**
   * Whether the places are those of the characters. A text in quotes or a folded one is written in another way than it
   * reads: there each line has the place of the whole text.
   */
  readonly exact: boolean;
  /** Whether any characters can be put there as they are: in a file, and in a literal block. */
  readonly editable: boolean;
}

/** The lines of a file. */
export function linesOfFile(text: string, index: LineIndex = new LineIndex(text)): ListText {
  const lines = Array.from({ length: index.lineCount }, (_, i) => {
    const span = index.lineSpan(i);
    return { text: text.slice(span.start, span.end), span };
  });
  return { lines, exact: true, editable: true };
}

/** The lines of a text in a definition. */
export function linesOfScalar(source: Source, located: Located<string>): ListText {
  const { node, span, value } = located;
  const style = node.kind === 'scalar' ? node.style : 'missing';
  if (style === 'literal') {
    // Where the text ends with the sign of the block, there is no line of it yet.
    const editable = source.lines.positionAt(span.start).line + 1 < source.lines.lineCount;
    return { lines: literalLines(source, located), exact: true, editable };
  }
  const written = source.text.slice(span.start, span.end);
  const quote = style === 'plain' ? 0 : 1;
  if ((style === 'plain' || style === 'single' || style === 'double') && !/[\r\n\\]/.test(written)) {
    const inner = { start: span.start + quote, end: span.end - quote };
    if (source.text.slice(inner.start, inner.end) === value)
      return { lines: [{ text: value, span: inner }], exact: true, editable: false };
  }
  return { lines: value.split(/\r\n|\r|\n/).map(text => ({ text, span })), exact: false, editable: false };
}

/** A literal block keeps its lines, without their indentation. */
function literalLines({ text, lines }: Source, { span, value }: Located<string>): readonly ListLine[] {
  const first = lines.positionAt(span.start).line + 1;
  return value
    .replace(/\n+$/, '')
    .split('\n')
    .map((line, i) => {
      const whole = lines.lineSpan(first + i);
      const start = text.startsWith(line, whole.end - line.length) ? whole.end - line.length : whole.start;
      return { text: line, span: { start, end: whole.end } };
    });
}
