import {
  commands,
  type ExtensionContext,
  languages,
  notebooks,
  type TextDocument,
  tasks,
  Uri,
  window,
  workspace,
} from 'vscode';
import type { LanguageClient } from 'vscode-languageclient/node';
import { languageId } from '../protocol/index.ts';
import { BuildTasks } from './build-tasks.ts';
import { registerCommands } from './commands.ts';
import { showConfigurations } from './configurations-view.ts';
import { DockerfilePreview, dockerfileScheme } from './dockerfile-preview.ts';
import { ImageLenses } from './image-lenses.ts';
import { ImageNotice } from './image-notice.ts';
import { ImageStates } from './image-states.ts';
import { showImagesStatus } from './images-status-item.ts';
import { showCodeEnvs } from './images-view.ts';
import { Kernels } from './kernels.ts';
import { startLanguageClient } from './language-client.ts';
import { notebookType } from './offered-kernel.ts';
import { RulePages, rulePageScheme } from './rule-pages.ts';
import { RunLenses, scripts } from './run-lenses.ts';
import { StaleBadges } from './stale-badges.ts';
import { WorkloadList } from './workload-list.ts';
import { watchWorkloads } from './workloads-language.ts';
import { showWorkloads } from './workloads-view.ts';

let client: LanguageClient | undefined;

/** Called by the editor when the workspace holds a definition or one is opened. */
export async function activate(context: ExtensionContext): Promise<void> {
  const log = window.createOutputChannel('Code Envs', { log: true });
  const commandLine = Uri.joinPath(context.extensionUri, 'dist', 'cli.cjs').fsPath;
  const buildTasks = new BuildTasks(commandLine);
  const preview = new DockerfilePreview(() => client);
  const pages = new RulePages(Uri.joinPath(context.extensionUri, 'docs', 'rules.md'));
  const workloads = new WorkloadList(() => client);
  const states = new ImageStates(commandLine, log);
  const badges = new StaleBadges(states);
  const kernels = new Kernels(commandLine, workloads, states);
  const lenses = new RunLenses(workloads);

  const follow = (document: TextDocument) => {
    if (document.languageId === languageId && document.uri.scheme === 'file') states.follow();
  };

  const start = async () => {
    try {
      client = await startLanguageClient(context, log, () => workloads.refresh());
      workloads.refresh();
    } catch (error) {
      log.error(error instanceof Error ? error : String(error));
      const again = 'Try Again';
      const show = 'Show Log';
      const answer = await window.showErrorMessage(
        'The language server of Code Envs did not start, so that definitions are not checked.',
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
    preview.refresh();
  };

  context.subscriptions.push(
    log,
    tasks.registerTaskProvider('code-env', buildTasks),
    workspace.registerTextDocumentContentProvider(dockerfileScheme, preview),
    workspace.registerTextDocumentContentProvider(rulePageScheme, pages),
    workspace.onDidChangeTextDocument(event => {
      if (event.document.uri.scheme !== dockerfileScheme) preview.refresh();
    }),
    watchWorkloads(error => log.error(error instanceof Error ? error : String(error))),
    workspace.onDidSaveTextDocument(() => preview.refresh()),
    workloads,
    kernels,
    languages.registerCodeLensProvider(scripts, lenses),
    notebooks.registerNotebookCellStatusBarItemProvider(notebookType, lenses),
    ...showWorkloads(workloads),
    states,
    showCodeEnvs(states),
    showConfigurations(states),
    showImagesStatus(states),
    new ImageNotice(states, context.workspaceState, buildTasks),
    badges,
    window.registerFileDecorationProvider(badges),
    languages.registerCodeLensProvider({ language: languageId, scheme: 'file' }, new ImageLenses(states)),
    workspace.onDidOpenTextDocument(follow),
    ...registerCommands({
      tasks: buildTasks,
      preview,
      pages,
      workloads,
      kernels,
      client: () => client,
      restart,
    }),
  );
  workspace.textDocuments.forEach(follow);
  // Our views are in workspaces with our files alone.
  await commands.executeCommand('setContext', 'codeEnvs.isActive', true);
  await start();
}

/** Called by the editor when it ends. */
export async function deactivate(): Promise<void> {
  await client?.dispose();
}
