import { type BaseWithState, baseKeyOf, keyOf } from '../state/bases.ts';
import type { ImageWithState } from '../state/states.ts';
import type { Survey } from '../state/survey.ts';

/** What is to be made anew. */
export interface Extent {
  /** Images that are current, too. */
  readonly all: boolean;
  /** Base images that are declared: those that are not current, with `all` every one. */
  readonly baseImages?: boolean;
}

/** Something to make, and why. */
export interface Task<Of> {
  readonly of: Of;
  readonly reason: string;
}

/** What a build has to do, in order: base images first. */
export interface Work {
  readonly bases: readonly Task<BaseWithState>[];
  readonly images: readonly Task<ImageWithState>[];
}

/** Decides what has to be made. `isDone` says what a rebuild that was cut short has already made. */
export function workOf(
  { images, bases }: Survey,
  extent: Extent,
  isDone: (made: ImageWithState | BaseWithState) => boolean,
): Work {
  const wanted = new Map(
    images
      .filter(image => (extent.all ? !isDone(image) : image.state !== 'current'))
      .map(image => [image, reasonOf(image)]),
  );
  const needed = missingBelow([...wanted.keys()], bases);
  const made = new Map<string, Task<BaseWithState>>();
  for (const base of bases) {
    const below = base.below.find(tag => made.has(keyOf({ ...base, tag })));
    const own = extent.baseImages && base.context !== undefined;
    const reason =
      needed.has(keyOf(base)) || (own && (extent.all ? !isDone(base) : base.state !== 'current'))
        ? reasonOf(base)
        : own && below !== undefined
          ? `${below}, which it stands on, is built anew`
          : undefined;
    if (reason !== undefined) made.set(keyOf(base), { of: base, reason });
  }
  for (const image of images)
    if (!wanted.has(image) && made.has(baseKeyOf(image.planned)))
      wanted.set(image, 'its base image is built anew');
  return {
    bases: [...made.values()],
    images: images.flatMap(image => {
      const reason = wanted.get(image);
      return reason === undefined ? [] : { of: image, reason };
    }),
  };
}

function reasonOf({ reasons }: ImageWithState | BaseWithState): string {
  return reasons.join('; ') || 'it is built again in any case';
}

/** The keys of the base images that images stand on and their engine does not have, with all that those stand on. */
function missingBelow(
  images: readonly ImageWithState[],
  bases: readonly BaseWithState[],
): ReadonlySet<string> {
  const byKey = new Map(bases.map(base => [keyOf(base), base]));
  const missing = new Set<string>();
  const visit = (key: string): void => {
    const base = byKey.get(key);
    if (!base || base.id !== undefined || missing.has(key)) return;
    missing.add(key);
    for (const tag of base.below) visit(keyOf({ ...base, tag }));
  };
  for (const { planned } of images) visit(baseKeyOf(planned));
  return missing;
}
