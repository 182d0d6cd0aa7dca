import type { Span } from '../text.ts';
import type { ListLine, ListText } from './list-text.ts';

/** A line as pip reads it: joined where a backslash ends a line, without its comment. */
export interface LogicalLine {
  readonly text: string;
  /** The lines of the list that it is made of, counted from 0. */
  readonly first: number;
  readonly last: number;
  /** Where the characters from `start` to `end` of `text` stand. */
  readonly placeOf: (start: number, end: number) => Span;
}

interface Piece {
  readonly at: number;
  readonly line: ListLine;
  readonly length: number;
}

const comment = /(?:^|\s)#.*$/;
const onlyComment = /^\s*#/;

/** The lines that say something, as pip's own reader puts them together. */
export function logicalLines({ lines, exact }: ListText): readonly LogicalLine[] {
  const found: LogicalLine[] = [];
  let open: { text: string; pieces: Piece[]; first: number } | undefined;
  for (const [i, line] of lines.entries()) {
    const continues = line.text.endsWith('\\') && !onlyComment.test(line.text);
    const part = continues ? line.text.replace(/\\+$/, '') : line.text;
    open ??= { text: '', pieces: [], first: i };
    // A comment between two parts is kept apart, so that it is taken for one.
    if (onlyComment.test(part) && open.text !== '') open.text += ' ';
    open.pieces.push({ at: open.text.length, line, length: part.length });
    open.text += part;
    if (continues && i < lines.length - 1) continue;
    const text = open.text.replace(comment, '').trimEnd();
    if (text.trim() !== '')
      found.push({ text, first: open.first, last: i, placeOf: placing(open.pieces, exact) });
    open = undefined;
  }
  return found;
}

function placing(pieces: readonly Piece[], exact: boolean): (start: number, end: number) => Span {
  const only = exact && pieces.length === 1 ? pieces[0]?.line.span.start : undefined;
  if (only !== undefined) return (start, end) => ({ start: only + start, end: only + end });
  const pieceAt = (offset: number) => pieces.findLast(piece => piece.at <= offset) ?? (pieces[0] as Piece);
  const offsetOf = (offset: number) => {
    const { at, line, length } = pieceAt(offset);
    return line.span.start + Math.min(offset - at, length);
  };
  return (start, end) => {
    if (!exact) return pieceAt(start).line.span;
    const from = offsetOf(start);
    return { start: from, end: end > start ? Math.max(from, offsetOf(end - 1) + 1) : from };
  };
}
