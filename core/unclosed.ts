import type { Document, Node } from 'yaml';
import { isScalar, visit } from './yaml.ts';

/** Something that is opened in a text and not closed where it was meant to be. */
export interface Unclosed {
  /** Where its bracket or quote stands. */
  readonly at: number;
  readonly message: string;
}

/** The bracket or quote that makes a parser stumble over what follows; of several the last, which is to be closed first. */
export function findUnclosed(document: Document.Parsed, text: string): Unclosed | undefined {
  let found: Unclosed | undefined;
  const firstError = Math.min(...document.errors.map(({ pos }) => pos[0]));
  const look = (_: unknown, node: Node): void => {
    const [start, end] = node.range ?? [0, 0];
    const open = text[start] ?? '';
    if (isScalar(node)) {
      if (node.type !== 'QUOTE_DOUBLE' && node.type !== 'QUOTE_SINGLE') return;
      if (end - start < 2 || text[end - 1] !== open) found = notClosed(start, open, open);
      // A quote that is forgotten is closed by the next one, and the text behind that makes no sense.
      else if (isNextError(end, firstError, text) && /[\r\n]/.test(text.slice(start, end)))
        found = {
          at: start,
          message: `The text that begins with this ${open} goes on over several lines. Close it with ${open}.`,
        };
    } else if ((open === '[' || open === '{') && 'flow' in node && node.flow) {
      const close = open === '[' ? ']' : '}';
      if (text[end - 1] !== close) found = notClosed(start, open, close);
    }
  };
  visit(document, { Scalar: look, Collection: look });
  return found;
}

function notClosed(at: number, open: string, close: string): Unclosed {
  return { at, message: `This ${open} is not closed. Write ${close} where what it opens ends.` };
}

/** Whether nothing but space stands between a text and the first place that cannot be read. */
function isNextError(end: number, error: number, text: string): boolean {
  return error >= end && text.slice(end, error).trim() === '';
}
