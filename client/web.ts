import { commands, type ExtensionContext, Uri, window } from 'vscode';
import { LanguageClient } from 'vscode-languageclient/browser';
import { registerCommon } from './common.ts';
import { executionCommands, refuseExecution } from './execution.ts';
import type { LanguageServer } from './language-server.ts';

/** Of the browser; the types of Node do not know it. */
declare class Worker {
  constructor(address: string);
  terminate(): void;
}

let server: LanguageServer | undefined;
let worker: Worker | undefined;

/** Called by an editor in a browser, as vscode.dev: there are no processes, and the language server runs in a worker. */
export async function activate(context: ExtensionContext): Promise<void> {
  const program = Uri.joinPath(context.extensionUri, 'dist', 'web', 'language-server.js').toString(true);
  await commands.executeCommand('setContext', 'codeEnvs.cannotExecute', true);
  const common = await registerCommon(context, {
    launch: options => {
      // A server that has been told to end leaves its worker.
      worker?.terminate();
      worker = new Worker(program);
      return new LanguageClient('code-envs', 'Code Envs', worker, options);
    },
    canRun: () => false,
  });
  server = common.server;
  context.subscriptions.push(
    // Hidden, except before the extension has become active.
    ...executionCommands.map(command => commands.registerCommand(command, refuseExecution)),
    // Without rows the view says what package.json has for it.
    window.registerTreeDataProvider('code-envs.images', {
      getChildren: () => [],
      getTreeItem: (row: never) => row,
    }),
  );
  await server.start();
}

/** Called by the editor when it ends. */
export async function deactivate(): Promise<void> {
  await server?.stop();
  worker?.terminate();
}
