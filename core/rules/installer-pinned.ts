import { deleteLine } from '../requirements/line-edits.ts';
import { pinOf } from '../requirements/requirement.ts';
import type { Rule } from '../rule.ts';

const installers = ['pip', 'setuptools', 'wheel'];

export const installerPinned: Rule = {
  id: 'installer-pinned',
  title: 'The versions of pip, setuptools and wheel are left to DSS',
  severity: 'information',
  about: 'packages',
  *check(subject) {
    if (subject.list.language !== 'pip' || subject.list.role !== 'requested') return;
    for (const requirement of subject.list.requirements) {
      const { name, key, specifiers } = requirement;
      if (!name || !key || !installers.includes(key)) continue;
      const pin = pinOf(requirement);
      if (pin === undefined) continue;
      yield {
        span: { start: name.span.start, end: specifiers.at(-1)?.span.end ?? name.span.end },
        message: `${name.text} is what installs the other packages, and ${pin} replaces the version that DSS comes with while it is at work. Delete the line, unless a package needs this version to be built.`,
        fixes: deleteLine(subject, 'Delete the line', requirement),
      };
    }
  },
};
