import { commands, type Disposable, l10n, Uri, window, workspace } from 'vscode';
import type { BaseLanguageClient } from 'vscode-languageclient';
import { type CodeEnvEntry, codeEnvsRequest, runCommand, type WorkloadEntry } from '../protocol/index.ts';
import { activeDefinition } from './active-definition.ts';
import { openBuildLog } from './build-log.ts';
import type { BuildTasks } from './build-tasks.ts';
import { chooseFolder } from './choose-folder.ts';
import { type Chosen, type ImageRow, taskOfChosen } from './chosen-images.ts';
import { type CodeEnvStates, codeEnvStates, definitionOf } from './code-env-states.ts';
import { foldersOnDisk } from './execution.ts';
import type { ImageStates } from './image-states.ts';
import { hasFailed } from './image-words.ts';
import { chooseWorkload, workloadsIn } from './image-workloads.ts';
import type { Kernels } from './kernels.ts';
import { mayExecute } from './may-execute.ts';
import { taskOfRun } from './run-question.ts';
import type { WorkloadList } from './workload-list.ts';

/** What the commands work with. */
export interface Parts {
  readonly tasks: BuildTasks;
  readonly workloads: WorkloadList;
  readonly kernels: Kernels;
  readonly states: ImageStates;
  readonly client: () => BaseLanguageClient | undefined;
}

/** What a button above a notebook tells its command. */
interface FromNotebook {
  readonly notebookEditor?: { readonly notebookUri: Uri };
}

/** Registers the commands that execute something, or are about what was executed. */
export function registerExecutionCommands(parts: Parts): Disposable[] {
  return [
    commands.registerCommand('code-envs.build', (from?: Chosen) => buildChosen('build', from, parts)),
    commands.registerCommand('code-envs.rebuild', (from?: Chosen) => buildChosen('rebuild', from, parts)),
    commands.registerCommand('code-envs.buildAll', () => buildAll({ command: 'build' }, parts)),
    commands.registerCommand('code-envs.rebuildAll', () => buildAll({ command: 'rebuild' }, parts)),
    commands.registerCommand('code-envs.rebuildBaseImages', () =>
      buildAll({ command: 'rebuild', baseImages: true }, parts),
    ),
    commands.registerCommand(runCommand, (entry?: WorkloadEntry) => runWorkload(entry, parts)),
    commands.registerCommand('code-envs.runInImage', (row: ImageRow) => runInImage(row, parts)),
    commands.registerCommand('code-envs.openBuildLog', (from?: ImageRow | CodeEnvStates) =>
      openLogOf(from, parts),
    ),
    commands.registerCommand('code-envs.restartKernel', (from?: FromNotebook) =>
      parts.kernels.restart(from?.notebookEditor?.notebookUri),
    ),
    commands.registerCommand('code-envs.doctor', () => doctor(parts)),
  ];
}

/** Tells in the terminal what is wrong with what builds and runs need. */
async function doctor({ tasks }: Parts): Promise<void> {
  const untrusted = l10n.t(
    'Engines and registries are asked only in folders that you trust: that executes what the files say.',
  );
  if (!(await mayExecute(untrusted))) return;
  const folder = await chooseFolder(l10n.t('The folder to look at'), foldersOnDisk());
  if (folder) await tasks.run({ type: 'code-env', command: 'doctor' }, folder);
}

async function buildAll(
  words: { readonly command: 'build' | 'rebuild'; readonly baseImages?: true },
  { tasks }: Parts,
): Promise<void> {
  if (!(await mayExecute())) return;
  const folder = await chooseFolder(l10n.t('The folder whose images to build'), foldersOnDisk());
  if (folder) await tasks.run({ type: 'code-env', ...words }, folder);
}

