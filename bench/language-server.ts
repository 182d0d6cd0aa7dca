// A language server, and an editor's side of the conversation with it.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  createProtocolConnection,
  type Diagnostic,
  type DocumentDiagnosticReport,
  type InitializeResult,
  type ProtocolConnection,
} from 'vscode-languageserver/node';

/** How a server is started and what the editor's settings say about it. */
export interface ServerCommand {
  readonly name: string;
  /** The words after `node`. */
  readonly args: readonly string[];
  readonly settings: Readonly<Record<string, unknown>>;
}

/** Letters put into a line, or taken from it. */
export interface Change {
  readonly line: number;
  readonly from: number;
  readonly to: number;
  readonly text: string;
}

/** An initialized server with one document at a time. */
export class LanguageServer {
  readonly #connection: ProtocolConnection;
  readonly #exited: Promise<unknown>;
  readonly #pulls: boolean;
  #version = 0;
  #published: (diagnostics: readonly Diagnostic[]) => void = () => {};

  private constructor(connection: ProtocolConnection, exited: Promise<unknown>, pulls: boolean) {
    this.#connection = connection;
    this.#exited = exited;
    this.#pulls = pulls;
  }

  /** Starts the server on this Node in a workspace folder. Rejects when it does not answer as a language server. */
  static async start({ args, settings }: ServerCommand, folderUri: string): Promise<LanguageServer> {
    const child = spawn(process.execPath, args, { stdio: ['pipe', 'pipe', 'inherit'] });
    const connection = createProtocolConnection(child.stdout, child.stdin);
    connection.onRequest('workspace/configuration', ({ items }: { items: { section?: string }[] }) =>
      items.map(({ section }) => settings[section ?? ''] ?? null),
    );
    for (const request of [
      'client/registerCapability',
      'window/workDoneProgress/create',
      'workspace/diagnostic/refresh',
    ]) {
      connection.onRequest(request, () => null);
    }
    connection.listen();
    const { capabilities } = await connection.sendRequest<InitializeResult>('initialize', {
      processId: process.pid,
      rootUri: folderUri,
      workspaceFolders: [{ uri: folderUri, name: 'bench' }],
      capabilities: {
        textDocument: {
          synchronization: { dynamicRegistration: true },
          publishDiagnostics: { versionSupport: true },
          diagnostic: { dynamicRegistration: true },
        },
        workspace: {
          configuration: true,
          workspaceFolders: true,
          didChangeConfiguration: { dynamicRegistration: true },
          diagnostics: { refreshSupport: true },
        },
      },
    });
    const pulls = capabilities.diagnosticProvider !== undefined;
    const server = new LanguageServer(connection, once(child, 'exit'), pulls);
    connection.onNotification('textDocument/publishDiagnostics', ({ diagnostics }) =>
      server.#published(diagnostics),
    );
    await connection.sendNotification('initialized', {});
    return server;
  }

  /** Opens a document and gives its diagnostics. */
  async open(uri: string, text: string): Promise<readonly Diagnostic[]> {
    this.#version = 1;
    return this.#diagnosticsAfter('textDocument/didOpen', uri, {
      textDocument: { uri, languageId: 'yaml', version: 1, text },
    });
  }

  /** Changes the document and gives the diagnostics of the changed text. */
  async change(uri: string, { line, from, to, text }: Change): Promise<readonly Diagnostic[]> {
    const range = { start: { line, character: from }, end: { line, character: to } };
    return this.#diagnosticsAfter('textDocument/didChange', uri, {
      textDocument: { uri, version: ++this.#version },
      contentChanges: [{ range, text }],
    });
  }

  /** Closes the document; a server that sends diagnostics by itself then takes them back. */
  async close(uri: string): Promise<void> {
    const taken = this.#pulls ? undefined : this.#nextPublished();
    await this.#connection.sendNotification('textDocument/didClose', { textDocument: { uri } });
    await taken;
  }

  async stop(): Promise<void> {
    await this.#connection.sendRequest('shutdown');
    await this.#connection.sendNotification('exit');
    await this.#exited;
    this.#connection.dispose();
  }

  /** Asks a server that can be asked, as an editor does right after each change; waits for what the other sends by itself. */
  async #diagnosticsAfter(method: string, uri: string, params: object): Promise<readonly Diagnostic[]> {
    const published = this.#pulls ? undefined : this.#nextPublished();
    await this.#connection.sendNotification(method, params);
    if (published) return published;
    const report = await this.#connection.sendRequest<DocumentDiagnosticReport>('textDocument/diagnostic', {
      textDocument: { uri },
    });
    if (report.kind !== 'full') throw new Error('The server was asked for a full report and gave another.');
    return report.items;
  }

  #nextPublished(): Promise<readonly Diagnostic[]> {
    return new Promise(resolve => {
      this.#published = resolve;
    });
  }
}
