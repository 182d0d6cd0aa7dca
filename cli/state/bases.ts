import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import {
  contentOfBase,
  folderOf,
  type ImageContent,
  type ImageState,
  imagesBelow,
  type Origin,
  orderBases,
  type PlannedImage,
  resolvePath,
  stateOfBase,
  stateOfForeignBase,
} from '../../core/index.ts';
import { normalizeReference } from '../../engine/reference.ts';
import { digestOf, readBuildContext, sha256 } from '../../workspace/index.ts';
import { placeInConfig } from '../build/config-place.ts';
import type { Planned, ReadInstance } from '../planned.ts';
import type { Engines } from './engines.ts';

/** A base image on one engine: one that the instance declares, or one that an image stands on. */
export interface Base {
  /** Its name, as {@link normalizeReference} writes it. */
  readonly tag: string;
  readonly dockerHost: string | undefined;
  /** The container configurations that name it. */
  readonly configs: readonly string[];
  readonly dssVersion: string;
  /** Where the instance declares or names it. */
  readonly origin: Origin;
  /** The folder that it is built from; undefined where nobody builds it here. */
  readonly context: string | undefined;
  readonly dockerfile: string;
  /** The images that its Dockerfile stands on. */
  readonly below: readonly string[];
  /** Why it cannot be built whatever the engine has. */
  readonly obstacle: string | undefined;
}

/**
 * The base images of a plan, in an order in which they can be built: those that its images stand on, with all that
 * those stand on; with `unused` those, too, that are declared and used by nobody.
 */
export async function basesOf(plan: Planned, unused: boolean): Promise<readonly Base[]> {
  const declared = await declaredBases(plan.instances);
  const bases = new Map<string, Base>();
  const add = (tag: string, dockerHost: string | undefined, image?: PlannedImage): void => {
    const key = keyOf({ tag, dockerHost });
    const known = bases.get(key);
    if (known) {
      const configs = [...new Set([...known.configs, ...(image?.configs ?? [])])];
      bases.set(key, { ...known, configs });
      return;
    }
    const own = declared.get(tag);
    if (!own && !image) return;
    const configs = image?.configs ?? [];
    bases.set(key, {
      ...(own ?? foreign(tag, image as PlannedImage, plan)),
      dockerHost,
      configs,
    });
    for (const below of own?.below ?? []) add(below, dockerHost);
  };
  for (const image of plan.images) add(normalizeReference(image.base), image.dockerHost, image);
  const used = new Set([...bases.values()].map(({ tag }) => tag));
  if (unused) for (const tag of declared.keys()) if (!used.has(tag)) add(tag, undefined);
  // In the order in which they are declared, where nothing else decides.
  const tags = [...declared.keys()];
  const sorted = [...bases.values()].sort((a, b) => tags.indexOf(a.tag) - tags.indexOf(b.tag));
  const hosts = new Set(sorted.map(({ dockerHost }) => dockerHost));
  return [...hosts].flatMap(host => {
    const { ordered, cycles } = orderBases(sorted.filter(({ dockerHost }) => dockerHost === host));
    return ordered.map(base => ({ ...base, obstacle: base.obstacle ?? cycles.get(base.tag) }));
  });
}

/** Tells base images of several engines apart. */
export function keyOf({ tag, dockerHost }: Pick<Base, 'tag' | 'dockerHost'>): string {
  return JSON.stringify([dockerHost, tag]);
}

/** The key of the base image that a code env's image stands on. */
export function baseKeyOf({ base, dockerHost }: PlannedImage): string {
  return keyOf({ tag: normalizeReference(base), dockerHost });
}

async function declaredBases(
  instances: readonly ReadInstance[],
): Promise<ReadonlyMap<string, Omit<Base, 'dockerHost' | 'configs'>>> {
  const declared = new Map<string, Omit<Base, 'dockerHost' | 'configs'>>();
  for (const { path, source, configs } of instances) {
    for (const image of configs.baseImages) {
      if (!image.tag || !image.context) continue;
      const tag = normalizeReference(image.tag.value);
      const context = resolvePath(folderOf(path), image.context.value);
      const dockerfile = await readFile(join(context, 'Dockerfile'), 'utf8').catch(() => undefined);
      declared.set(tag, {
        tag,
        dssVersion: configs.dssVersion?.value ?? '',
        origin: { path, ...source.lines.positionAt(image.context.span.start) },
        context,
        dockerfile: dockerfile ?? '',
        below: imagesBelow(dockerfile ?? '').map(normalizeReference),
        obstacle:
          dockerfile === undefined
            ? `It is to be built from ${context}, but there is no ${existsSync(context) ? 'Dockerfile in that folder' : 'such folder'}.`
            : undefined,
      });
    }
  }
  return declared;
}

/** A base image that a configuration names and nobody builds here. */
function foreign(tag: string, image: PlannedImage, plan: Planned): Omit<Base, 'dockerHost' | 'configs'> {
  return {
    tag,
    dssVersion: image.dssVersion,
    origin: placeInConfig(image, plan, ({ baseImage }) => baseImage),
    context: undefined,
    dockerfile: '',
    below: [],
    obstacle: undefined,
  };
}

/** A base image held against what its engine has. */
export interface BaseWithState extends Base, ImageState {
  readonly id: string | undefined;
  /** What is to be in it; undefined where nobody can build it here. */
  readonly content: ImageContent | undefined;
  /** What makes it on the host of DSS, where that is to be done. */
  readonly command?: string;
}

/** The state of a base image. Rejects with an EngineError where its engine cannot be asked. */
export async function baseState(base: Base, engines: Engines): Promise<BaseWithState> {
  const known = await engines.images(base.dockerHost);
  const built = known.get(base.tag);
  const common = { ...base, id: built?.id, content: undefined };
  if (base.context === undefined)
    return { ...common, ...stateOfForeignBase(base.tag, base.dssVersion, built !== undefined) };
  if (base.obstacle !== undefined)
    return { ...common, state: built ? 'stale' : 'missing', reasons: [base.obstacle] };
  let digest: string;
  try {
    const entries = await readBuildContext(base.context);
    digest = await digestOf(
      base.context,
      entries.filter(({ path }) => path !== 'Dockerfile'),
    );
  } catch (error) {
    const obstacle = `It cannot be built: ${(error as Error).message}`;
    return { ...common, obstacle, state: built ? 'stale' : 'missing', reasons: [obstacle] };
  }
  const content = contentOfBase({
    tag: base.tag,
    dssVersion: base.dssVersion,
    dockerfile: base.dockerfile,
    context: digest,
    ids: new Map(base.below.map(name => [name, known.get(name)?.id])),
    hash: sha256,
  });
  return { ...common, content, ...stateOfBase(content, built) };
}
