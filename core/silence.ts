import { type Comment, identityOf, type Node, type Source } from './source.ts';

/** A comment `# code-env-ignore RULE: reason`, which silences a rule on the next line that is not a comment. */
export interface Silence {
  readonly comment: Comment;
  readonly rule: string;
  readonly reason: string;
  /** The line, counted from 0, that it silences. */
  readonly line: number;
  /** The last line that it silences: that of a text of several lines which begins on `line`, since no comment can stand in it. */
  readonly lastLine: number;
  /** Whether it silenced something. */
  readonly used: boolean;
}

/** What every text with such a comment has in it. */
export const silenceMark = 'code-env-ignore';

const silencing = new RegExp(String.raw`^${silenceMark}\b\s*([\w-]*)\s*:?\s*(.*)$`);

/** The silencing comments among `comments` of a text. */
export function readSilences(source: Source, comments: readonly Comment[] = source.comments): Silence[] {
  return comments.flatMap(comment => {
    const match = silencing.exec(comment.text);
    if (!match) return [];
    let line = source.lines.positionAt(comment.span.start).line + 1;
    const isSkipped = (line: number) => {
      const { start, end } = source.lines.lineSpan(line);
      return /^\s*(?:#.*)?$/.test(source.text.slice(start, end));
    };
    while (line < source.lines.lineCount && isSkipped(line)) line++;
    const lastLine = Math.max(
      line,
      ...source.documents.map(({ root }) => (root ? endOfText(source, root, line) : 0)),
    );
    return [{ comment, rule: match[1] ?? '', reason: (match[2] ?? '').trim(), line, lastLine, used: false }];
  });
}

/** The last line of the texts that begin on `line`. */
function endOfText({ text, lines }: Source, root: Node, line: number): number {
  const seen = new Set<object>();
  const walk = (node: Node): number => {
    if (node.kind === 'scalar') {
      const { start, end } = node.span;
      if (lines.positionAt(start).line !== line) return line;
      return lines.positionAt(start + text.slice(start, end).trimEnd().length).line;
    }
    if (seen.has(identityOf(node))) return line;
    seen.add(identityOf(node));
    const nodes = node.kind === 'sequence' ? node.items : node.entries.map(entry => entry.value);
    return Math.max(line, ...nodes.map(walk));
  };
  return walk(root);
}
