import { addEntry, editOther, replace } from '../edit.ts';
import type { Fix } from '../problem.ts';
import type { InstanceEnv, Rule } from '../rule.ts';
import { useFittingEnv } from '../workload-fix.ts';

export const notebookNeedsJupyter: Rule = {
  id: 'notebook-needs-jupyter',
  title: 'A notebook runs in a code env with Jupyter support',
  severity: 'error',
  about: 'workloads',
  *check(subject) {
    for (const use of subject.uses) {
      if (!use.isNotebook || use.env.kind !== 'env' || use.env.definition.env.lang !== use.lang) continue;
      const { definition, inherited, span } = use.env;
      const { name, root, installJupyterSupport: support } = definition.env;
      if (support?.value) continue;
      // On an automation node each version of a code env says it for itself.
      if (root.entries.some(({ key }) => /^(?:currentVersion|versions|noVersion)$/.test(key.text))) continue;
      yield {
        span,
        // What DSS does where nothing is said is not told.
        severity: support && !inherited ? 'error' : 'warning',
        message: `A notebook needs Jupyter support, but the code env ${name} ${support ? 'has none' : 'does not say that it has it'}: there is no kernel for the notebook. Turn it on there.`,
        related: [
          {
            path: definition.path,
            span: support?.span ?? { start: 0, end: 0 },
            message: support ? 'Jupyter support is turned off here.' : 'The code env.',
          },
        ],
        fixes: [...turnOn(definition), ...useFittingEnv(use, subject)],
      };
    }
  },
};

function turnOn({ path, source, env }: InstanceEnv): Fix[] {
  const title = `Turn on Jupyter support in ${env.name}`;
  const support = env.installJupyterSupport;
  if (support) return support.entry?.foreign ? [] : [editOther(title, path, [replace(support.span, 'true')])];
  if (env.root.entries.some(entry => entry.key.text === 'installJupyterSupport')) return [];
  const after = (env.installCorePackages ?? env.deploymentMode)?.entry;
  return [editOther(title, path, [addEntry(source, env.root, 'installJupyterSupport', 'true', after)])];
}
