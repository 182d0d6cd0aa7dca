import type { Finding, PackagesSubject } from '../rule.ts';
import { rewrite } from './line-edits.ts';
import type { LineProblem } from './requirement.ts';

/** What the reader of a list complains about, as a rule says it. */
export function* toFindings(subject: PackagesSubject, about: LineProblem['about']): Iterable<Finding> {
  for (const { problems } of subject.list.requirements) {
    for (const { about: kind, span, message, severity, remedy } of problems) {
      if (kind !== about) continue;
      yield {
        span,
        message,
        fixes: remedy ? rewrite(subject, remedy.title, remedy.span, remedy.text) : [],
        ...(severity && { severity }),
      };
    }
  }
}
