import { closest, distance } from 'fastest-levenshtein';

/** The one of `known` that was probably meant by `written`, or undefined. */
export function suggest(written: string, known: readonly string[]): string | undefined {
  if (known.length === 0) return undefined;
  const lower = written.toLowerCase();
  const best = closest(
    lower,
    known.map(name => name.toLowerCase()),
  );
  const found = known.find(name => name.toLowerCase() === best);
  const limit = Math.max(1, Math.floor(written.length / 3));
  return found !== undefined && distance(lower, best) <= limit ? found : undefined;
}

/** Values as people look for them: of those that differ in a version, as PYTHON39 and PYTHON310, the newest first. */
export function newestFirst(values: readonly string[]): readonly string[] {
  const seriesOf = (value: string) => value.replace(/\d+/, '');
  const series = [...new Set(values.map(seriesOf))];
  const version = (value: string) => Number(/\d+/.exec(value)?.[0] ?? 0);
  return series.flatMap(one =>
    values.filter(value => seriesOf(value) === one).sort((a, b) => version(b) - version(a)),
  );
}

/** `a`, `a or b`, `a, b or c`; long lists are cut with how many more there are. */
export function listed(values: readonly string[], most = 12): string {
  const shown = values.slice(0, most);
  const rest = values.length - shown.length;
  if (rest > 0) return `${shown.join(', ')} and ${rest} more`;
  return shown.length < 2 ? shown.join('') : `${shown.slice(0, -1).join(', ')} or ${shown.at(-1)}`;
}
