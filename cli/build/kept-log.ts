import { closeSync, mkdirSync, openSync, readdirSync, rmSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { instructionInWords, redact } from '../../core/index.ts';
import type { BuildEvent } from '../../engine/index.ts';
import { cacheFolder } from '../../workspace/index.ts';

/** How many logs of an image are kept. */
const kept = 5;

/**
 * Everything that a build says, in a file of the user's cache folder: written while it is said, so that a build that is
 * killed has its log, too. Without room or permission nothing is kept, which must not hide how the build ends.
 */
export class KeptLog {
  #file: string | undefined;
  #descriptor: number | undefined;

  constructor(image: string) {
    const folder = join(cacheFolder(), 'logs', image.replaceAll(/[^\w.-]+/g, '-'));
    const time = new Date().toISOString().replaceAll(':', '-');
    try {
      mkdirSync(folder, { recursive: true, mode: 0o700 });
      const file = join(folder, `${time}-${process.pid}.log`);
      this.#descriptor = openSync(file, 'ax', 0o600);
      this.#file = file;
      for (const name of readdirSync(folder).sort().slice(0, -kept))
        rmSync(join(folder, name), { force: true });
    } catch {
      // What was opened is written, even if older logs could not be removed.
    }
  }

  /** Undefined where not everything could be kept. */
  get file(): string | undefined {
    return this.#file;
  }

  add(event: BuildEvent): void {
    if (event.kind === 'output') this.#write(event.text);
    else
      this.#write(
        `\n[${event.step}/${event.total}] ${instructionInWords(event.instruction)}${event.kind === 'cached' ? ' (cached)' : ''}\n`,
      );
  }

  /** Ends the log with how the build ended. */
  end(words: string): void {
    this.#write(`\n${words}\n`);
    this.#close();
  }

  #write(text: string): void {
    if (this.#descriptor === undefined) return;
    try {
      writeSync(this.#descriptor, redact(text));
    } catch {
      // A part of a log would be taken for the whole.
      this.#close();
      if (this.#file !== undefined) rmSync(this.#file, { force: true });
      this.#file = undefined;
    }
  }

  #close(): void {
    if (this.#descriptor !== undefined) closeSync(this.#descriptor);
    this.#descriptor = undefined;
  }
}
