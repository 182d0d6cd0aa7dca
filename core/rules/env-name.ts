import type { Rule } from '../rule.ts';

export const envName: Rule = {
  id: 'env-name',
  title: "A name has the characters that DSS's own page asks for",
  severity: 'hint',
  about: 'code-env',
  *check({ env }) {
    const name = env.envName;
    // DSS names plugins' and its own code envs itself, with underscores.
    if (!name || /^(?:PLUGIN_|DSS_INTERNAL)/.test(env.deploymentMode?.value ?? '')) return;
    if (/^[A-Za-z\d-]+$/.test(name.value)) return;
    const odd =
      name.value === '' ? undefined : [...name.value].find(character => !/[A-Za-z\d-]/.test(character));
    yield {
      span: name.span,
      message: `${odd === undefined ? 'The name is empty' : `The name ${JSON.stringify(name.value)} has ${odd.trim() === '' ? 'a space' : JSON.stringify(odd)} in it`}, and DSS's page for code envs asks to use only A-Z, a-z, digits and hyphens. Give it such a name if nothing refers to it yet.`,
    };
  },
};
