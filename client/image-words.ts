import { env, l10n } from 'vscode';
import type { ImageEntry, ImageStateName } from '../protocol/index.ts';
import type { Arrangement, Order } from './arrangement.ts';
import { countsOf } from './status.ts';

const units = [
  { unit: 'day', milliseconds: 86_400_000 },
  { unit: 'hour', milliseconds: 3_600_000 },
  { unit: 'minute', milliseconds: 60_000 },
] as const;

/** How many letters of a reason stand in a lens. */
const shortLength = 60;

/** `3 days ago`; `time` is by ISO 8601, `now` in milliseconds since 1970. */
export function ageOf(time: string, now: number): string {
  const age = now - Date.parse(time);
  const found = units.find(({ milliseconds }) => age >= milliseconds);
  if (!found) return l10n.t('just now');
  const words = new Intl.RelativeTimeFormat(env.language, { numeric: 'always' });
  return words.format(-Math.floor(age / found.milliseconds), found.unit);
}

/** `1,204 MB`, as engines count them. */
export function megabytesOf(bytes: number): string {
  return l10n.t('{size} MB', { size: Math.round(bytes / 1e6).toLocaleString(env.language) });
}

/** `2 stale, 1 missing, last build failed`; `current` where all are. */
export function summaryOf(images: readonly ImageEntry[]): string {
  const counts = countsOf(images).map(([state, count]) => counted(state, count));
  return [...counts, ...failureWords(images)].join(', ') || stateWord('current');
}

/** Why images are stale, as much of it as a line beside other things can hold; nothing where none is. */
export function staleInShort(images: readonly ImageEntry[]): string {
  const reasons = images.flatMap(({ state, reasons }) => (state === 'stale' ? reasons : []));
  const [first = '', ...others] = new Set(reasons);
  const short = first.length > shortLength ? `${first.slice(0, shortLength - 1).trimEnd()}…` : first;
  return short === first && others.length > 0 ? `${first}; …` : short;
}

/** Why an image is not current, and what its last build ended with, line by line. */
export function reasonsOf({ state, reasons, lastFailure }: ImageEntry): readonly string[] {
  const why =
    state === 'stale' ? [l10n.t('stale: {reasons}', { reasons: reasons.join('; ') })] : [...reasons];
  if (!lastFailure) return why;
  return [...why, l10n.t('last build failed: {message}', { message: lastFailure.message })];
}

/** Whether the last build of one of these images failed, so that it is not current. */
export function hasFailed(images: readonly ImageEntry[]): boolean {
  return images.some(({ lastFailure }) => lastFailure !== undefined);
}

function failureWords(images: readonly ImageEntry[]): readonly string[] {
  return hasFailed(images) ? [l10n.t('last build failed')] : [];
}

/** The state of one image: `missing, last build failed`. */
export function stateOf(image: ImageEntry): string {
  return [stateWord(image.state), ...failureWords([image])].join(', ');
}

/** A state in a word. */
export function stateWord(state: ImageStateName): string {
  switch (state) {
    case 'current':
      return l10n.t('current');
    case 'stale':
      return l10n.t('stale');
    case 'missing':
      return l10n.t('missing');
    case 'unknown':
      return l10n.t('unknown');
  }
}

/** Other languages have another word for several. */
function counted(state: 'stale' | 'missing' | 'unknown', count: number): string {
  const isOne = count === 1;
  switch (state) {
    case 'stale':
      return isOne ? l10n.t('1 stale') : l10n.t('{count} stale', { count });
    case 'missing':
      return isOne ? l10n.t('1 missing') : l10n.t('{count} missing', { count });
    case 'unknown':
      return isOne ? l10n.t('1 unknown') : l10n.t('{count} unknown', { count });
  }
}

/** `not current, by size`; nothing for the usual one. */
export function arrangementInWords({ order, notCurrent }: Arrangement): string {
  return [...(notCurrent ? [l10n.t('not current')] : []), ...orderWords(order)].join(', ');
}

function orderWords(order: Order): readonly string[] {
  switch (order) {
    case 'name':
      return [];
    case 'state':
      return [l10n.t('by state')];
    case 'size':
      return [l10n.t('by size')];
    case 'age':
      return [l10n.t('by age')];
  }
}
