import { rewrite } from '../requirements/line-edits.ts';
import type { Rule } from '../rule.ts';

export const dummyPackage: Rule = {
  id: 'dummy-package',
  title: 'A package is requested by the name that it has in the index',
  severity: 'warning',
  about: 'packages',
  *check(subject) {
    if (subject.list.language !== 'pip' || subject.list.role !== 'requested') return;
    for (const { name, key, specifiers } of subject.list.requirements) {
      if (!name || key !== 'sklearn') continue;
      const end = specifiers.at(-1)?.span.end ?? name.span.end;
      // The dummy's own versions are 0.0 and 0.0.post1 to 0.0.post12: they say nothing about scikit-learn.
      const own = specifiers.some(({ version }) => /^0\.0(?:\.|$)/.test(version.text));
      const span = own ? { start: name.span.start, end } : name.span;
      yield {
        span: name.span,
        message: `${name.text} is a dummy in the index, which its authors have given up. Request scikit-learn.`,
        fixes: rewrite(subject, 'Change it to scikit-learn', span, 'scikit-learn'),
      };
    }
  },
};
