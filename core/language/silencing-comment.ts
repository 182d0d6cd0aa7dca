import type { Problem } from '../problem.ts';
import type { ReadFile } from '../project.ts';
import { isInPipList } from '../requirements/list-comments.ts';
import { rules } from '../rules/index.ts';
import { identityOf, type Node } from '../source.ts';
import type { TextEdit } from '../text.ts';

/** A comment that silences a problem, but for the reason: that is for its author to say. */
export interface SilencingComment {
  readonly edit: TextEdit;
  /** Where in the new text the reason belongs. */
  readonly reasonAt: number;
}

/** The comment above the line of `problem`; undefined where none can stand, as in JSON or inside of a text of several lines. */
export function silencingComment(
  file: ReadFile,
  problem: Pick<Problem, 'rule' | 'span'>,
): SilencingComment | undefined {
  const { source } = file;
  const rule = rules.find(rule => rule.id === problem.rule);
  if (source.language === 'json' || !rule || rule.about === 'silences') return undefined;
  const { text, lines } = source;
  const { line } = lines.positionAt(problem.span.start);
  const { start, end } = lines.lineSpan(line);
  const indentation = /^[ \t]*/.exec(text.slice(start, end))?.[0] ?? '';
  // Silences are for lines that say something, and are read only where the text can be.
  const says = /^[ \t]*[^\s#]/.test(text.slice(start, end));
  const readable =
    isInPipList(file, start) ||
    (source.documents.some(({ root }) => root) &&
      !source.documents.some(({ root }) => root && isInScalar(root, start, new Set())));
  if (!says || !readable) return undefined;
  const comment = `${indentation}# code-env-ignore ${problem.rule}: `;
  const lineBreak = /\r?\n/.exec(text)?.[0] ?? '\n';
  return { edit: { span: { start, end: start }, text: comment + lineBreak }, reasonAt: comment.length };
}

/** Whether a text of several lines goes over `offset`; a `#` there is part of that text. */
function isInScalar(node: Node, offset: number, seen: Set<object>): boolean {
  if (node.kind === 'scalar') return node.span.start < offset && offset < node.span.end;
  if (seen.has(identityOf(node))) return false;
  seen.add(identityOf(node));
  if (node.kind === 'sequence') return node.items.some(item => isInScalar(item, offset, seen));
  return node.entries.some(({ value }) => isInScalar(value, offset, seen));
}
