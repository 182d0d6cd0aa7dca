import { existsSync } from 'node:fs';
import {
  l10n,
  ProcessExecution,
  Task,
  type TaskDefinition,
  TaskGroup,
  TaskPanelKind,
  type TaskProvider,
  TaskRevealKind,
  tasks,
  Uri,
  type WorkspaceFolder,
  workspace,
} from 'vscode';
import type { BaseLanguageClient } from 'vscode-languageclient';
import { type CodeEnvEntry, codeEnvsRequest } from '../protocol/index.ts';
import { foldersOnDisk, isOnDisk, refuseExecution } from './execution.ts';

/** How many code envs have a task in the editor's list. It digests the list at a stretch: 10,000 would block the window for 0.4 s. */
const listedEnvs = 1000;

/** What a task of type `code-env` runs: `build` or `rebuild`, of the named code envs or of all, a workload, or `doctor`. */
export type BuildDefinition = TaskDefinition & { readonly type: 'code-env' } & (
    | {
        readonly command: 'build' | 'rebuild';
        readonly envs?: readonly string[];
        /** Only the images of this container configuration. */
        readonly config?: string;
        /** Base images that the instance declares first. */
        readonly baseImages?: boolean;
      }
    | RunWords
    | { readonly command: 'doctor' }
  );

interface RunWords {
  readonly command: 'run';
  readonly workload: string;
  /** Whether its image is built first where that is not current. */
  readonly build?: boolean;
  /** Whether it runs in a stale image as it is. Where neither is said the terminal asks. */
  readonly stale?: boolean;
}

/** A task that runs a workload. */
export type RunDefinition = Extract<BuildDefinition, RunWords>;

/** Builds images, and runs workloads, in the integrated terminal, by the bundled command line and the editor's own Node: nothing else needs to be installed. */
export class BuildTasks implements TaskProvider {
  readonly #commandLine: string;
  readonly #client: () => BaseLanguageClient | undefined;

  constructor(commandLine: string, client: () => BaseLanguageClient | undefined) {
    this.#commandLine = commandLine;
    this.#client = client;
  }

  /** All images of each folder, and those of each code env: of more than the editor can list, the first of each folder. */
  async provideTasks(): Promise<Task[]> {
    const envs = (await this.#ask()).filter(({ managed }) => managed);
    const folders = foldersOnDisk();
    return folders.flatMap(folder => {
      const here = envs
        .filter(({ uri }) => workspace.getWorkspaceFolder(Uri.parse(uri))?.index === folder.index)
        .slice(0, listedEnvs / folders.length);
      return [
        this.task({ type: 'code-env', command: 'build' }, folder),
        this.task({ type: 'code-env', command: 'rebuild' }, folder),
        ...here.map(({ name }) => this.task({ type: 'code-env', command: 'build', envs: [name] }, folder)),
      ];
    });
  }

  async #ask(): Promise<readonly CodeEnvEntry[]> {
    try {
      return (await this.#client()?.sendRequest<readonly CodeEnvEntry[]>(codeEnvsRequest, {})) ?? [];
    } catch {
      // That the server is gone the client tells by itself.
      return [];
    }
  }

  resolveTask(task: Task): Task | undefined {
    const definition = task.definition as BuildDefinition;
    const folder = typeof task.scope === 'object' ? task.scope : workspace.workspaceFolders?.[0];
    return folder && this.task(definition, folder);
  }

  /** Runs a build; the terminal shows it, and its problems come to the lines that caused them. */
  async run(definition: BuildDefinition, folder: WorkspaceFolder): Promise<void> {
    // Without the program a task would never end, and VS Code would count it as running.
    if (!existsSync(this.#commandLine))
      throw new Error(l10n.t('{file} is missing. Install the extension again.', { file: this.#commandLine }));
    if (isOnDisk(folder.uri)) await tasks.executeTask(this.task(definition, folder));
    else refuseExecution();
  }

  task(definition: BuildDefinition, folder: WorkspaceFolder): Task {
    const words = wordsOf(definition, folder);
    const task = new Task(
      definition,
      folder,
      words.join(' '),
      'code-envs',
      new ProcessExecution(process.execPath, [this.#commandLine, ...words], {
        cwd: folder.uri.fsPath,
        env: { ELECTRON_RUN_AS_NODE: '1' },
      }),
      // At its start a task takes away the problems of the one before: one that builds nothing must not.
      buildsImages(definition) ? '$code-env' : [],
    );
    if (definition.command === 'build' || definition.command === 'rebuild') task.group = TaskGroup.Build;
    task.presentationOptions = {
      reveal: TaskRevealKind.Always,
      // The whole log of a build is kept; what a workload prints is nowhere else.
      panel: definition.command === 'run' ? TaskPanelKind.Dedicated : TaskPanelKind.Shared,
      clear: true,
    };
    return task;
  }
}

function buildsImages(definition: BuildDefinition): boolean {
  if (definition.command === 'run') return definition.build === true;
  return definition.command !== 'doctor';
}

/** The words of the command line that a task stands for. */
export function wordsOf(definition: BuildDefinition, folder: WorkspaceFolder): readonly string[] {
  if (definition.command === 'run')
    return [
      'run',
      definition.workload,
      ...(definition.build ? ['--build'] : []),
      ...(definition.stale ? ['--stale'] : []),
    ];
  if (definition.command === 'doctor') return ['doctor'];
  const envs = definition.envs ?? [];
  return [
    definition.command,
    ...(definition.command === 'rebuild' && envs.length === 0 ? ['--all'] : envs),
    ...(definition.config === undefined ? [] : ['--config', definition.config]),
    ...(definition.baseImages ? ['--base-images'] : []),
    ...builderWords(folder),
  ];
}

/** Who builds, by the settings, as words of the command line. */
export function builderWords(folder: WorkspaceFolder): readonly string[] {
  const builder = workspace.getConfiguration('codeEnvs', folder).get<string>('builder', 'docker');
  return builder === 'docker' ? [] : ['--builder', builder];
}
