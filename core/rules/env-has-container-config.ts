import { addEntry, edit, renderScalar, replace } from '../edit.ts';
import { isManaged } from '../model.ts';
import type { Fix } from '../problem.ts';
import type { CodeEnvSubject, Rule } from '../rule.ts';
import { configNames, selectingPlaces } from '../selection.ts';

/** More choices than this do not help anybody. */
const mostChoices = 8;

export const envHasContainerConfig: Rule = {
  id: 'env-has-container-config',
  title: 'A managed code env can be used by some container configuration',
  severity: 'information',
  about: 'code-env',
  *check(subject) {
    const { env, source } = subject;
    // Where the text is broken, what is missing may only be hidden.
    if (source.problems.length > 0) return;
    // A plugin's definition leaves the selection to each instance, and DSS keeps its internal ones itself.
    if (
      env.origin === 'plugin' ||
      !env.deploymentMode ||
      !isManaged(env) ||
      env.deploymentMode.value === 'DSS_INTERNAL'
    )
      return;
    if (selectingPlaces(env).length > 0 || env.pythonInterpreter?.value === 'CUSTOM') return;
    const place = env.containerConfs?.entry ?? env.allContainerConfs?.entry ?? env.deploymentMode.entry;
    if (!place) return;
    const known = subject.instance ? configNames(subject.instance.configs) : [];
    yield {
      span: place.key.span,
      message:
        'No container configuration can use this code env, so that no image is built of it. Select all, or those that are meant.',
      fixes: [selectAll(subject), ...known.slice(0, mostChoices).map(name => select(subject, name))],
    };
  },
};

function selectAll({ source, env }: CodeEnvSubject): Fix {
  const all = env.allContainerConfs;
  return edit('Select all container configurations', [
    all
      ? replace(all.span, 'true')
      : addEntry(source, env.root, 'allContainerConfs', 'true', env.deploymentMode?.entry),
  ]);
}

function select({ source, env }: CodeEnvSubject, name: string): Fix {
  const value = `[${renderScalar(name, source)}]`;
  const names = env.containerConfs;
  return edit(`Select ${name}`, [
    names
      ? replace(names.span, value)
      : addEntry(
          source,
          env.root,
          'containerConfs',
          value,
          (env.allContainerConfs ?? env.deploymentMode)?.entry,
        ),
  ]);
}
