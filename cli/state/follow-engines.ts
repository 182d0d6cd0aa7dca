import { setTimeout as wait } from 'node:timers/promises';
import { EngineError } from '../../engine/engine.ts';
import type { Engines } from './engines.ts';

/** How long to wait before an engine is tried again, in milliseconds: twice as long each time. */
const pauses = { first: 500, longest: 30_000 };

/** Follows what happens to the images of engines, and tries again where one does not answer. */
export class FollowedEngines {
  readonly #engines: Engines;
  readonly #onChange: () => void;
  readonly #signal: AbortSignal;
  readonly #followed = new Map<string | undefined, AbortController>();

  /** Until `signal` is aborted, `onChange` is told when `engines` may have to be asked again. */
  constructor(engines: Engines, onChange: () => void, signal: AbortSignal) {
    this.#engines = engines;
    this.#onChange = onChange;
    this.#signal = signal;
  }

  /** From now on the engines at these addresses are followed, and no others. */
  follow(hosts: ReadonlySet<string | undefined>): void {
    for (const [host, end] of this.#followed) {
      if (hosts.has(host)) continue;
      end.abort();
      this.#followed.delete(host);
    }
    for (const host of hosts) {
      if (this.#followed.has(host)) continue;
      const end = new AbortController();
      this.#followed.set(host, end);
      void this.#run(host, AbortSignal.any([end.signal, this.#signal]));
    }
  }

  /** Never rejects: whatever goes wrong with an engine is told by who asks it for its images. */
  async #run(host: string | undefined, signal: AbortSignal): Promise<void> {
    let pause = pauses.first;
    while (!signal.aborted) {
      try {
        const engine = await this.#engines.connect(host);
        const events = await engine.watchImages(signal);
        pause = pauses.first;
        // What happened before it listened.
        this.#changed(host);
        for await (const _ of events) this.#changed(host);
      } catch (error) {
        if (!(error instanceof EngineError) && !signal.aborted) throw error;
      }
      await this.#engines.disconnect(host);
      if (signal.aborted) return;
      this.#onChange();
      await wait(pause, undefined, { signal }).catch(() => {});
      pause = Math.min(pause * 2, pauses.longest);
      // Who asked meanwhile has the old answer.
      await this.#engines.disconnect(host);
    }
  }

  #changed(host: string | undefined): void {
    this.#engines.forget(host);
    this.#onChange();
  }
}
