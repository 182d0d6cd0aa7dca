import { type Selection, type Workloads, workloadTypes } from '../model.ts';
import type { Node } from '../source.ts';
import { Fields } from './fields.ts';

/** Reads the workloads of an instance; undefined where the document is not a mapping. */
export function readWorkloads(root: Node | undefined): Workloads | undefined {
  if (root?.kind !== 'map') return undefined;
  return {
    kind: 'workloads',
    root,
    workloads: new Fields(root).maps('workloads').map(map => {
      const workload = new Fields(map);
      return {
        root: map,
        name: workload.text('name'),
        type: workload.oneOf('type', workloadTypes),
        file: workload.text('file'),
        envSelection: readSelection(
          workload,
          ['envSelection', 'envMode', 'envName'],
          ['EXPLICIT_ENV', 'INHERIT', 'USE_BUILTIN_MODE'],
        ),
        containerSelection: readSelection(
          workload,
          ['containerSelection', 'containerMode', 'containerConf'],
          ['EXPLICIT_CONTAINER', 'INHERIT', 'NONE'],
        ),
      };
    }),
  };
}

function readSelection<Mode extends string>(
  workload: Fields,
  [key, modeKey, nameKey]: readonly [string, string, string],
  modes: readonly Mode[],
): Selection<Mode> | undefined {
  const entry = workload.entry(key);
  if (entry?.value.kind !== 'map') return undefined;
  const selection = new Fields(entry.value);
  const mode = selection.oneOf(modeKey, modes);
  const name = selection.text(nameKey);
  return {
    root: entry.value,
    entry,
    mode,
    unknownMode: !mode && selection.text(modeKey) !== undefined,
    name: name?.value ? name : undefined,
  };
}
