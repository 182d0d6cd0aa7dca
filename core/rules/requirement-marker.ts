import { rewrite } from '../requirements/line-edits.ts';
import { toFindings } from '../requirements/line-findings.ts';
import { explainNever } from '../requirements/marker-never.ts';
import type { Rule } from '../rule.ts';

export const requirementMarker: Rule = {
  id: 'requirement-marker',
  title: 'A marker compares a variable of the environment with a text that it can have',
  severity: 'error',
  about: 'packages',
  *check(subject) {
    if (subject.list.language !== 'pip') return;
    yield* toFindings(subject, 'marker');
    for (const { marker, problems } of subject.list.requirements) {
      if (!marker || problems.length > 0) continue;
      for (const { span, message, instead } of explainNever(marker))
        yield {
          span,
          message,
          severity: 'warning',
          fixes: instead ? rewrite(subject, `Change it to ${instead.text}`, instead.span, instead.text) : [],
        };
    }
  },
};
