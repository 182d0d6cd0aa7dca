import { toFindings } from '../requirements/line-findings.ts';
import type { Rule } from '../rule.ts';

export const condaPackageLine: Rule = {
  id: 'conda-package-line',
  title: 'Each line of a list for Conda is a package',
  severity: 'warning',
  about: 'packages',
  *check(subject) {
    if (subject.list.language === 'conda') yield* toFindings(subject, 'syntax');
  },
};
