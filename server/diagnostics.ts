import {
  type Connection,
  type Diagnostic,
  type DocumentDiagnosticReport,
  DocumentDiagnosticReportKind,
} from 'vscode-languageserver';
import { check, findFolderOfDefinitions, findKind, folderOf } from '../core/index.ts';
import { pathOf } from './address.ts';
import type { ClientFeatures } from './client-features.ts';
import { toDiagnostic } from './convert.ts';
import { Refresh } from './refresh.ts';
import { resultIdOf } from './result-id.ts';
import type { Serving } from './serving.ts';
import { soon } from './soon.ts';
import type { Workspace } from './workspace.ts';

/**
 * Problems on their way to the editor. An editor that asks for them is answered; to another they are sent after each change.
 * Documents that were never saved are always sent: vscode-languageclient 10 does not ask for them.
 */
export class Diagnostics {
  readonly #connection: Connection;
  readonly #workspace: Workspace;
  readonly #features: () => ClientFeatures;
  readonly #logBug: (error: unknown) => void;
  readonly #due = new Set<string>();
  readonly #refresh: Refresh;

  constructor({ connection, workspace, features, logBug }: Serving) {
    this.#connection = connection;
    this.#workspace = workspace;
    this.#features = features;
    this.#logBug = logBug;
    this.#refresh = new Refresh(() => connection.languages.diagnostics.refresh());
  }

  /** The answer to an editor that asks. The id of a report is made of what it says. */
  report(uri: string, previousId: string | undefined): DocumentDiagnosticReport {
    const items = this.#isSent(uri) ? [] : this.of(uri);
    const resultId = resultIdOf(JSON.stringify(items));
    if (resultId === previousId) return { kind: DocumentDiagnosticReportKind.Unchanged, resultId };
    return { kind: DocumentDiagnosticReportKind.Full, resultId, items };
  }

  /** All problems of a document, now. */
  of(uri: string): Diagnostic[] {
    const file = this.#workspace.file(uri);
    if (!file) return [];
    return check(file, this.#workspace.project).map(problem =>
      toDiagnostic(problem, file.source.lines, (path, span) =>
        this.#workspace.locate(path, span, { uri, file }),
      ),
    );
  }

  /** To be called after the text of a document has changed, and after it was opened. */
  changed(uri: string): void {
    if (this.#isSent(uri)) this.#send(uri);
    if (this.#affectsOthers(uri)) this.othersChanged(uri);
  }

  closed(uri: string): void {
    this.#due.delete(uri);
    if (this.#isSent(uri)) void this.#connection.sendDiagnostics({ uri, diagnostics: [] });
    if (this.#affectsOthers(uri)) this.othersChanged(uri);
  }

  /** Something that every document but the one at `uri` may depend on is different now. */
  othersChanged(uri?: string): void {
    for (const document of this.#workspace.documents)
      if (document.uri !== uri && this.#isSent(document.uri)) this.#send(document.uri);
    if (this.#features().pullsDiagnostics) void this.#refresh.ask();
  }

  /**
   * Workloads are nobody else's business; a code env is that of workloads and of the files beside it; an instance, or a file
   * beside a definition, is everybody's.
   */
  #affectsOthers(uri: string): boolean {
    const path = pathOf(uri);
    const kind = path && findKind(path);
    if (path === undefined || kind === 'workloads') return false;
    if (kind !== 'code-env') return true;
    const folder = folderOf(path);
    return this.#workspace.openPaths.some(
      other => findKind(other) === 'workloads' || findFolderOfDefinitions(other) === folder,
    );
  }

  #isSent(uri: string): boolean {
    return !this.#features().pullsDiagnostics || uri.startsWith('untitled:');
  }

  /** Sends after the messages that have come in already: of many changes only the last counts. */
  #send(uri: string): void {
    if (this.#due.size === 0) soon(() => this.#sendDue());
    this.#due.add(uri);
  }

  #sendDue(): void {
    const due = [...this.#due];
    this.#due.clear();
    for (const uri of due) {
      const version = this.#workspace.version(uri);
      if (version === undefined) continue;
      try {
        void this.#connection.sendDiagnostics({ uri, version, diagnostics: this.of(uri) });
      } catch (error) {
        this.#logBug(error);
      }
    }
  }
}
