import type { ImageEntry, ImageStateName } from '../protocol/index.ts';

/** `2 stale, 1 missing`; `current` where all are. */
export function summaryOf(images: readonly ImageEntry[]): string {
  const counts = (['stale', 'missing', 'unknown'] as const).flatMap(name => {
    const count = images.filter(({ state }) => state === name).length;
    return count === 0 ? [] : [`${count} ${name}`];
  });
  return counts.join(', ') || 'current';
}

/** The states, the one to worry about most first. */
export const worries: readonly ImageStateName[] = ['unknown', 'stale', 'missing', 'current'];

/** The state of several images together: the one to worry about most. */
export function worstOf(images: readonly ImageEntry[]): ImageStateName {
  return worries.find(name => images.some(({ state }) => state === name)) ?? 'current';
}

/** The codicon of a state. */
export const stateIcons: Readonly<Record<ImageStateName, string>> = {
  current: 'pass',
  stale: 'warning',
  missing: 'circle-large-outline',
  unknown: 'question',
};
