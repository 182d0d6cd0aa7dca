import type { Problem } from '../problem.ts';
import type { ReadFile } from '../project.ts';
import { isInPipList } from '../requirements/list-comments.ts';
import { rules } from '../rules/index.ts';
import { identityOf, type Node, type Source } from '../source.ts';
import type { TextEdit } from '../text.ts';

/** A comment that silences a problem, but for the reason: that is for its author to say. */
export interface SilencingComment {
  readonly edit: TextEdit;
  /** Where in the new text the reason belongs. */
  readonly reasonAt: number;
}

/**
 * The comment above the line of `problem`, or above the key of a text of several lines that has the problem in it;
 * undefined where none can stand, as in JSON. A list for pip has comments of its own.
 */
export function silencingComment(
  file: ReadFile,
  problem: Pick<Problem, 'rule' | 'span'>,
): SilencingComment | undefined {
  const { source } = file;
  const rule = rules.find(rule => rule.id === problem.rule);
  if (source.language === 'json' || !rule || rule.about === 'silences') return undefined;
  const { text, lines } = source;
  const found = lines.positionAt(problem.span.start).line;
  const inList = isInPipList(file, lines.lineSpan(found).start);
  const line = (inList ? undefined : lineOfKey(source, lines.lineSpan(found).start)) ?? found;
  const { start, end } = lines.lineSpan(line);
  const indentation = /^[ \t]*/.exec(text.slice(start, end))?.[0] ?? '';
  // Silences are for lines that say something, and are read only where the text can be.
  const says = /^[ \t]*[^\s#]/.test(text.slice(start, end));
  if (!says || !canStandAbove(file, start)) return undefined;
  const comment = `${indentation}# code-env-ignore ${problem.rule}: `;
  const lineBreak = /\r?\n/.exec(text)?.[0] ?? '\n';
  return { edit: { span: { start, end: start }, text: comment + lineBreak }, reasonAt: comment.length };
}

/** Whether a line of its own in front of `offset` can be a comment. */
function canStandAbove(file: ReadFile, offset: number): boolean {
  const { language, documents } = file.source;
  if (language === 'python' || isInPipList(file, offset)) return true;
  return (
    documents.some(({ root }) => root) &&
    !documents.some(({ root }) => root && isInScalar(root, offset, new Set()))
  );
}

/** The line of the key whose block text goes over `offset`. */
function lineOfKey({ documents, lines }: Source, offset: number): number | undefined {
  let line: number | undefined;
  const seen = new Set<object>();
  const walk = (node: Node): void => {
    if (node.kind === 'scalar' || seen.has(identityOf(node))) return;
    seen.add(identityOf(node));
    const nodes = node.kind === 'sequence' ? node.items : node.entries.map(entry => entry.value);
    for (const value of nodes) {
      const block = value.kind === 'scalar' && (value.style === 'literal' || value.style === 'folded');
      if (block && value.span.start < offset && offset < value.span.end)
        line = lines.positionAt(value.span.start).line;
      else walk(value);
    }
  };
  for (const { root } of documents) if (root) walk(root);
  return line;
}

/** Whether a text of several lines goes over `offset`; a `#` there is part of that text. */
function isInScalar(node: Node, offset: number, seen: Set<object>): boolean {
  if (node.kind === 'scalar') return node.span.start < offset && offset < node.span.end;
  if (seen.has(identityOf(node))) return false;
  seen.add(identityOf(node));
  if (node.kind === 'sequence') return node.items.some(item => isInScalar(item, offset, seen));
  return node.entries.some(({ value }) => isInScalar(value, offset, seen));
}
