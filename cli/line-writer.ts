/** Passes on what comes in pieces: as it comes, or with a prefix as whole lines, so that the lines of several do not mix. */
export class LineWriter {
  readonly #write: (text: string) => void;
  readonly #prefix: string | undefined;
  #begun = '';

  constructor(write: (text: string) => void, prefix: string | undefined) {
    this.#write = write;
    this.#prefix = prefix;
  }

  add(text: string): void {
    if (this.#prefix === undefined) {
      this.#write(text);
      return;
    }
    const lines = (this.#begun + text).split('\n');
    this.#begun = lines.pop() ?? '';
    if (lines.length > 0) this.#write(lines.map(line => `${this.#prefix}${line}\n`).join(''));
  }

  /** Passes on a line that was begun. */
  end(): void {
    if (this.#begun !== '') this.add('\n');
  }
}
