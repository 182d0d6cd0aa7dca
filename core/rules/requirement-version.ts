import { toFindings } from '../requirements/line-findings.ts';
import type { Rule } from '../rule.ts';

export const requirementVersion: Rule = {
  id: 'requirement-version',
  title: 'Versions and what compares them are of PEP 440',
  severity: 'error',
  about: 'packages',
  *check(subject) {
    if (subject.list.language === 'pip') yield* toFindings(subject, 'version');
  },
};
