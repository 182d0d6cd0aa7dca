import type { PlannedImage } from '../../core/index.ts';
import { EngineError } from '../../engine/engine.ts';
import { type Base, type BaseWithState, baseState } from './bases.ts';
import type { Engines } from './engines.ts';
import { type ImageWithState, statesOf } from './states.ts';

/** Images and base images held against their engines. */
export interface Survey {
  readonly images: readonly ImageWithState[];
  /** In an order in which they can be built. */
  readonly bases: readonly BaseWithState[];
  /** What the engines that answer call themselves, by their addresses. */
  readonly titles: ReadonlyMap<string | undefined, string>;
  /** The engines that do not answer, by their addresses, and what is not known because of that. */
  readonly unreachable: ReadonlyMap<string | undefined, EngineError>;
  readonly unknown: readonly PlannedImage[];
}

/** Asks each engine once. */
export async function survey(
  images: readonly PlannedImage[],
  bases: readonly Base[],
  engines: Engines,
): Promise<Survey> {
  const hosts = [...new Set([...images, ...bases].map(({ dockerHost }) => dockerHost))];
  const unreachable = await unreachableOf(hosts, engines);
  const titles = await titlesOf(
    hosts.filter(host => !unreachable.has(host)),
    engines,
  );
  const answers = ({ dockerHost }: { readonly dockerHost: string | undefined }) =>
    !unreachable.has(dockerHost);
  return {
    images: await statesOf(images.filter(answers), engines),
    bases: await Promise.all(bases.filter(answers).map(base => baseState(base, engines))),
    titles,
    unreachable,
    unknown: images.filter(image => !answers(image)),
  };
}

/** Of the engines at these addresses those that do not answer, each asked once. */
export async function unreachableOf(
  hosts: readonly (string | undefined)[],
  engines: Engines,
): Promise<ReadonlyMap<string | undefined, EngineError>> {
  const unreachable = new Map<string | undefined, EngineError>();
  const ask = async (host: string | undefined): Promise<void> => {
    try {
      await engines.list(host);
    } catch (error) {
      if (!(error instanceof EngineError)) throw error;
      unreachable.set(host, error);
    }
  };
  await Promise.all([...new Set(hosts)].map(ask));
  return unreachable;
}

async function titlesOf(
  hosts: readonly (string | undefined)[],
  engines: Engines,
): Promise<ReadonlyMap<string | undefined, string>> {
  const title = async (host: string | undefined) => [host, (await engines.connect(host)).title] as const;
  return new Map(await Promise.all(hosts.map(title)));
}

/** Throws the EngineError of a survey that tells nothing, because no engine could be asked. */
export function assertAnswered({ images, bases, unreachable }: Survey): void {
  const [first] = unreachable.values();
  if (first && images.length + bases.length === 0) throw first;
}
