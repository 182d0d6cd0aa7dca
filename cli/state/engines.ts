import type { Engine, EngineImage } from '../../engine/index.ts';

/** Makes of an engine at an address another, which builds elsewhere. */
export type Adapt = (engine: Engine, address: string | undefined) => Engine | Promise<Engine>;

/** The engines of a command, each connected and listed once. `undefined` as an address means the usual engine. */
export class Engines {
  readonly #engines = new Map<string | undefined, Promise<Engine>>();
  readonly #lists = new Map<string | undefined, Promise<readonly EngineImage[]>>();
  readonly #images = new Map<string | undefined, Promise<ReadonlyMap<string, EngineImage>>>();
  readonly #aborted: Promise<never>;
  readonly #adapt: Adapt;

  /** `adapt` makes of each engine what is used instead. What is asked for after `signal` is aborted, or was not answered by then, rejects with its reason. */
  constructor(signal: AbortSignal, adapt: Adapt = engine => engine) {
    this.#adapt = adapt;
    this.#aborted = new Promise((_, reject) => {
      if (signal.aborted) reject(signal.reason);
      signal.addEventListener('abort', () => reject(signal.reason), { once: true });
    });
    // Where nobody asks, nobody has to be told.
    this.#aborted.catch(() => {});
  }

  /** Rejects with an EngineError that says what was tried. */
  connect(address: string | undefined): Promise<Engine> {
    let engine = this.#engines.get(address);
    if (!engine) {
      // Loaded only by the commands that need an engine: the libraries behind it are large.
      const connected = import('../../engine/index.ts')
        .then(({ connectDocker }) => connectDocker(address))
        .then(engine => this.#adapt(engine, address));
      engine = Promise.race([connected, this.#aborted]);
      this.#engines.set(address, engine);
    }
    return engine;
  }

  /** The images of an engine, those without a name too, asked for once. */
  list(address: string | undefined): Promise<readonly EngineImage[]> {
    let list = this.#lists.get(address);
    if (!list) {
      list = this.connect(address).then(engine => Promise.race([engine.listImages(), this.#aborted]));
      this.#lists.set(address, list);
    }
    return list;
  }

  /** The tagged images of an engine by their names. */
  images(address: string | undefined): Promise<ReadonlyMap<string, EngineImage>> {
    let images = this.#images.get(address);
    if (!images) {
      images = this.list(address).then(
        list => new Map(list.flatMap(image => image.tags.map(tag => [tag, image] as const))),
      );
      this.#images.set(address, images);
    }
    return images;
  }

  /** Forgets what images there were, after some were built. */
  forget(address: string | undefined): void {
    this.#lists.delete(address);
    this.#images.delete(address);
  }

  /** Lets go of an engine, so that it is connected to anew when it is asked again. */
  async disconnect(address: string | undefined): Promise<void> {
    const engine = this.#engines.get(address);
    this.#engines.delete(address);
    this.forget(address);
    await engine?.then(
      connected => connected.close(),
      () => {},
    );
  }

  async close(): Promise<void> {
    for (const engine of await Promise.allSettled(this.#engines.values())) {
      if (engine.status === 'fulfilled') engine.value.close();
    }
  }
}
