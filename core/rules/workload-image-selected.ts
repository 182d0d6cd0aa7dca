import { addEntry, addItem, editOther, renderScalar } from '../edit.ts';
import { isManaged } from '../model.ts';
import type { Fix } from '../problem.ts';
import type { InstanceEnv, Rule } from '../rule.ts';
import { listed } from '../suggest.ts';
import { usableConfigs, useFittingConfig } from '../workload-fix.ts';

export const workloadImageSelected: Rule = {
  id: 'workload-image-selected',
  title: 'The container configuration of a workload is selected for its code env',
  severity: 'error',
  about: 'workloads',
  *check(subject) {
    for (const use of subject.uses) {
      const { env: used, container } = use;
      if (used.kind !== 'env' || container.kind !== 'config' || !isManaged(used.definition.env)) continue;
      const { path, env } = used.definition;
      const usable = usableConfigs(use, subject.instance);
      if (usable.includes(container.name)) continue;
      // What DSS selects for a code env that says nothing is not told.
      const told = env.allContainerConfs || env.containerConfs;
      const sure = told && !used.inherited && !container.inherited;
      yield {
        span: container.span,
        severity: sure ? 'error' : 'warning',
        message: `${container.name} is not selected for the code env ${env.name}, so that no image is built to run this workload in. Select it there${usable.length > 0 ? `, or use ${listed(usable)}` : ''}.`,
        related: [
          {
            path,
            span: (env.containerConfs ?? env.allContainerConfs)?.span ?? { start: 0, end: 0 },
            message: 'What is selected for the code env.',
          },
        ],
        fixes: [...selectIn(used.definition, container.name), ...useFittingConfig(use, subject)],
      };
    }
  },
};

/** The selection stands in the file of the code env. Base images do not hold a custom interpreter: none is selected there. */
function selectIn({ path, source, env }: InstanceEnv, name: string): Fix[] {
  if (env.pythonInterpreter?.value === 'CUSTOM') return [];
  const written = renderScalar(name, source);
  const names = env.containerConfs;
  const title = `Select ${name} in ${env.name}`;
  if (names?.node.kind === 'sequence')
    return names.entry?.foreign ? [] : [editOther(title, path, [addItem(source, names.node, written)])];
  if (env.root.entries.some(entry => entry.key.text === 'containerConfs')) return [];
  const after = (env.allContainerConfs ?? env.deploymentMode)?.entry;
  return [editOther(title, path, [addEntry(source, env.root, 'containerConfs', `[${written}]`, after)])];
}
