import { type Disposable, type Event, EventEmitter } from 'vscode';
import type { BaseLanguageClient } from 'vscode-languageclient';

/** How long nothing must change before the server is asked again, in milliseconds: somebody is typing. */
const patience = 300;

/** A list that the server has of the workspace, asked for when somebody wants it. */
export class ServerList<Entry> implements Disposable {
  readonly #changed = new EventEmitter<void>();
  /** It is another one now than that which was given. */
  readonly onDidChange: Event<void> = this.#changed.event;
  readonly #client: () => BaseLanguageClient | undefined;
  readonly #request: string;
  #entries: Promise<readonly Entry[] | undefined> | undefined;
  #clock: NodeJS.Timeout | undefined;

  constructor(client: () => BaseLanguageClient | undefined, request: string) {
    this.#client = client;
    this.#request = request;
  }

  /** In the order of their files; none without a server. */
  async get(): Promise<readonly Entry[]> {
    return (await this.getIfKnown()) ?? [];
  }

  /** The same; `undefined` as long as no server has told them. */
  getIfKnown(): Promise<readonly Entry[] | undefined> {
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

  async #ask(): Promise<readonly Entry[] | undefined> {
    try {
      return await this.#client()?.sendRequest<readonly Entry[]>(this.#request, {});
    } catch {
      // That the server is gone the client tells by itself.
      return undefined;
    }
  }
}
