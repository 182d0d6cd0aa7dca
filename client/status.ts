import type { KernelEntry } from './offered-kernel.ts';

/** What `code-envs status --format json` says of a folder. Paths are relative to it. */
export interface Status {
  readonly baseImages: readonly BaseImageEntry[];
  readonly images: readonly ImageEntry[];
  readonly kernels: readonly KernelEntry[];
  readonly notPlanned: readonly NotPlannedEntry[];
}

export interface BaseImageEntry {
  readonly image: string;
  /** The container configurations whose images stand on it. */
  readonly configs: readonly string[];
  /** The folder that it is built from; missing where nobody builds it here. */
  readonly context?: string;
  readonly state: 'missing' | 'current' | 'stale';
  readonly reasons: readonly string[];
}

/** The image of a code env for the container configurations of one base image. */
export interface ImageEntry {
  readonly env: string;
  /** The path of the definition. */
  readonly path: string;
  readonly configs: readonly string[];
  readonly base: string;
  readonly image: string;
  /** `unknown` where the engine does not answer; then the reason says what was tried. */
  readonly state: ImageStateName;
  readonly reasons: readonly string[];
  /** Bytes, and when it was built by ISO 8601; missing where there is no image. */
  readonly size?: number;
  readonly created?: string;
}

export type ImageStateName = 'missing' | 'current' | 'stale' | 'unknown';

/** A definition that no image is planned of, and why. */
export interface NotPlannedEntry {
  readonly env: string;
  readonly path: string;
  readonly reason: string;
}

/** `2 stale, 1 missing`; `current` where all are. */
export function summaryOf(images: readonly ImageEntry[]): string {
  const counts = (['stale', 'missing', 'unknown'] as const).flatMap(name => {
    const count = images.filter(({ state }) => state === name).length;
    return count === 0 ? [] : [`${count} ${name}`];
  });
  return counts.join(', ') || 'current';
}

/** The state of several images together: the one to worry about most. */
export function worstOf(images: readonly ImageEntry[]): ImageStateName {
  const order = ['unknown', 'stale', 'missing'] as const;
  return order.find(name => images.some(({ state }) => state === name)) ?? 'current';
}

/** The codicon of a state. */
export const stateIcons: Readonly<Record<ImageStateName, string>> = {
  current: 'pass',
  stale: 'warning',
  missing: 'circle-large-outline',
  unknown: 'question',
};
