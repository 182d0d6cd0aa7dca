import type { Comment, Source } from './source.ts';

/** A comment `# code-env-ignore RULE: reason`, which silences a rule on the next line that is not a comment. */
export interface Silence {
  readonly comment: Comment;
  readonly rule: string;
  readonly reason: string;
  /** The line, counted from 0, that it silences. */
  readonly line: number;
  /** Whether it silenced something. */
  readonly used: boolean;
}

/** The silencing comments among `comments` of a text. */
export function readSilences(source: Source, comments: readonly Comment[] = source.comments): Silence[] {
  return comments.flatMap(comment => {
    const match = /^code-env-ignore\b\s*([\w-]*)\s*:?\s*(.*)$/.exec(comment.text);
    if (!match) return [];
    let line = source.lines.positionAt(comment.span.start).line + 1;
    const isSkipped = (line: number) => {
      const { start, end } = source.lines.lineSpan(line);
      return /^\s*(?:#.*)?$/.test(source.text.slice(start, end));
    };
    while (line < source.lines.lineCount && isSkipped(line)) line++;
    return [{ comment, rule: match[1] ?? '', reason: (match[2] ?? '').trim(), line, used: false }];
  });
}
