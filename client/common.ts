import { commands, type ExtensionContext, type LogOutputChannel, lm, Uri, window } from 'vscode';
import { type CodeEnvEntry, codeEnvsRequest } from '../protocol/index.ts';
import { registerCommands } from './commands.ts';
import { type Host, LanguageServer } from './language-server.ts';
import { RulePages } from './rule-pages.ts';
import { registerServerCommands } from './server-commands.ts';
import { ServerList } from './server-list.ts';
import { registerTakeOver } from './take-over.ts';
import { explainTool } from './tools/explain-tool.ts';
import { showTrustStatus } from './trust-status-item.ts';
import { WorkloadList } from './workload-list.ts';
import { watchWorkloads } from './workloads-language.ts';
import { showWorkloads } from './workloads-view.ts';

/** What there is wherever the extension runs: all that executes nothing. */
export interface Common {
  readonly log: LogOutputChannel;
  readonly server: LanguageServer;
  readonly workloads: WorkloadList;
  readonly envs: ServerList<CodeEnvEntry>;
}

/** Registers it. The server is yet to be started. */
export async function registerCommon(context: ExtensionContext, host: Host): Promise<Common> {
  const log = window.createOutputChannel('Code Envs', { log: true });
  const client = () => server.client;
  const workloads = new WorkloadList(client);
  const envs = new ServerList<CodeEnvEntry>(client, codeEnvsRequest);
  const server = new LanguageServer(context, log, host, () => {
    workloads.refresh();
    envs.refresh();
  });
  const pages = new RulePages(Uri.joinPath(context.extensionUri, 'docs', 'rules.md'));
  context.subscriptions.push(
    log,
    workloads,
    envs,
    watchWorkloads(error => log.error(error instanceof Error ? error : String(error))),
    registerServerCommands(client),
    registerTakeOver(client),
    showTrustStatus(),
    lm.registerTool('code-envs_explain', explainTool(pages, client)),
    ...showWorkloads(workloads),
    ...registerCommands(server, pages),
  );
  // Our views are in workspaces with our files alone.
  await commands.executeCommand('setContext', 'codeEnvs.isActive', true);
  return { log, server, workloads, envs };
}
