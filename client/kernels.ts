import { Disposable, type NotebookDocument, type Uri, type WorkspaceFolder, window, workspace } from 'vscode';
import type { KernelEntry } from '../protocol/index.ts';
import type { ImageStates } from './image-states.ts';
import { kernelId, notebookType, OfferedKernel } from './offered-kernel.ts';
import type { WorkloadList } from './workload-list.ts';

/**
 * Offers each current image with Jupyter support as a kernel. Which those are is asked once
 * a notebook is open.
 */
export class Kernels implements Disposable {
  readonly #commandLine: string;
  readonly #workloads: WorkloadList;
  readonly #states: ImageStates;
  readonly #offered = new Map<string, OfferedKernel>();
  readonly #listeners: Disposable;

  constructor(commandLine: string, workloads: WorkloadList, states: ImageStates) {
    this.#commandLine = commandLine;
    this.#workloads = workloads;
    this.#states = states;
    const look = () => this.#look();
    this.#listeners = Disposable.from(
      workspace.onDidOpenNotebookDocument(look),
      workspace.onDidCloseNotebookDocument(notebook => this.#end(notebook)),
      states.onDidChange(() => this.#offerAll()),
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
    for (const kernel of this.#offered.values()) kernel.dispose();
  }

  #end(notebook: NotebookDocument): void {
    for (const kernel of this.#offered.values()) kernel.end(notebook);
  }

  #look(): void {
    if (openNotebooks().length === 0) return;
    this.#states.follow();
    void this.#prefer();
  }

  #offerAll(): void {
    for (const { folder, status } of this.#states.get() ?? [])
      if (status) this.#offer(status.kernels, folder);
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
