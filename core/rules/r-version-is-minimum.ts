import { rewrite } from '../requirements/line-edits.ts';
import type { Rule } from '../rule.ts';

export const rVersionIsMinimum: Rule = {
  id: 'r-version-is-minimum',
  title: 'The version of an R package stands without an operator',
  severity: 'information',
  about: 'packages',
  *check(subject) {
    if (subject.list.language !== 'r') return;
    for (const { name, specifiers, problems } of subject.list.requirements) {
      const specifier = specifiers[0];
      if (!name || !specifier || specifier.operator.text === '' || problems.length > 0) continue;
      const { operator, version, span } = specifier;
      yield {
        span,
        message: `${operator.text}${version.text} is read as a version, and a version of an R package is only the least that is wanted: the latest is installed. Write "${version.text}".`,
        fixes: rewrite(subject, `Delete ${operator.text}`, span, version.text),
      };
    }
  },
};
