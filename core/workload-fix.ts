import { addEntry, edit, removeEntry, renderScalar, replace, setValue } from './edit.ts';
import type { Selection, Workload } from './model.ts';
import type { Fix } from './problem.ts';
import type { Instance, WorkloadsSubject } from './rule.ts';
import { configNames, selectedConfigs } from './selection.ts';
import type { Source } from './source.ts';
import type { TextEdit } from './text.ts';
import { fits, type WorkloadUse } from './workload-use.ts';

/** More choices than this do not help anybody. */
const mostChoices = 8;

/** The code envs that the workload could run in, each as a repair. */
export function useFittingEnv(use: WorkloadUse, { source, instance, envs }: WorkloadsSubject): Fix[] {
  const names = new Set(envs.filter(env => fits(use, env, instance)).map(({ env }) => env.name));
  return [...names].slice(0, mostChoices).flatMap(name => useEnv(`Use ${name}`, use, source, name));
}

/** The workload runs in the code env `name`; no repair where the selection stands elsewhere, behind an alias. */
export function useEnv(title: string, { workload }: WorkloadUse, source: Source, name: string): Fix[] {
  const keys = ['envSelection', 'envMode', 'envName'] as const;
  return asFix(title, select(source, workload, keys, { mode: 'EXPLICIT_ENV', name }));
}

/** The workload runs by the container configuration `name`. */
export function useConfig(title: string, { workload }: WorkloadUse, source: Source, name: string): Fix[] {
  const keys = ['containerSelection', 'containerMode', 'containerConf'] as const;
  return asFix(title, select(source, workload, keys, { mode: 'EXPLICIT_CONTAINER', name }));
}

/** The container configurations that the code env of the workload can be used with. */
export function usableConfigs({ env }: WorkloadUse, { configs }: Instance): readonly string[] {
  if (env.kind !== 'env') return configNames(configs);
  return selectedConfigs(env.definition.env, configs).flatMap(config => config.name?.value ?? []);
}

/** Each of them as a repair. */
export function useFittingConfig(use: WorkloadUse, { source, instance }: WorkloadsSubject): Fix[] {
  const names = new Set(usableConfigs(use, instance));
  return [...names].slice(0, mostChoices).flatMap(name => useConfig(`Use ${name}`, use, source, name));
}

/** The workload runs on the host. */
export function runOnHost({ workload }: WorkloadUse, source: Source): Fix[] {
  const keys = ['containerSelection', 'containerMode', 'containerConf'] as const;
  return asFix('Run it on the DSS host', select(source, workload, keys, { mode: 'NONE', name: undefined }));
}

function asFix(title: string, edits: readonly TextEdit[] | undefined): Fix[] {
  return edits ? [edit(title, edits)] : [];
}

type Keys = readonly ['envSelection' | 'containerSelection', string, string];

function select(
  source: Source,
  workload: Workload,
  [key, modeKey, nameKey]: Keys,
  { mode, name }: { readonly mode: string; readonly name: string | undefined },
): readonly TextEdit[] | undefined {
  const selection: Selection<string> | undefined = workload[key];
  const written = name === undefined ? undefined : renderScalar(name, source);
  const whole = `{ ${modeKey}: ${mode}${written === undefined ? '' : `, ${nameKey}: ${written}`} }`;
  if (!selection) {
    // What stands there instead of a mapping is for its author to mend.
    if (workload.root.entries.some(entry => entry.key.text === key)) return undefined;
    return [addEntry(source, workload.root, key, whole)];
  }
  const entries = selection.root.entries.filter(({ key: { text } }) => text === modeKey || text === nameKey);
  if (selection.entry.foreign || entries.some(entry => entry.foreign)) return undefined;
  const modeEntry = entries.findLast(entry => entry.key.text === modeKey);
  const nameEntry = entries.findLast(entry => entry.key.text === nameKey);
  if (!modeEntry && !nameEntry) {
    return selection.root.entries.length === 0 ? [replace(selection.root.span, whole)] : undefined;
  }
  if (written === undefined) {
    if (!modeEntry)
      return nameEntry && [replace(nameEntry.key.span, modeKey), setValue(source, nameEntry, mode)];
    return [
      setValue(source, modeEntry, mode),
      ...(nameEntry ? removeEntry(source, selection.root, nameEntry) : []),
    ];
  }
  return [
    modeEntry ? setValue(source, modeEntry, mode) : addEntry(source, selection.root, modeKey, mode),
    nameEntry
      ? setValue(source, nameEntry, written)
      : addEntry(source, selection.root, nameKey, written, modeEntry),
  ];
}