/** Of what was clicked, or of the definition that is being edited; elsewhere of those that the user picks. */
async function buildChosen(
  command: 'build' | 'rebuild',
  from: Chosen | undefined,
  { tasks, client }: Parts,
): Promise<void> {
  if (!(await mayExecute())) return;
  if (from && !(from instanceof Uri)) {
    const { folder, words } = taskOfChosen(from);
    await tasks.run({ type: 'code-env', command, ...words }, folder);
    return;
  }
  const definition = from ?? activeDefinition();
  const known = (await client()?.sendRequest<readonly CodeEnvEntry[]>(codeEnvsRequest, {})) ?? [];
  const here = known.filter(entry => entry.uri === definition?.toString());
  if (here.length > 0 && here.every(entry => !entry.managed)) {
    void window.showInformationMessage(
      l10n.t('{name} is not managed by DSS, so that there are no images of it.', {
        name: here[0]?.name ?? '',
      }),
    );
    return;
  }
  const envs = here.length > 0 ? here : await pick(command, known);
  const first = envs?.[0];
  const folder = first && workspace.getWorkspaceFolder(Uri.parse(first.uri));
  if (!envs || !folder) return;
  await tasks.run({ type: 'code-env', command, envs: envs.map(entry => entry.name) }, folder);
}

/** Of an image, or of the one of a code env whose build failed: of the definition that is being edited where none is named. */
async function openLogOf(from: ImageRow | CodeEnvStates | undefined, { states }: Parts): Promise<void> {
  if (from && 'of' in from) return await openBuildLog(from.image);
  const definition = activeDefinition()?.toString();
  const envs = from ? [from] : codeEnvStates(states).filter(of => definitionOf(of).toString() === definition);
  const failed = envs.flatMap(({ images }) => images).find(image => hasFailed([image]));
  if (failed) await openBuildLog(failed);
}

/** The workload of a lens or of a row of the view, else the only one of the script that is being edited, else the one that the user picks. */
async function runWorkload(
  chosen: WorkloadEntry | undefined,
  { tasks, workloads, states }: Parts,
): Promise<void> {
  const untrusted = l10n.t(
    'Workloads are run only in folders that you trust: that executes what the files say.',
  );
  if (!(await mayExecute(untrusted))) return;
  const entry = chosen ?? (await activeWorkload(workloads)) ?? (await pickWorkload(workloads));
  const folder = entry && workspace.getWorkspaceFolder(Uri.parse(entry.uri));
  if (!entry || !folder) return;
  const task = await taskOfRun(entry, states);
  if (task) await tasks.run(task, folder);
}

/** One of the workloads that use an image of the view. */
async function runInImage(row: ImageRow, parts: Parts): Promise<void> {
  const entries = workloadsIn(row, await parts.workloads.get());
  const entry = entries.length === 1 ? entries[0] : await chooseWorkload(entries);
  if (entry) await runWorkload(entry, parts);
}

async function activeWorkload(workloads: WorkloadList): Promise<WorkloadEntry | undefined> {
  const script = window.activeTextEditor?.document.uri.toString();
  const here = (await workloads.get()).filter(entry => entry.script === script);
  return here.length === 1 ? here[0] : undefined;
}

async function pickWorkload(workloads: WorkloadList): Promise<WorkloadEntry | undefined> {
  const known = await workloads.get();
  if (known.length > 0) return await chooseWorkload(known);
  const create = l10n.t('Create workloads.yaml');
  const said = l10n.t('There is no workload in this workspace.');
  void window.showInformationMessage(said, create).then(chosen => {
    if (chosen === create) void commands.executeCommand('code-envs.createWorkloads');
  });
  return undefined;
}

async function pick(
  command: 'build' | 'rebuild',
  known: readonly CodeEnvEntry[],
): Promise<readonly CodeEnvEntry[] | undefined> {
  const items = known
    .filter(entry => entry.managed)
    .map(entry => ({
      label: entry.name,
      description: workspace.asRelativePath(Uri.parse(entry.uri)),
      entry,
    }));
  if (items.length === 0) {
    const create = l10n.t('New Code Env…');
    const said = l10n.t('There is no managed code env in this workspace.');
    void window.showInformationMessage(said, create).then(chosen => {
      if (chosen === create) void commands.executeCommand('code-envs.createEnv');
    });
    return undefined;
  }
  const picked = await window.showQuickPick(items, {
    canPickMany: true,
    placeHolder:
      command === 'build'
        ? l10n.t('The code envs whose images to build')
        : l10n.t('The code envs whose images to rebuild'),
    matchOnDescription: true,
  });
  return picked && picked.length > 0 ? picked.map(item => item.entry) : undefined;
}
