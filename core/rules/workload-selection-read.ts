import { edit, removeEntry } from '../edit.ts';
import type { Fix } from '../problem.ts';
import type { Rule, WorkloadsSubject } from '../rule.ts';
import { usableConfigs, useConfig, useEnv } from '../workload-fix.ts';
import { type NamedSelection, selectionsOf } from '../workload-selection.ts';
import { fits, type WorkloadUse } from '../workload-use.ts';

export const workloadSelectionRead: Rule = {
  id: 'workload-selection-read',
  title: 'A code env or container configuration is named only where it is chosen by name',
  severity: 'warning',
  about: 'workloads',
  *check(subject) {
    for (const use of subject.uses) {
      for (const named of selectionsOf(use.workload)) {
        const { selection, mode, name, byName } = named;
        if (selection.mode?.value === byName || !selection.name?.entry) continue;
        yield {
          span: selection.name.entry.key.span,
          message: `${name} is ${selection.name.value}, but it is read only while ${mode} is ${byName}, and that is ${selection.mode?.value ?? 'missing'}. Drop the name, or choose by it.`,
          unnecessary: true,
          fixes: [...choose(named, selection.name.value, use, subject), ...drop(named, use, subject)],
        };
      }
    }
  },
};

function choose(
  { key, mode, byName }: NamedSelection,
  name: string,
  use: WorkloadUse,
  subject: WorkloadsSubject,
): Fix[] {
  const { source, instance, envs } = subject;
  const title = `Set ${mode} to ${byName}`;
  if (key === 'containerSelection')
    return usableConfigs(use, instance).includes(name) ? useConfig(title, use, source, name) : [];
  const isFitting = envs.some(env => env.env.name === name && fits(use, env, instance));
  return isFitting ? useEnv(title, use, source, name) : [];
}

function drop(
  { selection, name }: NamedSelection,
  { workload }: WorkloadUse,
  { source }: WorkloadsSubject,
): Fix[] {
  const entry = selection.name?.entry;
  if (!entry || entry.foreign || selection.entry.foreign) return [];
  // Nothing must not be left behind the key of the selection.
  const isAlone = selection.root.entries.length === 1;
  return [
    edit(
      `Delete ${name}`,
      isAlone
        ? removeEntry(source, workload.root, selection.entry)
        : removeEntry(source, selection.root, entry),
    ),
  ];
}
