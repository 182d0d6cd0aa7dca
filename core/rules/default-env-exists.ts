import { edit, renderScalar, replace } from '../edit.ts';
import type { EnvLang } from '../model.ts';
import type { Rule } from '../rule.ts';
import { listed, suggest } from '../suggest.ts';

export const defaultEnvExists: Rule = {
  id: 'default-env-exists',
  title: 'The default code envs are code envs of the instance and of their language',
  severity: 'error',
  about: 'container-configs',
  *check({ source, configs, envs }) {
    for (const lang of ['PYTHON', 'R'] satisfies EnvLang[]) {
      const name = configs.defaultEnvs[lang];
      // Code envs that DSS makes for itself and for plugins have no file here.
      if (!name?.value || /^(?:plugin_|INTERNAL_)/.test(name.value)) continue;
      const all = envs().map(({ env }) => env);
      const named = all.filter(env => env.name === name.value);
      if (all.length === 0 || named.some(env => env.lang === lang || !env.lang)) continue;
      const known = [...new Set(all.filter(env => env.lang === lang).map(env => env.name))];
      const meant = suggest(name.value, known);
      const complaint =
        named.length > 0
          ? `${name.value} is not of ${lang === 'R' ? 'R' : 'Python'}.`
          : `No code env of the instance is called ${JSON.stringify(name.value)}.`;
      yield {
        span: name.span,
        message: `${complaint}${meant ? ` Did you mean ${meant}?` : ''} ${known.length > 0 ? `Known: ${listed(known)}.` : 'There is none of that language.'}`,
        fixes: meant
          ? [edit(`Change it to ${meant}`, [replace(name.span, renderScalar(meant, source))])]
          : [],
      };
    }
  },
};
