import { type ExtensionContext, type LogOutputChannel, Uri } from 'vscode';
import { LanguageClient, type State, TransportKind } from 'vscode-languageclient/node';
import { languageId, serverFlags } from '../protocol/index.ts';
import { showsUses } from './show-uses.ts';

/**
 * Starts the language server, in a process of the editor's own Node; `onTold` is called whenever it was told of a change,
 * `onState` when it starts, runs or has ended.
 */
export async function startLanguageClient(
  context: ExtensionContext,
  log: LogOutputChannel,
  onTold: () => void,
  onState: (state: State) => void,
): Promise<LanguageClient> {
  const told = <E>(event: E, next: (event: E) => Promise<void>) => next(event).then(onTold);
  const module = Uri.joinPath(context.extensionUri, 'dist', 'server.cjs').fsPath;
  const client = new LanguageClient(
    'code-envs',
    'Code Envs',
    {
      run: { module, transport: TransportKind.ipc, options: { execArgv: [...serverFlags] } },
      debug: {
        module,
        transport: TransportKind.ipc,
        options: { execArgv: [...serverFlags, '--inspect=6009'] },
      },
    },
    {
      documentSelector: [
        { language: languageId, scheme: 'file' },
        { language: languageId, scheme: 'untitled' },
        // What lies beside a definition, whatever other extensions call it. The server leaves those alone that are none of ours.
        {
          pattern: '**/spec/{requirements.txt,rPackages.txt,environment.spec,resources_init.py}',
          scheme: 'file',
        },
      ],
      outputChannel: log,
      middleware: {
        didOpen: told,
        didChange: told,
        didClose: told,
        workspace: { didChangeWatchedFile: told, didChangeWorkspaceFolders: told },
      },
    },
  );
  client.registerFeature(showsUses);
  client.onDidChangeState(({ newState }) => onState(newState));
  await client.start();
  return client;
}
