import type { Comment, Source } from '../source.ts';
import { LineIndex } from '../text.ts';
import { type ListText, linesOfFile } from './list-text.ts';

/** A list of packages in a file of its own. */
export function readPackagesSource(text: string): Source {
  const lines = new LineIndex(text);
  return {
    text,
    lines,
    language: 'packages',
    documents: [],
    problems: [],
    comments: commentsIn(linesOfFile(text, lines)),
  };
}

/** The comments of a list whose places are those of the characters. */
export function commentsIn({ lines, exact }: ListText): readonly Comment[] {
  if (!exact) return [];
  return lines.flatMap(({ text, span }) => {
    const at = text.search(/(?<=^|\s)#/);
    return at < 0
      ? []
      : [{ span: { start: span.start + at, end: span.end }, text: text.slice(at + 1).trim() }];
  });
}
