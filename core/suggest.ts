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
  const edits = distance(lower, best);
  // Two letters in the wrong order are one mistake, and two edits.
  const swapped = edits > 1 ? known.find(name => areSwapped(lower, name.toLowerCase())) : undefined;
  const limit = Math.max(1, Math.floor(written.length / 3));
  return swapped ?? (edits <= limit ? found : undefined);
}

/** Whether texts differ in the order of two letters that stand side by side. */
function areSwapped(a: string, b: string): boolean {
  if (a.length !== b.length) return false;
  let at = 0;
  while (at < a.length && a[at] === b[at]) at++;
  return a[at] === b[at + 1] && a[at + 1] === b[at] && a.slice(at + 2) === b.slice(at + 2);
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
