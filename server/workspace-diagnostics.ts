import type {
  CancellationToken,
  WorkDoneProgressReporter,
  WorkspaceDiagnosticParams,
  WorkspaceDiagnosticReport,
  WorkspaceDocumentDiagnosticReport,
} from 'vscode-languageserver';
import type { Diagnostics } from './diagnostics.ts';
import { unhurried } from './soon.ts';
import type { Workspace } from './workspace.ts';

/** How many reports are sent at a time to an editor that takes them in parts. */
const partSize = 25;

/** How long the editor has for itself behind each part, in milliseconds: with 10,000 files it would do nothing else for seconds. */
const pause = 10;

/** The problems of all files. An editor that asks again right away is answered when something has changed: it asks all the time. */
export class WorkspaceDiagnostics {
  readonly #workspace: Workspace;
  readonly #diagnostics: Diagnostics;
  #isNew = true;
  #waiting: (() => void)[] = [];

  constructor(workspace: Workspace, diagnostics: Diagnostics) {
    this.#workspace = workspace;
    this.#diagnostics = diagnostics;
  }

  /** To be called after anything has changed. */
  changed(): void {
    this.#isNew = true;
    for (const go of this.#waiting.splice(0)) go();
  }

  /** A report for each file of ours, and an empty one for each that is gone; `send` takes a part of them. */
  async report(
    { previousResultIds }: WorkspaceDiagnosticParams,
    token: CancellationToken,
    progress: WorkDoneProgressReporter,
    send: ((part: WorkspaceDiagnosticReport) => void) | undefined,
  ): Promise<WorkspaceDiagnosticReport> {
    const before = new Map(previousResultIds.map(({ uri, value }) => [uri, value]));
    if (before.size > 0 && !this.#isNew && !token.isCancellationRequested) await this.#change(token);
    this.#isNew = false;
    let items: WorkspaceDocumentDiagnosticReport[] = [];
    for await (const path of this.#paths(token, progress)) {
      const uri = this.#workspace.uriOf(path);
      const version = this.#workspace.version(uri) ?? null;
      items.push({ ...this.#diagnostics.report(uri, before.get(uri)), uri, version });
      before.delete(uri);
      if (!send || items.length < partSize) continue;
      send({ items });
      items = [];
      await new Promise<void>(resolve => setTimeout(resolve, pause));
    }
    if (token.isCancellationRequested) this.#isNew = true;
    else for (const uri of before.keys()) items.push({ kind: 'full', uri, version: null, items: [] });
    return { items };
  }

  /** All files, until the request is cancelled. Tells how many are done, at most once for each hundredth of them. */
  async *#paths(token: CancellationToken, progress: WorkDoneProgressReporter): AsyncGenerator<string> {
    progress.begin('Checking code envs', 0);
    try {
      const paths = await this.#workspace.definitions();
      let told = 0;
      for await (const [i, path] of unhurried(paths.entries())) {
        if (token.isCancellationRequested) return;
        yield path;
        const percentage = Math.floor(((i + 1) / paths.length) * 100);
        if (percentage > told) progress.report(percentage, `${i + 1} of ${paths.length} files`);
        told = percentage;
      }
    } finally {
      progress.done();
    }
  }

  #change(token: CancellationToken): Promise<void> {
    return new Promise(resolve => {
      this.#waiting.push(resolve);
      token.onCancellationRequested(() => resolve());
    });
  }
}
