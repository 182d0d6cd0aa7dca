import {
  Disposable,
  type LogOutputChannel,
  type NotebookDocument,
  type Uri,
  type WorkspaceFolder,
  window,
  workspace,
} from 'vscode';
import { CommandProcess } from './command-process.ts';
import { type KernelEntry, kernelId, notebookType, OfferedKernel } from './offered-kernel.ts';
import type { WorkloadList } from './workload-list.ts';

/** What is of use here of what `status --watch --format json` says. */
interface Status {
  readonly kernels: readonly KernelEntry[];
}

/**
 * Offers each current image with Jupyter support as a kernel. Which those are the command line tells, which is asked in
 * folders with open notebooks alone, and only in workspaces that are trusted.
 */
export class Kernels implements Disposable {
  readonly #commandLine: string;
  readonly #workloads: WorkloadList;
  readonly #log: LogOutputChannel;
  readonly #watches = new Map<string, CommandProcess<Status>>();
  readonly #offered = new Map<string, OfferedKernel>();
  readonly #listeners: Disposable;

  constructor(commandLine: string, workloads: WorkloadList, log: LogOutputChannel) {
    this.#commandLine = commandLine;
    this.#workloads = workloads;
    this.#log = log;
    const look = () => this.#look();
    this.#listeners = Disposable.from(
      workspace.onDidOpenNotebookDocument(look),
      workspace.onDidCloseNotebookDocument(notebook => {
        this.#end(notebook);
        look();
      }),
      workspace.onDidGrantWorkspaceTrust(look),
      workloads.onDidChange(() => this.#prefer()),
    );
    look();
  }

  /** Ends the kernel of a notebook, by default of the one that is edited: the next cell gets a new one. */
  restart(uri: Uri | undefined = window.activeNotebookEditor?.notebook.uri): void {
    const notebook = workspace.notebookDocuments.find(
      notebook => notebook.uri.toString() === uri?.toString(),
    );
    if (notebook) this.#end(notebook);
  }

  dispose(): void {
    this.#listeners.dispose();
    for (const watch of this.#watches.values()) watch.dispose();
    this.#watches.clear();
    for (const kernel of this.#offered.values()) kernel.dispose();
  }

  #end(notebook: NotebookDocument): void {
    for (const kernel of this.#offered.values()) kernel.end(notebook);
  }

  /** Follows the images of folders as long as notebooks of them are open. */
  #look(): void {
    const folders = openNotebooks().flatMap(({ uri }) => workspace.getWorkspaceFolder(uri) ?? []);
    const wanted = new Map(folders.map(folder => [folder.uri.toString(), folder]));
    for (const [key, folder] of wanted)
      if (!this.#watches.has(key) && workspace.isTrusted) this.#watch(key, folder);
    for (const [key, watch] of this.#watches) {
      if (wanted.has(key)) continue;
      this.#watches.delete(key);
      watch.dispose();
    }
    void this.#prefer();
  }

  #watch(key: string, folder: WorkspaceFolder): void {
    const words = ['status', '--watch', '--format', 'json'];
    const watch = new CommandProcess<Status>(this.#commandLine, words, folder.uri.fsPath, ({ kernels }) =>
      this.#offer(kernels, folder),
    );
    this.#watches.set(key, watch);
    void watch.ended.then(errors => {
      if (this.#watches.get(key) !== watch) return;
      this.#watches.delete(key);
      this.#log.warn(`Which images of ${folder.name} are current is not followed any more: ${errors}`);
    });
  }

  #offer(kernels: readonly KernelEntry[], folder: WorkspaceFolder): void {
    const current = new Map(kernels.map(entry => [kernelId(entry, folder), entry]));
    for (const [id, entry] of current)
      if (!this.#offered.has(id)) this.#offered.set(id, new OfferedKernel(entry, folder, this.#commandLine));
    for (const [id, kernel] of this.#offered) {
      // What runs goes on, also once its image is stale.
      if (current.has(id) || !kernel.isOf(folder) || kernel.isUsed) continue;
      this.#offered.delete(id);
      kernel.dispose();
    }
    void this.#prefer();
  }

  async #prefer(): Promise<void> {
    const open = openNotebooks();
    if (open.length === 0 || this.#offered.size === 0) return;
    const workloads = await this.#workloads.get();
    for (const notebook of open)
      for (const kernel of this.#offered.values()) kernel.prefer(notebook, workloads);
  }
}

function openNotebooks(): readonly NotebookDocument[] {
  return workspace.notebookDocuments.filter(notebook => notebook.notebookType === notebookType);
}
