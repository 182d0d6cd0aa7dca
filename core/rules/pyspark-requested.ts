import { deleteLine } from '../requirements/line-edits.ts';
import type { Rule } from '../rule.ts';

export const pysparkRequested: Rule = {
  id: 'pyspark-requested',
  title: 'Spark comes from DSS, not from a package',
  severity: 'warning',
  about: 'packages',
  *check(subject) {
    if (subject.list.language === 'r' || subject.list.role !== 'requested') return;
    for (const requirement of subject.list.requirements) {
      const { name, key } = requirement;
      if (!name || key !== 'pyspark') continue;
      yield {
        span: name.span,
        message: `${name.text} hides the Spark that DSS is set up with, and Spark recipes and notebooks fail. Delete the line.`,
        fixes: deleteLine(subject, 'Delete the line', requirement),
      };
    }
  },
};
