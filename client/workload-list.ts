import { type Disposable, type Event, EventEmitter } from 'vscode';
import type { LanguageClient } from 'vscode-languageclient/node';
import { type WorkloadEntry, workloadsRequest } from '../protocol/index.ts';

/** How long nothing must change before the server is asked again, in milliseconds: somebody is typing. */
const patience = 300;

/** The workloads of the workspace, asked for when somebody wants them. */
export class WorkloadList implements Disposable {
  readonly #changed = new EventEmitter<void>();
  /** They are others now than those that were given. */
  readonly onDidChange: Event<void> = this.#changed.event;
  readonly #client: () => LanguageClient | undefined;
  #entries: Promise<readonly WorkloadEntry[]> | undefined;
  #clock: NodeJS.Timeout | undefined;

  constructor(client: () => LanguageClient | undefined) {
    this.#client = client;
  }

  /** In the order of their files; none without a server. */
  get(): Promise<readonly WorkloadEntry[]> {
    this.#entries ??= this.#ask();
    return this.#entries;
  }

  /** Something has changed that they may depend on. */
  refresh(): void {
    clearTimeout(this.#clock);
    this.#clock = setTimeout(() => void this.#askAgain(), patience);
  }

  dispose(): void {
    clearTimeout(this.#clock);
    this.#changed.dispose();
  }

  async #askAgain(): Promise<void> {
    // What nobody has asked for yet is not looked for.
    if (!this.#entries) return;
    const before = await this.#entries;
    this.#entries = this.#ask();
    if (JSON.stringify(await this.#entries) !== JSON.stringify(before)) this.#changed.fire();
  }

  async #ask(): Promise<readonly WorkloadEntry[]> {
    try {
      return (await this.#client()?.sendRequest<readonly WorkloadEntry[]>(workloadsRequest, {})) ?? [];
    } catch {
      // That the server is gone the client tells by itself.
      return [];
    }
  }
}
