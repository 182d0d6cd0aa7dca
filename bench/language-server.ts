// A language server, and an editor's side of the conversation with it.
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import {
  type CompletionItem,
  type CompletionList,
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

/** What a process has used of the machine since it began. */
export interface Usage {
  readonly cpuMs: number;
  readonly residentMb: number;
}

/** A document and its text. */
export interface OpenedText {
  readonly uri: string;
  readonly text: string;
}

const probe = join(import.meta.dirname, 'probe.cjs');

/** An initialized server with one document at a time. */
export class LanguageServer {
  readonly #connection: ProtocolConnection;
  readonly #child: ChildProcess;
  readonly #exited: Promise<unknown>;
  readonly #pulls: boolean;
  #version = 0;
  #published: (diagnostics: readonly Diagnostic[], uri: string) => void = () => {};

  private constructor(connection: ProtocolConnection, child: ChildProcess, pulls: boolean) {
    this.#connection = connection;
    this.#child = child;
    this.#exited = once(child, 'exit');
    this.#pulls = pulls;
  }

  /** Starts the server on this Node in a workspace folder. Rejects when it does not answer as a language server. */
  static async start({ args, settings }: ServerCommand, folderUri: string): Promise<LanguageServer> {
    const child = spawn(process.execPath, ['--require', probe, ...args], {
      stdio: ['pipe', 'pipe', 'inherit', 'ipc'],
    });
    const connection = createProtocolConnection(child.stdout!, child.stdin!);
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
    const server = new LanguageServer(connection, child, pulls);
    connection.onNotification('textDocument/publishDiagnostics', ({ uri, diagnostics }) =>
      server.#published(diagnostics, uri),
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

  /** Opens many documents, one after the other, until the diagnostics of each have come. */
  async openAll(texts: readonly OpenedText[]): Promise<void> {
    const missing = new Set(texts.map(({ uri }) => uri));
    const all = this.#pulls
      ? undefined
      : this.#nextPublished(uri => missing.delete(uri) && missing.size === 0);
    for (const { uri, text } of texts) {
      const textDocument = { uri, languageId: 'yaml', version: 1, text };
      await this.#connection.sendNotification('textDocument/didOpen', { textDocument });
      if (!all) await this.#connection.sendRequest('textDocument/diagnostic', { textDocument: { uri } });
    }
    await all;
  }

  /** Changes the document and at once asks for completion behind the change: the milliseconds to the answer, and its labels. */
  async complete(
    uri: string,
    { line, from, to, text }: Change,
  ): Promise<{ readonly ms: number; readonly labels: readonly string[] }> {
    const published = this.#pulls ? undefined : this.#nextPublished();
    const range = { start: { line, character: from }, end: { line, character: to } };
    const started = performance.now();
    await this.#connection.sendNotification('textDocument/didChange', {
      textDocument: { uri, version: ++this.#version },
      contentChanges: [{ range, text }],
    });
    const answer = await this.#connection.sendRequest<CompletionList | CompletionItem[] | null>(
      'textDocument/completion',
      { textDocument: { uri }, position: { line, character: from + text.length } },
    );
    const ms = performance.now() - started;
    await published;
    const items = Array.isArray(answer) ? answer : (answer?.items ?? []);
    return { ms, labels: items.map(({ label }) => label) };
  }

  /** What the process has used so far. */
  async usage(): Promise<Usage> {
    this.#child.send('usage');
    const [{ cpu, rss }] = (await once(this.#child, 'message')) as [{ cpu: NodeJS.CpuUsage; rss: number }];
    return { cpuMs: (cpu.user + cpu.system) / 1000, residentMb: rss / 2 ** 20 };
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

  #nextPublished(isLast: (uri: string) => boolean = () => true): Promise<readonly Diagnostic[]> {
    return new Promise(resolve => {
      this.#published = (diagnostics, uri) => {
        if (isLast(uri)) resolve(diagnostics);
      };
    });
  }
}
