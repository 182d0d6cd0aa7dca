import { toFindings } from '../requirements/line-findings.ts';
import type { Rule } from '../rule.ts';

export const requirementOption: Rule = {
  id: 'requirement-option',
  title: 'Options in a list for pip are those that pip reads there',
  severity: 'error',
  about: 'packages',
  *check(subject) {
    if (subject.list.language === 'pip') yield* toFindings(subject, 'option');
  },
};
