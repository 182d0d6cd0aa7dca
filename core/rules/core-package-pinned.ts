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
    if (list.language !== 'pip' || list.role !== 'requested') return;
    const core = env.installCorePackages?.value === true;
    const jupyter = env.installJupyterSupport?.value === true;
    if (!core && !jupyter) return;
    const conditions = coreConditions(env);
    for (const requirement of list.requirements) {
      const { name, key, specifiers } = requirement;
      if (!name || !key) continue;
      const isCore = core && corePackageNames.includes(key);
      if (!isCore && !(jupyter && key === 'ipykernel')) continue;
      const pin = pinOf(requirement);
      if (pin === undefined) continue;
      // What contradicts already is core-package-conflict's.
      const known = conditions.get(key);
      if (known && !agree([`==${pin}`, ...known.conditions])) continue;
      yield {
        span: { start: name.span.start, end: specifiers.at(-1)?.span.end ?? name.span.end },
        message: isCore
          ? `${name.text} is a core package, and is pinned to ${pin} here: a set that brings another version makes pip refuse both. Delete the line, or set installCorePackages to false.`
          : `${name.text} comes with the Jupyter support, and is pinned to ${pin} here: another version there makes pip refuse both. Delete the line, or set installJupyterSupport to false.`,
        fixes: deleteLine(
          subject,
          `Delete the line: the ${isCore ? 'core packages bring' : 'Jupyter support brings'} it`,
          requirement,
        ),
      };
    }
  },
};
