const units = [
  { unit: 'day', milliseconds: 86_400_000 },
  { unit: 'hour', milliseconds: 3_600_000 },
  { unit: 'minute', milliseconds: 60_000 },
] as const;

/** `3 days ago`; `time` is by ISO 8601, `now` in milliseconds since 1970. */
export function ageOf(time: string, now: number): string {
  const age = now - Date.parse(time);
  const found = units.find(({ milliseconds }) => age >= milliseconds);
  if (!found) return 'just now';
  const words = new Intl.RelativeTimeFormat('en', { numeric: 'always' });
  return words.format(-Math.floor(age / found.milliseconds), found.unit);
}

/** `1,204 MB`, as engines count them. */
export function megabytesOf(bytes: number): string {
  return `${Math.round(bytes / 1e6).toLocaleString('en')} MB`;
}
