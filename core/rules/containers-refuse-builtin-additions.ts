import { useNewEnv } from '../new-env.ts';
import type { Rule } from '../rule.ts';
import { runOnHost } from '../workload-fix.ts';

export const containersRefuseBuiltinAdditions: Rule = {
  id: 'containers-refuse-builtin-additions',
  title: 'Workloads in containers do without packages that were added to the builtin env',
  severity: 'warning',
  about: 'workloads',
  *check(subject) {
    const { source, instance, uses } = subject;
    const added = instance.configs.builtinAdditions;
    if (!added || added.value.length === 0) return;
    for (const use of uses) {
      const { lang, env, container } = use;
      if (lang !== 'PYTHON' || env.kind !== 'builtin' || container.kind !== 'config') continue;
      yield {
        span: env.span,
        message: `The workload runs in the builtin env and in a container, where the builtin env lacks what was added to it by hand (${added.value.map(name => name.value).join(', ')}). Use a managed code env with those packages.`,
        related: [
          {
            path: instance.path,
            span: added.span,
            message: 'The packages that were added to the builtin env.',
          },
        ],
        fixes: [
          ...useNewEnv(
            use,
            added.value.map(name => name.value),
            subject,
          ),
          ...runOnHost(use, source),
        ],
      };
    }
  },
};
