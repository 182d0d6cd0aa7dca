import type { EnvLang } from '../model.ts';
import type { Rule } from '../rule.ts';
import type { Entry, Node } from '../source.ts';
import { deleteKey } from './delete-key.ts';

/** Keys that are read for one language alone. Resources modes have a rule of their own. */
const keys: Readonly<Record<EnvLang, readonly string[]>> = {
  PYTHON: [
    'pythonInterpreter',
    'customInterpreter',
    'corePackagesSet',
    'yarnPythonBin',
    'resourcesInitScript',
    'acceptedPythonInterpreters',
  ],
  R: ['yarnRBin'],
};

export const keyOfLanguage: Rule = {
  id: 'key-of-language',
  title: 'Every key is of the language of the code env',
  severity: 'warning',
  about: 'code-env',
  *check({ source, env }) {
    if (!env.lang) return;
    const other = env.lang === 'R' ? 'PYTHON' : 'R';
    const desc = env.root.entries.find(({ key }) => key.text === 'desc')?.value;
    const entries: readonly Entry[] = [...env.root.entries, ...(desc?.kind === 'map' ? desc.entries : [])];
    for (const entry of entries) {
      if (!keys[other].includes(entry.key.text) || isEmpty(entry.value)) continue;
      yield {
        span: entry.key.span,
        unnecessary: true,
        message: `${entry.key.text} is for ${other === 'R' ? 'R' : 'Python'} code envs, and this one is of ${env.lang === 'R' ? 'R' : 'Python'}: it has no effect. Delete it.`,
        fixes: deleteKey(source, env, entry),
      };
    }
  },
};

/** What DSS writes for a key that is not used. */
function isEmpty(node: Node): boolean {
  if (node.kind === 'scalar')
    return node.text.trim() === '' || (node.value === null && node.style === 'plain');
  return node.kind === 'sequence' && node.items.length === 0;
}
