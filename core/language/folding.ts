import type { ReadFile } from '../project.ts';
import { commentsInLists } from '../requirements/list-comments.ts';
import type { Comment, Node } from '../source.ts';
import { writtenIn } from './written.ts';

/** Lines that can be hidden, all but the first; counted from 0. */
export interface Fold {
  readonly kind: 'comment' | 'region' | undefined;
  readonly startLine: number;
  readonly endLine: number;
}

/**
 * The folds of a file in the order of their lines, one for each first line: values of several lines, blocks of comments,
 * `# region`, documents. Of more than `limit` the shortest are left out.
 */
export function foldsIn(file: ReadFile, limit = Number.POSITIVE_INFINITY): readonly Fold[] {
  const comments = [...file.source.comments, ...commentsInLists(file)].sort(
    (a, b) => a.span.start - b.span.start,
  );
  const found = [
    ...documents(file),
    ...values(file),
    ...commentBlocks(file, comments),
    ...regions(file, comments),
  ];
  const byLine = new Map<number, Fold>();
  for (const fold of found) {
    const other = byLine.get(fold.startLine);
    if (fold.endLine > fold.startLine && (!other || other.endLine < fold.endLine))
      byLine.set(fold.startLine, fold);
  }
  return [...byLine.values()]
    .sort((a, b) => b.endLine - b.startLine - (a.endLine - a.startLine))
    .slice(0, limit)
    .sort((a, b) => a.startLine - b.startLine);
}

/** Documents that begin with a line of their own. */
function documents({ source }: ReadFile): Fold[] {
  const { text, lines } = source;
  const marks = [...text.matchAll(/^(?:---|\.\.\.)(?=[ \t\r\n]|$(?![\r\n]))/gm)].map(({ index }) => index);
  const starts = new Set(source.documents.map(({ span }) => span.start));
  return marks.flatMap((mark, i) => {
    if (text[mark] !== '-' || !starts.has(mark)) return [];
    const end = text.slice(0, marks[i + 1]).trimEnd().length;
    return [{ kind: undefined, startLine: lines.positionAt(mark).line, endLine: lines.positionAt(end).line }];
  });
}

function values({ source, documents }: ReadFile): Fold[] {
  const { lines } = source;
  return documents.flatMap(({ document }) =>
    [...writtenIn(document)].flatMap(({ node, entry, path }) => {
      if (path.length === 0 && !isFlow(node)) return [];
      const start = entry ? entry.key.span.start : node.span.start;
      return [{ kind: undefined, startLine: lines.positionAt(start).line, endLine: lastLine(node, source) }];
    }),
  );
}

function isFlow(node: Node): boolean {
  return node.kind !== 'scalar' && node.flow;
}

/** The last line of a value that is to be hidden: a bracket that closes it stays in sight. */
function lastLine(node: Node, { text, lines }: ReadFile['source']): number {
  const { start, end } = node.span;
  const last = start + text.slice(start, end).trimEnd().length;
  const line = lines.positionAt(last).line;
  const closes = isFlow(node) && /^\s*[\]}]$/.test(text.slice(lines.lineSpan(line).start, last));
  return closes ? line - 1 : line;
}

/** Lines that are nothing but comments, one below the other. */
function commentBlocks({ source: { text, lines } }: ReadFile, comments: readonly Comment[]): Fold[] {
  const blocks: { kind: 'comment'; startLine: number; endLine: number }[] = [];
  for (const comment of comments) {
    const { start } = comment.span;
    const { line } = lines.positionAt(start);
    if (regionMark(comment) || text.slice(lines.lineSpan(line).start, start).trim() !== '') continue;
    const last = blocks.at(-1);
    if (last?.endLine === line - 1) last.endLine = line;
    else blocks.push({ kind: 'comment', startLine: line, endLine: line });
  }
  return blocks;
}

function regions({ source: { lines } }: ReadFile, comments: readonly Comment[]): Fold[] {
  const open: number[] = [];
  return comments.flatMap(comment => {
    const { line } = lines.positionAt(comment.span.start);
    const mark = regionMark(comment);
    if (mark === 'region') open.push(line);
    const startLine = mark === 'endregion' ? open.pop() : undefined;
    return startLine === undefined ? [] : [{ kind: 'region', startLine, endLine: line }];
  });
}

function regionMark({ text }: Comment): string | undefined {
  return /^(?:end)?region\b/.exec(text)?.[0];
}
