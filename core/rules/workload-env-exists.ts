import type { Rule } from '../rule.ts';
import { listed, suggest } from '../suggest.ts';
import { useEnv, useFittingEnv } from '../workload-fix.ts';
import { fits } from '../workload-use.ts';

export const workloadEnvExists: Rule = {
  id: 'workload-env-exists',
  title: 'The code env of a workload is one of the instance',
  severity: 'error',
  about: 'workloads',
  *check(subject) {
    const { source, instance, envs, areAllKnown, uses } = subject;
    const known = [...new Set(envs.map(({ env }) => env.name))];
    // Where no code env is kept as a file, nothing can be told of their names.
    if (known.length === 0 || !areAllKnown) return;
    for (const use of uses) {
      const { mode, name } = use.workload.envSelection ?? {};
      if (mode?.value !== 'EXPLICIT_ENV' || !name || known.includes(name.value)) continue;
      // Code envs that DSS makes for itself and for plugins have no file here.
      if (/^(?:plugin_|INTERNAL_)/.test(name.value)) continue;
      const meant = suggest(name.value, known);
      const isFitting = envs.some(env => env.env.name === meant && fits(use, env, instance));
      yield {
        span: name.span,
        message: `No code env of the instance is called ${JSON.stringify(name.value)}.${meant ? ` Did you mean ${meant}?` : ''} There is ${listed(known)}.`,
        related: [
          {
            path: instance.path,
            span: { start: 0, end: 0 },
            message: 'The instance. Its code envs lie beside and below.',
          },
        ],
        fixes:
          meant && isFitting
            ? useEnv(`Change it to ${meant}`, use, source, meant)
            : useFittingEnv(use, subject),
      };
    }
  },
};
