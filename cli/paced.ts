import { setImmediate } from 'node:timers/promises';
import type { Terminal } from './terminal.ts';

/** How long work may go on, in milliseconds, before an interruption is noticed; and how long nobody needs to be told that it does. */
const breath = 50;
const patience = 1000;

/**
 * The items one by one, for work on each that does not wait for anything: between them the user can interrupt, which throws
 * the reason of `signal`, and a terminal shows how far the work is, until it ends.
 */
export async function* paced<T>(
  items: readonly T[],
  { signal, interactive, draw }: Pick<Terminal, 'signal' | 'interactive' | 'draw'>,
): AsyncGenerator<T> {
  const begun = Date.now();
  let last = begun;
  let drawn = false;
  try {
    for (const [done, item] of items.entries()) {
      const now = Date.now();
      if (now - last >= breath) {
        last = now;
        await setImmediate();
        signal.throwIfAborted();
        if (interactive && now - begun >= patience) {
          const [there, all] = [done, items.length].map(count => count.toLocaleString('en-US'));
          draw(`\r${there} of ${all} files`);
          drawn = true;
        }
      }
      yield item;
    }
  } finally {
    if (drawn) draw('\r\x1b[K');
  }
}
