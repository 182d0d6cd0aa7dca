import type { CodeEnv } from '../model.ts';
import type { Rule } from '../rule.ts';

export const envNamedOnce: Rule = {
  id: 'env-named-once',
  title: 'Each code env of an instance has a name of its own',
  severity: 'error',
  about: 'code-env',
  *check({ env, namesakes }) {
    const [other, ...more] = namesakes();
    if (!other) return;
    // The public API keeps the languages apart, but the documentation asks for names that are unique nevertheless.
    const sameLang = [other, ...more].find(({ env: { lang } }) => !lang || !env.lang || lang === env.lang);
    const { path, env: first } = sameLang ?? other;
    yield {
      span: placeOfName(env),
      severity: sameLang ? 'error' : 'warning',
      message: sameLang
        ? `Another code env of the instance is called ${env.name}, too, and DSS has one of a name. Give one of them another envName.`
        : `A code env of the other language is called ${env.name}, too, and DSS asks for names that are unique. Give one of them another envName.`,
      related: [{ path, span: placeOfName(first), message: 'The other one.' }],
    };
  },
};

/** Where a code env is named: at its name, or else where its definition begins. */
function placeOfName({ envName, root }: CodeEnv) {
  return envName?.span ?? root.entries[0]?.key.span ?? root.span;
}
