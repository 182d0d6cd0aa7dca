import {
  type Disposable,
  type NotebookCell,
  type NotebookController,
  NotebookControllerAffinity,
  type NotebookDocument,
  notebooks,
  Uri,
  type WorkspaceFolder,
} from 'vscode';
import type { KernelEntry, WorkloadEntry } from '../protocol/index.ts';
import { KernelSession } from './kernel-session.ts';

/** The type of the notebooks that Jupyter and the editor itself call `.ipynb`. */
export const notebookType = 'jupyter-notebook';

/** A current image in the list of kernels, under the name of its code env and container configuration. */
export class OfferedKernel implements Disposable {
  readonly #entry: KernelEntry;
  readonly #folder: WorkspaceFolder;
  readonly #commandLine: string;
  readonly #controller: NotebookController;
  readonly #sessions = new Map<NotebookDocument, KernelSession>();

  constructor(entry: KernelEntry, folder: WorkspaceFolder, commandLine: string) {
    this.#entry = entry;
    this.#folder = folder;
    this.#commandLine = commandLine;
    const controller = notebooks.createNotebookController(
      kernelId(entry, folder),
      notebookType,
      `${entry.env} (${entry.config})`,
    );
    controller.description = entry.image;
    controller.detail = entry.path;
    controller.supportedLanguages = [entry.lang === 'R' ? 'r' : 'python'];
    controller.supportsExecutionOrder = true;
    controller.executeHandler = (cells, notebook) => this.#execute(cells, notebook);
    controller.interruptHandler = notebook => this.#sessions.get(notebook)?.interrupt();
    controller.onDidChangeSelectedNotebooks(({ notebook, selected }) => {
      if (!selected) this.end(notebook);
    });
    this.#controller = controller;
  }

  /** Whether some notebook has a kernel of it that runs. */
  get isUsed(): boolean {
    return this.#sessions.size > 0;
  }

  isOf(folder: WorkspaceFolder): boolean {
    return this.#folder.uri.toString() === folder.uri.toString();
  }

  /** Puts it first for a notebook that is a workload of its code env and configuration. */
  prefer(notebook: NotebookDocument, workloads: readonly WorkloadEntry[]): void {
    const { path, config } = this.#entry;
    const definition = Uri.joinPath(this.#folder.uri, path).toString();
    const isItsOwn = workloads.some(
      entry =>
        entry.script === notebook.uri.toString() &&
        entry.env.place?.uri === definition &&
        entry.config.name === config,
    );
    this.#controller.updateNotebookAffinity(
      notebook,
      isItsOwn ? NotebookControllerAffinity.Preferred : NotebookControllerAffinity.Default,
    );
  }

  /** Ends the kernel of a notebook, if it has one: the next cell gets a new one. */
  end(notebook: NotebookDocument): void {
    this.#sessions.get(notebook)?.dispose();
    this.#sessions.delete(notebook);
  }

  dispose(): void {
    for (const session of this.#sessions.values()) session.dispose();
    this.#sessions.clear();
    this.#controller.dispose();
  }

  async #execute(cells: readonly NotebookCell[], notebook: NotebookDocument): Promise<void> {
    // All at once, so that those that wait are seen to wait.
    const executions = cells.map(cell => this.#controller.createNotebookCellExecution(cell));
    const session = this.#sessions.get(notebook) ?? this.#start(notebook);
    await Promise.all(executions.map(execution => session.run(execution)));
  }

  #start(notebook: NotebookDocument): KernelSession {
    const { path, config } = this.#entry;
    const words = ['kernel', path, notebook.uri.fsPath, '--config', config];
    const session = new KernelSession(this.#commandLine, words, this.#folder.uri.fsPath);
    this.#sessions.set(notebook, session);
    void session.ended.then(() => {
      if (this.#sessions.get(notebook) === session) this.#sessions.delete(notebook);
    });
    return session;
  }
}

/** The same in each window, so that the editor can remember it. */
export function kernelId({ path, config }: KernelEntry, folder: WorkspaceFolder): string {
  return `${Uri.joinPath(folder.uri, path).path}#${config}`;
}
