import {
  closeSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';
import { instructionInWords, redact } from '../../core/index.ts';
import type { BuildEvent } from '../../engine/index.ts';
import { cacheFolder } from '../../workspace/index.ts';

/** How many logs of an image are kept. */
const kept = 5;

/** What the end of a log begins with. */
const ends = { done: 'Done: ', cancelled: 'Cancelled.', failed: 'Failed: ' } as const;

/** The folder of the logs of an image, the last one last by name. */
export function logsOf(image: string): string {
  return join(cacheFolder(), 'logs', image.replaceAll(/[^\w.-]+/g, '-'));
}

/** When and how the last build of an image ended; undefined where no log is kept. */
export function endOfLastLog(
  image: string,
): { readonly at: number; readonly log: string; readonly failure: string | undefined } | undefined {
  try {
    const name = readdirSync(logsOf(image)).sort().at(-1);
    if (name === undefined) return undefined;
    const log = join(logsOf(image), name);
    const text = readFileSync(log, 'utf8');
    const [last = '', at = -1] = Object.values(ends)
      .map(begin => [begin, text.lastIndexOf(`\n${begin}`)] as const)
      .reduce((a, b) => (b[1] > a[1] ? b : a));
    // One that was killed, or still runs, has no end.
    const failure = last === ends.failed ? text.slice(at + 1 + last.length).trim() : undefined;
    return { at: statSync(log).mtimeMs, log, failure };
  } catch {
    return undefined;
  }
}

/**
 * Everything that a build says, in a file of the user's cache folder: written while it is said, so that a build that is
 * killed has its log, too. Without room or permission nothing is kept, which must not hide how the build ends.
 */
export class KeptLog {
  #file: string | undefined;
  #descriptor: number | undefined;

  constructor(image: string) {
    const folder = logsOf(image);
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

  /** Ends the log with how the build ended: what failed says why. */
  end(how: 'done' | 'cancelled' | 'failed', words: string): void {
    this.#write(`\n${ends[how]}${words}\n`);
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
