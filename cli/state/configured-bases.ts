import { baseOf, type Instance, stateOfForeignBase } from '../../core/index.ts';
import { type Engine, EngineError } from '../../engine/engine.ts';
import { normalizeReference } from '../../engine/reference.ts';
import type { Engines } from './engines.ts';

/** A base image of container configurations, on their engine. */
export interface ConfiguredBase {
  readonly tag: string;
  /** Whether a build has it, or gets it by itself. */
  readonly isWell: boolean;
  /** What is to be known or done, maybe in several lines; undefined where it is there. */
  readonly text: string | undefined;
}

/** The base images of the instances' configurations, those of engines that do not answer aside: one list per engine. */
export async function configuredBases(
  instances: readonly Instance[],
  engines: Engines,
): Promise<readonly ConfiguredBase[]> {
  const bases = new Map<string, () => Promise<ConfiguredBase | undefined>>();
  for (const { configs } of instances) {
    const declared = new Set(
      configs.baseImages.flatMap(({ tag }) => (tag ? normalizeReference(tag.value) : [])),
    );
    for (const config of configs.executionConfigs) {
      const base = baseOf(config, configs);
      if (base === undefined) continue;
      const tag = normalizeReference(base);
      const host = config.dockerHost?.value || undefined;
      const key = JSON.stringify([host, tag]);
      if (bases.has(key)) continue;
      bases.set(key, async () => {
        const known = await namesOn(host, engines);
        if (!known) return undefined;
        if (declared.has(tag)) return ofDeclared(tag, known.has(tag));
        const { state, reasons } = stateOfForeignBase(tag, configs.dssVersion?.value ?? '', known.has(tag));
        const [reason] = reasons;
        if (state === 'missing') return await ofMissing(tag, `${reason}.`, await engines.connect(host));
        return { tag, isWell: state === 'current', text: reason && `${reason}.` };
      });
    }
  }
  const found = await Promise.all([...bases.values()].map(look => look()));
  return found.filter(base => base !== undefined);
}

async function namesOn(host: string | undefined, engines: Engines) {
  try {
    return await engines.images(host);
  } catch (error) {
    if (!(error instanceof EngineError)) throw error;
    return undefined;
  }
}

function ofDeclared(tag: string, isThere: boolean): ConfiguredBase {
  const text = isThere ? undefined : 'not in the engine yet: `code-envs build` makes it of its folder';
  return { tag, isWell: true, text };
}

/** A build pulls it, if its registry lets us; asking it may take a moment. */
async function ofMissing(tag: string, reason: string, engine: Engine): Promise<ConfiguredBase> {
  try {
    await engine.askRegistry(tag);
    return { tag, isWell: true, text: 'not in the engine yet: a build pulls it' };
  } catch (error) {
    if (!(error instanceof EngineError)) throw error;
    return { tag, isWell: false, text: `${reason}\n${error.message}` };
  }
}
