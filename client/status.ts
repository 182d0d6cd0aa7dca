import type { ImageEntry, ImageStateName } from '../protocol/index.ts';

/** The states, the one to worry about most first. */
export const worries: readonly ImageStateName[] = ['unknown', 'stale', 'missing', 'current'];

/** The state of several images together: the one to worry about most. */
export function worstOf(images: readonly ImageEntry[]): ImageStateName {
  return worries.find(name => images.some(({ state }) => state === name)) ?? 'current';
}

/** How many images are in each state that is not current; nothing of states that none is in. */
export function countsOf(
  images: readonly ImageEntry[],
): [state: 'stale' | 'missing' | 'unknown', count: number][] {
  return (['stale', 'missing', 'unknown'] as const)
    .map((name): [typeof name, number] => [name, images.filter(({ state }) => state === name).length])
    .filter(([, count]) => count > 0);
}

/** The codicon of a state. */
export const stateIcons: Readonly<Record<ImageStateName, string>> = {
  current: 'pass',
  stale: 'warning',
  missing: 'circle-large-outline',
  unknown: 'question',
};
