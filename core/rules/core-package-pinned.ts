import { corePackageNames } from '../requirements/core-packages.ts';
import { deleteLine } from '../requirements/line-edits.ts';
import { normalizedName, pinOf } from '../requirements/requirement.ts';
import type { Rule } from '../rule.ts';

export const corePackagePinned: Rule = {
  id: 'core-package-pinned',
  title: 'Core packages have the version that DSS gives them',
  severity: 'hint',
  about: 'packages',
  *check(subject) {
    const { list, env } = subject;
    if (list.language !== 'pip' || list.role === 'mandatory' || env.installCorePackages?.value !== true) return;
    for (const requirement of list.requirements) {
      const { name, specifiers } = requirement;
      if (!name || !corePackageNames.includes(normalizedName(name.text))) continue;
      const pin = pinOf(requirement);
      if (pin === undefined) continue;
      yield {
        span: { start: name.span.start, end: specifiers.at(-1)?.span.end ?? name.span.end },
        message: `${name.text} is a core package, and is pinned to ${pin} here: an upgrade of DSS that brings another version makes pip refuse both. Delete the line, or set installCorePackages to false.`,
        fixes: deleteLine(subject, 'Delete the line: the core packages bring it', requirement),
      };
    }
  },
};
