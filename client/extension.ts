import { setImmediate } from 'node:timers/promises';
import { commands, type ExtensionContext, languages, notebooks, tasks, Uri, window, workspace } from 'vscode';
import { LanguageClient, TransportKind } from 'vscode-languageclient/node';
import { serverFlags } from '../protocol/index.ts';
import { BuildTasks } from './build-tasks.ts';
import { tellCancelled } from './cancelled-tasks.ts';
import { registerCommon } from './common.ts';
import { registerCompare } from './compare-dockerfile.ts';
import { showEngineStatus } from './engine-status-item.ts';
import { foldersOnDisk, isOnDisk } from './execution.ts';
import { registerExecutionCommands } from './execution-commands.ts';
import { ImageStates } from './image-states.ts';
import { showImages } from './images.ts';
import { Kernels } from './kernels.ts';
import type { LanguageServer } from './language-server.ts';
import { notebookType } from './offered-kernel.ts';
import { ProjectLinks } from './project-links.ts';
import { RunLenses, scripts } from './run-lenses.ts';
import { Testing } from './testing.ts';
import { registerTools } from './tools/index.ts';
import { tickSteps } from './walkthrough-steps.ts';

let server: LanguageServer | undefined;

/** Called by an editor with Node when the workspace holds a definition or one is opened. */
export async function activate(context: ExtensionContext): Promise<void> {
  // To load all of this took its time: what else the editor wants goes first.
  await setImmediate();
  const path = (name: string) => Uri.joinPath(context.extensionUri, 'dist', name).fsPath;
  const common = await registerCommon(context, {
    launch: options => {
      const run = {
        module: path('server.cjs'),
        transport: TransportKind.ipc,
        options: { execArgv: [...serverFlags] },
      };
      const debug = { ...run, options: { execArgv: [...serverFlags, '--inspect=6009'] } };
      return new LanguageClient('code-envs', 'Code Envs', { run, debug }, options);
    },
    canRun: file => isOnDisk(file) || file.scheme === 'untitled',
  });
  server = common.server;
  const { log, workloads, envs } = common;
  const client = () => common.server.client;
  const commandLine = path('cli.cjs');
  const buildTasks = new BuildTasks(commandLine, client);
  const states = new ImageStates(commandLine, log);
  const kernels = new Kernels(commandLine, workloads, states);
  const lenses = new RunLenses(workloads);
  const tellFolders = () =>
    commands.executeCommand(
      'setContext',
      'codeEnvs.cannotExecute',
      workspace.workspaceFolders !== undefined && foldersOnDisk().length === 0,
    );

  context.subscriptions.push(
    kernels,
    languages.registerCodeLensProvider(scripts, lenses),
    notebooks.registerNotebookCellStatusBarItemProvider(notebookType, lenses),
    states,
    new Testing(commandLine, envs, states),
    showEngineStatus(states),
    ...registerTools({ commandLine, log }),
    ...showImages({ states, workloads, buildTasks, memory: context.workspaceState, client }),
    registerCompare(states, commandLine),
    ...registerExecutionCommands({ tasks: buildTasks, workloads, kernels, states, client }),
    window.registerTerminalLinkProvider(new ProjectLinks(workloads)),
    tickSteps(),
    tellCancelled(),
    workspace.onDidChangeWorkspaceFolders(tellFolders),
  );
  await tellFolders();
  await server.start();
  // Its list has each code env, which the server knows.
  context.subscriptions.push(tasks.registerTaskProvider('code-env', buildTasks));
}

/** Called by the editor when it ends. */
export async function deactivate(): Promise<void> {
  await server?.stop();
}
