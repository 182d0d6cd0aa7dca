import { Message, type MessageStrategy } from 'vscode-languageserver';

/** Holds back what the editor sends while files are being read, so that no answer is given without them. */
export class Gate implements MessageStrategy {
  /** How many readings are under way. */
  #readings = 0;
  readonly #held: (() => void)[] = [];

  /** Lets nothing but answers to our own questions through until `ready` comes to an end. */
  closeUntil(ready: Promise<void>): void {
    this.#readings++;
    const open = () => {
      this.#readings--;
      this.#letThrough();
    };
    ready.then(open, open);
  }

  handleMessage(message: Message, next: (message: Message) => void): void {
    const isOpen = this.#readings === 0 && this.#held.length === 0;
    if (isOpen || Message.isResponse(message)) next(message);
    else this.#held.push(() => next(message));
  }

  /** One after another, as they came: each may close the gate again for those behind it. */
  #letThrough(): void {
    while (this.#readings === 0) {
      const go = this.#held.shift();
      if (!go) return;
      go();
    }
  }
}
