/** Asks an editor to ask again. One request at a time: what changes meanwhile leads to one more. */
export class Refresh {
  readonly #request: () => Promise<void>;
  #state: 'none' | 'running' | 'again' = 'none';

  constructor(request: () => Promise<void>) {
    this.#request = request;
  }

  async ask(): Promise<void> {
    if (this.#state !== 'none') {
      this.#state = 'again';
      return;
    }
    do {
      this.#state = 'running';
      try {
        await this.#request();
      } catch {
        // The editor refused or is gone. It asks again by itself when it shows a document.
      }
    } while ((this.#state as string) === 'again');
    this.#state = 'none';
  }
}
