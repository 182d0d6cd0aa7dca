import { PassThrough } from 'node:stream';
import {
  type ClientCapabilities,
  type CodeAction,
  type CodeActionContext,
  type CompletionList,
  createConnection,
  createProtocolConnection,
  type Diagnostic,
  type DocumentDiagnosticReport,
  type Hover,
  type InitializeResult,
  MessageType,
  type Position,
  type ProtocolConnection,
  type PublishDiagnosticsParams,
  type Range,
  StreamMessageReader,
  StreamMessageWriter,
  type TextDocumentContentChangeEvent,
} from 'vscode-languageserver/node';
import { onDisk } from '../../server/on-disk.ts';
import { startServer } from '../../server/server.ts';

/** An editor that asks for diagnostics, and can all that we make use of. */
export const pulling: ClientCapabilities = {
  textDocument: {
    diagnostic: { dynamicRegistration: true },
    completion: { completionItem: { snippetSupport: true } },
  },
  workspace: {
    diagnostics: { refreshSupport: true },
    didChangeWatchedFiles: { dynamicRegistration: true },
    workspaceFolders: true,
    workspaceEdit: { documentChanges: true, resourceOperations: ['create'], snippetEditSupport: true },
  },
};

/** An editor that can as little as possible. */
export const simple: ClientCapabilities = {};

/** The editor's side of a conversation. */
export class Editor {
  readonly connection: ProtocolConnection;
  /** What the server logged as an error: bugs. */
  readonly bugs: string[] = [];
  /** The ids of the methods that the server has registered for. */
  readonly registered: string[] = [];
  readonly #published = new Map<string, PublishDiagnosticsParams>();
  #waiting: { met: () => boolean; resolve: () => void }[] = [];
  #refreshes = 0;

  constructor(connection: ProtocolConnection) {
    this.connection = connection;
    connection.onNotification('window/logMessage', ({ type, message }) => {
      if (type === MessageType.Error) this.bugs.push(message);
    });
    connection.onNotification('textDocument/publishDiagnostics', (params: PublishDiagnosticsParams) => {
      this.#published.set(params.uri, params);
      this.#wake();
    });
    connection.onRequest('workspace/diagnostic/refresh', () => {
      this.#refreshes++;
      this.#wake();
      return null;
    });
    connection.onRequest('client/registerCapability', ({ registrations }) => {
      for (const { method } of registrations) this.registered.push(method);
      this.#wake();
      return null;
    });
    connection.listen();
  }

  /** An editor that talks to a server in this process. */
  static inMemory(surroundings = onDisk): Editor {
    const [up, down] = [new PassThrough(), new PassThrough()];
    startServer(
      options => createConnection(new StreamMessageReader(up), new StreamMessageWriter(down), options),
      surroundings,
    );
    return new Editor(createProtocolConnection(new StreamMessageReader(down), new StreamMessageWriter(up)));
  }

  async start(capabilities: ClientCapabilities, folders: readonly string[]): Promise<InitializeResult> {
    const result = await this.connection.sendRequest<InitializeResult>('initialize', {
      processId: null,
      rootUri: folders[0] ?? null,
      workspaceFolders: folders.map(uri => ({ uri, name: uri })),
      capabilities,
    });
    await this.connection.sendNotification('initialized', {});
    return result;
  }

  open(uri: string, text: string, languageId = 'code-env'): Promise<void> {
    return this.connection.sendNotification('textDocument/didOpen', {
      textDocument: { uri, languageId, version: 1, text },
    });
  }

  change(uri: string, version: number, ...contentChanges: TextDocumentContentChangeEvent[]): Promise<void> {
    return this.connection.sendNotification('textDocument/didChange', {
      textDocument: { uri, version },
      contentChanges,
    });
  }

  close(uri: string): Promise<void> {
    return this.connection.sendNotification('textDocument/didClose', { textDocument: { uri } });
  }

  pull(uri: string, previousResultId?: string): Promise<DocumentDiagnosticReport> {
    return this.connection.sendRequest('textDocument/diagnostic', {
      textDocument: { uri },
      ...(previousResultId === undefined ? {} : { previousResultId }),
    });
  }

  /** The rules that are broken, as an editor that asks is told. */
  async pulledRules(uri: string): Promise<unknown[]> {
    const report = await this.pull(uri);
    return report.kind === 'full' ? report.items.map(item => item.code) : ['unchanged'];
  }

  /** The next published diagnostics of `uri` that satisfy `met`; the last ones count when they do. */
  async published(
    uri: string,
    met: (diagnostics: readonly Diagnostic[]) => boolean = () => true,
  ): Promise<readonly Diagnostic[]> {
    const now = () => this.#published.get(uri)?.diagnostics;
    await this.#until(() => {
      const diagnostics = now();
      return diagnostics !== undefined && met(diagnostics);
    });
    return now() ?? [];
  }

  /** Until the server has asked, since the last call, for all diagnostics to be pulled again. */
  async refreshed(): Promise<void> {
    await this.#until(() => this.#refreshes > 0);
    this.#refreshes = 0;
  }

  registration(method: string): Promise<void> {
    return this.#until(() => this.registered.includes(method));
  }

  complete(uri: string, position: Position): Promise<CompletionList | null> {
    return this.connection.sendRequest('textDocument/completion', { textDocument: { uri }, position });
  }

  hover(uri: string, position: Position): Promise<Hover | null> {
    return this.connection.sendRequest('textDocument/hover', { textDocument: { uri }, position });
  }

  actions(uri: string, range: Range, context: Partial<CodeActionContext> = {}): Promise<CodeAction[]> {
    return this.connection.sendRequest('textDocument/codeAction', {
      textDocument: { uri },
      range,
      context: { diagnostics: [], ...context },
    });
  }

  /** Ends the conversation, but not the process. */
  async stop(): Promise<void> {
    await this.connection.sendRequest('shutdown');
    this.connection.dispose();
  }

  #until(met: () => boolean): Promise<void> {
    if (met()) return Promise.resolve();
    return new Promise(resolve => this.#waiting.push({ met, resolve }));
  }

  #wake(): void {
    const waiting = this.#waiting;
    this.#waiting = [];
    for (const one of waiting) {
      if (one.met()) one.resolve();
      else this.#waiting.push(one);
    }
  }
}
