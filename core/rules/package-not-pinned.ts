import { coreConditions, corePackageNames } from '../requirements/core-packages.ts';
import type { Rule } from '../rule.ts';

export const packageNotPinned: Rule = {
  id: 'package-not-pinned',
  title: 'A requirement says which versions it is for',
  severity: 'hint',
  about: 'packages',
  *check({ list, env }) {
    if (list.language !== 'pip' || list.role !== 'requested') return;
    const core = coreConditions(env);
    const isCore = (key: string) =>
      core.has(key) || (env.installCorePackages?.value === true && corePackageNames.includes(key));
    for (const { form, name, key, specifiers, options, problems } of list.requirements) {
      if (form !== 'named' || !name || specifiers.length > 0 || options.length > 0 || problems.length > 0)
        continue;
      // The core packages say it, and core-package-pinned would have it deleted again.
      if (key && isCore(key)) continue;
      yield {
        span: name.span,
        message: `Any version of ${name.text} will do, so that a rebuild can bring another than today's. Write one, as in ${name.text}==1.2.3.`,
      };
    }
  },
};
