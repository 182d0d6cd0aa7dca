import { l10n, window } from 'vscode';
import type { ImageEntry, WorkloadEntry } from '../protocol/index.ts';
import type { RunDefinition } from './build-tasks.ts';
import { codeEnvStates } from './code-env-states.ts';
import type { ImageStates } from './image-states.ts';
import { workloadsIn } from './image-workloads.ts';

/** How long states are waited for, in milliseconds: an engine may not answer. */
const patience = 3000;

/** The task that runs a workload, after the user was asked where its image is not current; undefined where the answer is no. */
export async function taskOfRun(
  entry: WorkloadEntry,
  states: ImageStates,
): Promise<RunDefinition | undefined> {
  const task: RunDefinition = { type: 'code-env', command: 'run', workload: entry.name };
  await Promise.race([states.whenKnown(), new Promise(resolve => setTimeout(resolve, patience))]);
  const image = imageOf(entry, states);
  switch (image?.state) {
    case 'stale':
    case 'missing':
      return await ask(entry, image, task);
    default:
      // What is not known here the command line finds out, and says.
      return task;
  }
}

/** The image that a workload runs in, as far as its state is known. */
function imageOf(entry: WorkloadEntry, states: ImageStates): ImageEntry | undefined {
  return codeEnvStates(states)
    .flatMap(of => of.images.map(image => ({ of, image })))
    .find(row => workloadsIn(row, [entry]).length > 0)?.image;
}

/** In a dialog: what is typed to answer a question in the terminal would go into the script that is being edited. */
async function ask(
  { env, config }: WorkloadEntry,
  { state, reasons }: ImageEntry,
  task: RunDefinition,
): Promise<RunDefinition | undefined> {
  const names = { env: env.name, config: config.name };
  const build = l10n.t('Build First');
  const run = l10n.t('Run As It Is');
  const answer = await window.showWarningMessage(
    state === 'stale'
      ? l10n.t('The image of {env} for {config} is stale.', names)
      : l10n.t('The image of {env} for {config} is missing.', names),
    { modal: true, detail: reasons.join('\n') },
    build,
    ...(state === 'stale' ? [run] : []),
  );
  if (answer === build) return { ...task, build: true };
  return answer === run ? { ...task, stale: true } : undefined;
}
