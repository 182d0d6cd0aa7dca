import { edit, replace } from '../edit.ts';
import type { EnvLang } from '../model.ts';
import type { Fix } from '../problem.ts';
import type { Rule } from '../rule.ts';
import { likelyTypes } from '../workload-file.ts';
import { useFittingEnv } from '../workload-fix.ts';
import { canBecome, type WorkloadUse } from '../workload-use.ts';

const names: Readonly<Record<EnvLang, string>> = { PYTHON: 'Python', R: 'R' };

export const workloadLanguageMatchesEnv: Rule = {
  id: 'workload-language-matches-env',
  title: 'A workload runs in a code env of its language',
  severity: 'error',
  about: 'workloads',
  *check(subject) {
    for (const use of subject.uses) {
      const { workload, lang, env } = use;
      // Of a default that is of the other language, the instance is told.
      if (env.kind !== 'env' || env.inherited || !lang || !workload.type) continue;
      const { definition, span } = env;
      const found = definition.env.lang;
      if (!found || found === lang) continue;
      yield {
        span,
        message: `${workload.type.value} needs a code env of ${names[lang]}, but ${definition.env.name} is of ${names[found]}. Use one of ${names[lang]}.`,
        related: [
          {
            path: definition.path,
            span: definition.env.envLang?.span ?? { start: 0, end: 0 },
            message: 'The language of the code env.',
          },
        ],
        fixes: [...useFittingEnv(use, subject), ...typesOf(use)],
      };
    }
  },
};

/** The same sort of workload in the other language, where neither its file nor its code env speaks against that. */
function typesOf(use: WorkloadUse): Fix[] {
  const { type, file } = use.workload;
  if (!type) return [];
  const sort = type.value.split('_').at(-1);
  return likelyTypes(type.value, file?.value ?? '')
    .filter(other => other.split('_').at(-1) === sort && canBecome(use, other))
    .map(other => edit(`Change it to ${other}`, [replace(type.span, other)]));
}
