import { commands, type ExtensionContext, l10n, languages, notebooks, tasks, Uri, window } from 'vscode';
import { type LanguageClient, State } from 'vscode-languageclient/node';
import { type CodeEnvEntry, codeEnvsRequest } from '../protocol/index.ts';
import { BuildTasks } from './build-tasks.ts';
import { registerCommands } from './commands.ts';
import { registerCompare } from './compare-dockerfile.ts';
import { refreshContent } from './dockerfile-preview.ts';
import { showEngineStatus } from './engine-status-item.ts';
import { ImageStates } from './image-states.ts';
import { showImages } from './images.ts';
import { Kernels } from './kernels.ts';
import { startLanguageClient } from './language-client.ts';
import { notebookType } from './offered-kernel.ts';
import { RulePages } from './rule-pages.ts';
import { RunLenses, scripts } from './run-lenses.ts';
import { ServerList } from './server-list.ts';
import { serverStatusItem, tellServerState } from './server-status-item.ts';
import { registerShowUses } from './show-uses.ts';
import { registerTakeOver } from './take-over.ts';
import { Testing } from './testing.ts';
import { registerTools } from './tools/index.ts';
import { showTrustStatus } from './trust-status-item.ts';
import { WorkloadList } from './workload-list.ts';
import { watchWorkloads } from './workloads-language.ts';
import { showWorkloads } from './workloads-view.ts';

let client: LanguageClient | undefined;

/** Called by the editor when the workspace holds a definition or one is opened. */
export async function activate(context: ExtensionContext): Promise<void> {
  const log = window.createOutputChannel('Code Envs', { log: true });
  const commandLine = Uri.joinPath(context.extensionUri, 'dist', 'cli.cjs').fsPath;
  const buildTasks = new BuildTasks(commandLine);
  const pages = new RulePages(Uri.joinPath(context.extensionUri, 'docs', 'rules.md'));
  const workloads = new WorkloadList(() => client);
  const envs = new ServerList<CodeEnvEntry>(() => client, codeEnvsRequest);
  const states = new ImageStates(commandLine, log);
  const kernels = new Kernels(commandLine, workloads, states);
  const lenses = new RunLenses(workloads);
  const serverStatus = serverStatusItem();
  const tellState = (state: State) => tellServerState(serverStatus, state);

  const refresh = () => {
    workloads.refresh();
    envs.refresh();
  };
  const start = async () => {
    try {
      client = await startLanguageClient(context, log, refresh, tellState);
      refresh();
    } catch (error) {
      tellState(State.StartFailed);
      log.error(error instanceof Error ? error : String(error));
      const again = l10n.t('Try Again');
      const show = l10n.t('Show Log');
      const answer = await window.showErrorMessage(
        l10n.t('The language server of Code Envs did not start, so that definitions are not checked.'),
        again,
        show,
      );
      if (answer === again) await start();
      if (answer === show) log.show();
    }
  };
  const restart = async () => {
    await client?.dispose();
    client = undefined;
    await start();
    if (client) refreshContent(client);
  };

  context.subscriptions.push(
    log,
    tasks.registerTaskProvider('code-env', buildTasks),
    watchWorkloads(error => log.error(error instanceof Error ? error : String(error))),
    workloads,
    kernels,
    languages.registerCodeLensProvider(scripts, lenses),
    notebooks.registerNotebookCellStatusBarItemProvider(notebookType, lenses),
    registerShowUses(() => client),
    ...showWorkloads(workloads),
    envs,
    states,
    new Testing(commandLine, envs, states),
    serverStatus,
    showEngineStatus(states),
    showTrustStatus(),
    ...registerTools({ commandLine, log, pages, client: () => client }),
    ...showImages({ states, workloads, buildTasks, memory: context.workspaceState, client: () => client }),
    registerTakeOver(() => client),
    registerCompare(states, commandLine),
    ...registerCommands({
      tasks: buildTasks,
      pages,
      workloads,
      kernels,
      client: () => client,
      restart,
    }),
  );
  // Our views are in workspaces with our files alone.
  await commands.executeCommand('setContext', 'codeEnvs.isActive', true);
  await start();
}

/** Called by the editor when it ends. */
export async function deactivate(): Promise<void> {
  await client?.dispose();
}
