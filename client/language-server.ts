import { type ExtensionContext, type LogOutputChannel, l10n, Uri, window, workspace } from 'vscode';
import { type BaseLanguageClient, type LanguageClientOptions, State } from 'vscode-languageclient';
import { languageId, runCommand } from '../protocol/index.ts';
import { refreshContent } from './dockerfile-preview.ts';
import { readFilesFor } from './file-reading.ts';
import { serverCommands } from './server-commands.ts';
import { serverStatusItem, tellServerState } from './server-status-item.ts';

/** What differs between the hosts of extensions. */
export interface Host {
  /** Makes the client of a new server. */
  readonly launch: (options: LanguageClientOptions) => BaseLanguageClient;
  /** Whether the workloads of a file can be run. */
  readonly canRun: (file: Uri) => boolean;
}

/** The language server of the window. */
export class LanguageServer {
  readonly #context: ExtensionContext;
  readonly #log: LogOutputChannel;
  readonly #host: Host;
  readonly #onTold: () => void;
  readonly #status = serverStatusItem();
  #client: BaseLanguageClient | undefined;

  /** `onTold` is called whenever the server was told of a change. */
  constructor(context: ExtensionContext, log: LogOutputChannel, host: Host, onTold: () => void) {
    this.#context = context;
    this.#log = log;
    this.#host = host;
    this.#onTold = onTold;
    context.subscriptions.push(
      this.#status,
      workspace.onDidChangeWorkspaceFolders(({ added }) => {
        // Files of a scheme that no folder had before are asked for from the start, or not at all.
        if (added.some(({ uri }) => !this.#schemes.has(uri.scheme))) void this.restart();
      }),
    );
  }

  /** Undefined while there is none. */
  get client(): BaseLanguageClient | undefined {
    return this.#client;
  }

  /** Files of the disk and of the workspace: there are other documents, of versions or of settings, that only look like them. */
  #schemes: ReadonlySet<string> = new Set();

  async start(): Promise<void> {
    try {
      this.#client = await this.#launch();
      this.#onTold();
    } catch (error) {
      tellServerState(this.#status, State.StartFailed);
      this.#log.error(error instanceof Error ? error : String(error));
      void this.#offerAgain();
    }
  }

  async #offerAgain(): Promise<void> {
    const again = l10n.t('Try Again');
    const show = l10n.t('Show Log');
    const answer = await window.showErrorMessage(
      l10n.t('The language server of Code Envs did not start, so that definitions are not checked.'),
      again,
      show,
    );
    if (answer === again) await this.start();
    if (answer === show) this.#log.show();
  }

  async restart(): Promise<void> {
    await this.stop();
    await this.start();
    if (this.#client) refreshContent(this.#client);
  }

  async stop(): Promise<void> {
    await this.#client?.dispose();
    this.#client = undefined;
  }

  async #launch(): Promise<BaseLanguageClient> {
    const folders = workspace.workspaceFolders ?? [];
    this.#schemes = new Set(['file', ...folders.map(({ uri }) => uri.scheme)]);
    const client = this.#host.launch(this.#options());
    client.registerFeature(serverCommands);
    client.onDidChangeState(({ newState }) => tellServerState(this.#status, newState));
    readFilesFor(client, Uri.joinPath(this.#context.extensionUri, 'docs', 'rules.md'));
    await client.start();
    return client;
  }

  #options(): LanguageClientOptions {
    const told = <E>(event: E, next: (event: E) => Promise<void>) => next(event).then(this.#onTold);
    return {
      documentSelector: [
        ...[...this.#schemes].flatMap(scheme => [
          { language: languageId, scheme },
          // What lies beside a definition, whatever other extensions call it. The server leaves those alone that are none of ours.
          {
            pattern: '**/spec/{requirements.txt,rPackages.txt,environment.spec,resources_init.py}',
            scheme,
          },
        ]),
        { language: languageId, scheme: 'untitled' },
      ],
      outputChannel: this.#log,
      middleware: {
        didOpen: told,
        didChange: told,
        didClose: told,
        workspace: { didChangeWatchedFile: told, didChangeWorkspaceFolders: told },
        provideCodeLenses: async (document, token, next) => {
          const lenses = await next(document, token);
          if (this.#host.canRun(document.uri)) return lenses;
          return lenses?.filter(({ command }) => command?.command !== runCommand);
        },
      },
    };
  }
}
