import { type BaseWithState, baseKeyOf, keyOf } from '../state/bases.ts';
import type { ImageWithState } from '../state/states.ts';
import { BuildFailure } from './build-dockerfile.ts';
import type { Result } from './results.ts';
import type { Work } from './work.ts';

type Made = ImageWithState | BaseWithState;

/** What keeps something from being made. */
type Kept = Pick<Result, 'action' | 'reason' | 'error'>;

/** Why images that stand on one which was not made are not made either. */
export const noBase = 'its base image could not be made';
export const notBelow = (tag: string) => `${tag}, which it stands on, could not be made`;

/** How the build of an image fails whatever its engine says; undefined where that is not known before. */
export function failureWithoutEngine(made: Made): BuildFailure | undefined {
  if (made.obstacle === undefined) return undefined;
  return new BuildFailure({ message: made.obstacle, origin: originOf(made), class: 'IMAGE_BUILD' });
}

function originOf(made: Made): BuildFailure['origin'] {
  if (!('planned' in made)) return made.origin;
  const { steps, definition } = made.planned;
  return steps.find(step => step.kind === 'copy-resources')?.origin ?? { path: definition, line: 0 };
}

/** Of some work that which is known not to get done: what fails, and what stands on that. */
export function obstaclesOf({ bases, images }: Work): ReadonlyMap<Made, Kept> {
  const kept = new Map<Made, Kept>();
  const failed = new Set<string>();
  const fail = (made: Made): void => {
    const error = failureWithoutEngine(made);
    if (error) kept.set(made, { action: 'failed', reason: undefined, error });
  };
  for (const { of: base } of bases) {
    const below = base.below.find(tag => failed.has(keyOf({ ...base, tag })));
    if (below !== undefined) kept.set(base, { action: 'skipped', reason: notBelow(below) });
    else fail(base);
    if (kept.has(base)) failed.add(keyOf(base));
  }
  for (const { of: image } of images)
    if (failed.has(baseKeyOf(image.planned))) kept.set(image, { action: 'skipped', reason: noBase });
    else fail(image);
  return kept;
}
