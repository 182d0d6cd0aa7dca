import { EventEmitter, once } from 'node:events';
import { setTimeout as wait } from 'node:timers/promises';

/** How long changes are gathered, in milliseconds: an editor writes several files, a build several images. */
const gathering = 200;

/** Changes, by whoever sees them, for one who does something about all of them. */
export class Changes {
  readonly #emitter = new EventEmitter();
  #changed = false;

  /** Something changed. */
  readonly tell = (): void => {
    this.#changed = true;
    this.#emitter.emit('change');
  };

  /** Resolves when something has changed since it resolved last; rejects when `signal` is aborted. */
  async next(signal: AbortSignal): Promise<void> {
    if (!this.#changed) await once(this.#emitter, 'change', { signal });
    await wait(gathering, undefined, { signal });
    this.#changed = false;
  }
}
