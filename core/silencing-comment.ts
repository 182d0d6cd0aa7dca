import type { Problem } from './problem.ts';
import type { ReadFile } from './project.ts';
import { rules } from './rules/index.ts';
import { readSilences } from './silence.ts';
import { readSource } from './source.ts';
import { applyEdits, type TextEdit } from './text.ts';

/** A comment that silences a problem, but for the reason: that is for its author to say. */
export interface SilencingComment {
  readonly edit: TextEdit;
  /** Where in the new text the reason belongs. */
  readonly reasonAt: number;
}

/** The comment above the line of `problem`; undefined where none can stand, as in JSON or inside of a text of several lines. */
export function silencingComment(
  { source }: ReadFile,
  problem: Pick<Problem, 'rule' | 'span'>,
): SilencingComment | undefined {
  const rule = rules.find(rule => rule.id === problem.rule);
  if (source.language === 'json' || !rule || rule.about === 'silences') return undefined;
  const { text, lines } = source;
  const { line } = lines.positionAt(problem.span.start);
  const { start, end } = lines.lineSpan(line);
  const indentation = /^[ \t]*/.exec(text.slice(start, end))?.[0] ?? '';
  const comment = `${indentation}# code-env-ignore ${problem.rule}: `;
  const lineBreak = /\r?\n/.exec(text)?.[0] ?? '\n';
  const edit = { span: { start, end: start }, text: comment + lineBreak };
  const silences = readSilences(readSource(applyEdits(text, [edit])));
  const counts = silences.some(
    silence => silence.line === line + 1 && silence.comment.span.start === start + indentation.length,
  );
  return counts ? { edit, reasonAt: comment.length } : undefined;
}
