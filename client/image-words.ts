import { env, l10n } from 'vscode';
import type { ImageEntry, ImageStateName } from '../protocol/index.ts';
import type { Arrangement, Order } from './arrangement.ts';
import { countsOf } from './status.ts';

const units = [
  { unit: 'day', milliseconds: 86_400_000 },
  { unit: 'hour', milliseconds: 3_600_000 },
  { unit: 'minute', milliseconds: 60_000 },
] as const;

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

/** `2 stale, 1 missing`; `current` where all are. */
export function summaryOf(images: readonly ImageEntry[]): string {
  return (
    countsOf(images)
      .map(([state, count]) => counted(state, count))
      .join(', ') || stateWord('current')
  );
}

/** The state of one image in a word. */
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
