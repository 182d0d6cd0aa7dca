import type { Rule } from '../rule.ts';
import { rules } from '../rules/index.ts';
import type { Span } from '../text.ts';

/** The rule that a comment at `span` silences, and where its name stands; undefined where it silences none that there is. */
export function findSilencedRule(text: string, span: Span): { rule: Rule; span: Span } | undefined {
  const match = /^#[ \t]*code-env-ignore[ \t]+([\w-]+)/d.exec(text.slice(span.start, span.end));
  const [start, end] = match?.indices?.[1] ?? [0, 0];
  const rule = rules.find(({ id }) => id === match?.[1]);
  return rule && { rule, span: { start: span.start + start, end: span.start + end } };
}
