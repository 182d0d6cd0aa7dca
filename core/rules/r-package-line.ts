import { toFindings } from '../requirements/line-findings.ts';
import type { Rule } from '../rule.ts';

export const rPackageLine: Rule = {
  id: 'r-package-line',
  title: 'Each line of a list of R packages is "name", or "name","minimum version"',
  severity: 'warning',
  about: 'packages',
  *check(subject) {
    if (subject.list.language !== 'r') return;
    yield* toFindings(subject, 'syntax');
    yield* toFindings(subject, 'version');
  },
};
