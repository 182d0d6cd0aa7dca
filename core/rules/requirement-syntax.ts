import { toFindings } from '../requirements/line-findings.ts';
import type { Rule } from '../rule.ts';

export const requirementSyntax: Rule = {
  id: 'requirement-syntax',
  title: 'Each line of a list for pip is a requirement or an option',
  severity: 'error',
  about: 'packages',
  *check(subject) {
    if (subject.list.language === 'pip') yield* toFindings(subject, 'syntax');
  },
};
