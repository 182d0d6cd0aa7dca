import { l10n, Uri, window } from 'vscode';
import type { WorkloadEntry } from '../protocol/index.ts';
import type { ImageRow } from './chosen-images.ts';
import { definitionOf } from './code-env-states.ts';

/** The workloads that run in an image: those of its code env and one of its container configurations. */
export function workloadsIn({ of, image }: ImageRow, known: readonly WorkloadEntry[]): WorkloadEntry[] {
  const definition = definitionOf(of).toString();
  return known.filter(
    ({ env, config }) =>
      env.name === of.env &&
      env.place !== undefined &&
      Uri.parse(env.place.uri).toString() === definition &&
      image.configs.includes(config.name),
  );
}

/** The one that the user picks to run. */
export async function chooseWorkload(entries: readonly WorkloadEntry[]): Promise<WorkloadEntry | undefined> {
  const items = entries.map(entry => ({ label: entry.name, description: entry.type ?? '', entry }));
  return (
    await window.showQuickPick(items, {
      placeHolder: l10n.t('The workload to run'),
      matchOnDescription: true,
    })
  )?.entry;
}
