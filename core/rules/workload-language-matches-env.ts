import { edit, replace } from '../edit.ts';
import type { EnvLang } from '../model.ts';
import type { Fix } from '../problem.ts';
import type { Rule } from '../rule.ts';
import { likelyTypes } from '../workload-file.ts';
import { useFittingEnv } from '../workload-fix.ts';
import { languageOf, type WorkloadUse } from '../workload-use.ts';

const names: Readonly<Record<EnvLang, string>> = { PYTHON: 'Python', R: 'R' };

export const workloadLanguageMatchesEnv: Rule = {
  id: 'workload-language-matches-env',
  title: 'A workload runs in a code env of its language',
  severity: 'error',
  about: 'workloads',
  *check(subject) {
    for (const use of subject.uses) {
      const { workload, lang, env } = use;
      if (env.kind !== 'env' || !lang || !workload.type) continue;
      const { definition, inherited, span } = env;
      const found = definition.env.lang;
      if (!found || found === lang) continue;
      yield {
        span,
        severity: inherited ? 'warning' : 'error',
        message: `${workload.type.value} needs a code env of ${names[lang]}, but ${definition.env.name} is of ${names[found]}. Use one of ${names[lang]}.`,
        related: [
          {
            path: definition.path,
            span: definition.env.envLang?.span ?? { start: 0, end: 0 },
            message: 'The language of the code env.',
          },
        ],
        fixes: [...useFittingEnv(use, subject), ...typesOf(use, found)],
      };
    }
  },
};

/** The same sort of workload in the other language, where its file does not speak against that. */
function typesOf({ workload: { type, file } }: WorkloadUse, lang: EnvLang): Fix[] {
  if (!type) return [];
  return likelyTypes(type.value, file?.value ?? '')
    .filter(other => languageOf(other) === lang && other.split('_').at(-1) === type.value.split('_').at(-1))
    .map(other => edit(`Change it to ${other}`, [replace(type.span, other)]));
}
