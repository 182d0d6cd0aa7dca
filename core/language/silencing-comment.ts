import { rememberedOf } from '../memo.ts';
import type { Problem } from '../problem.ts';
import type { ReadFile } from '../project.ts';
import { isInPipList } from '../requirements/list-comments.ts';
import { rules } from '../rules/index.ts';
import type { ScalarNode, Source } from '../source.ts';
import type { Span, TextEdit } from '../text.ts';
import { writtenIn } from './written.ts';

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

/** Whether a line of its own in front of `offset` can be a comment. In a text of several lines a `#` is part of that text. */
function canStandAbove(file: ReadFile, offset: number): boolean {
  const { source } = file;
  if (source.language === 'python' || isInPipList(file, offset)) return true;
  return source.documents.some(({ root }) => root) && !textAround(source, offset);
}

/** The line of the key whose block text goes over `offset`. */
function lineOfKey(source: Source, offset: number): number | undefined {
  const text = textAround(source, offset);
  const isBlock = text?.style === 'literal' || text?.style === 'folded';
  return text && isBlock ? source.lines.positionAt(text.span.start).line : undefined;
}

/** The text of several lines that goes over `offset`, which begins a line. */
function textAround(source: Source, offset: number): ScalarNode | undefined {
  return longTextsIn(source).find(({ span }) => span.start < offset && offset < span.end);
}

/** The texts of several lines. Kept, because a file with many problems has a comment for each. */
const longTextsIn = rememberedOf((source: Source): readonly ScalarNode[] => {
  const isLong = ({ start, end }: Span) => /[\r\n]/.test(source.text.slice(start, end));
  return source.documents.flatMap(document =>
    [...writtenIn(document)].flatMap(({ node }) => (node.kind === 'scalar' && isLong(node.span) ? node : [])),
  );
});
