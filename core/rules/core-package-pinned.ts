import { coreConditions, corePackageNames } from '../requirements/core-packages.ts';
import { deleteLine } from '../requirements/line-edits.ts';
import { pinOf } from '../requirements/requirement.ts';
import { agree } from '../requirements/versions.ts';
import type { Rule } from '../rule.ts';

export const corePackagePinned: Rule = {
  id: 'core-package-pinned',
  title: 'Core packages have the version that DSS gives them',
  severity: 'hint',
  about: 'packages',
  *check(subject) {
    const { list, env } = subject;
    if (list.language !== 'pip' || list.role !== 'requested' || env.installCorePackages?.value !== true)
      return;
    const conditions = coreConditions(env);
    for (const requirement of list.requirements) {
      const { name, key, specifiers } = requirement;
      if (!name || !key || !corePackageNames.includes(key)) continue;
      const pin = pinOf(requirement);
      if (pin === undefined) continue;
      // What contradicts already is core-package-conflict's.
      const core = conditions.get(key);
      if (core && !agree([`==${pin}`, ...core.conditions])) continue;
      yield {
        span: { start: name.span.start, end: specifiers.at(-1)?.span.end ?? name.span.end },
        message: `${name.text} is a core package, and is pinned to ${pin} here: a set that brings another version makes pip refuse both. Delete the line, or set installCorePackages to false.`,
        fixes: deleteLine(subject, 'Delete the line: the core packages bring it', requirement),
      };
    }
  },
};
