// What the benchmarks print.
import { readFileSync, writeFileSync } from 'node:fs';
import { availableParallelism, cpus, loadavg } from 'node:os';
import { join } from 'node:path';
import { type Comparison, median, type Samples } from './samples.ts';

/** A Markdown table, the ratios first. Times are milliseconds: the median, and the least in brackets. */
export function renderTable(comparisons: readonly Comparison[]): string {
  const rows = comparisons.map(({ what, ours, theirs, bound, unit }) => [
    ratio(median(theirs), median(ours)),
    ratio(Math.min(...theirs), Math.min(...ours)),
    what + (unit ? `, in ${unit}` : '') + (bound ? boundOf(bound, median(ours), median(theirs)) : ''),
    times(ours),
    times(theirs),
    String(ours.length),
  ]);
  const head = ['theirs ÷ ours', 'of the least', 'what', 'ours, ms', 'theirs, ms', 'samples'];
  const lines = [head, head.map((_, i) => (i === 2 ? '---' : '---:')), ...rows];
  return `${lines.map(cells => `| ${cells.join(' | ')} |`).join('\n')}\n`;
}

/** What a reader must know of the machine to judge the times. */
export function renderMachine(loadBefore: number): string {
  const [load] = loadavg() as [number];
  return `${availableParallelism()} cores (${cpus()[0]?.model.trim()}), Node ${process.version.slice(1)}, load ${loadBefore.toFixed(1)} when it began and ${load.toFixed(1)} when it ended.`;
}

const begin = '<!-- recorded: npm run bench -- --record -->';
const end = '<!-- end of what is recorded -->';

/** Puts a result between the markers of bench/README.md. */
export function record(result: string): void {
  const file = join(import.meta.dirname, 'README.md');
  const text = readFileSync(file, 'utf8');
  const from = text.indexOf(begin);
  const to = text.indexOf(end);
  if (from < 0 || to < from) throw new Error(`${file} has lost the markers ${begin} and ${end}.`);
  writeFileSync(file, `${text.slice(0, from + begin.length)}\n${result}${text.slice(to)}`);
}

/** The bound of a row in words; one that is broken says so. */
function boundOf(bound: NonNullable<Comparison['bound']>, ours: number, theirs: number): string {
  const [is, may, text] =
    'ratio' in bound
      ? [ours / theirs, bound.ratio, `${(ours / theirs).toFixed(3)} times, at most ${bound.ratio}`]
      : [ours - theirs, bound.moreMs, `${Math.round(ours - theirs)} ms more, at most ${bound.moreMs}`];
  return ` (${text}${is > may ? ': **BROKEN**' : ''})`;
}

function ratio(theirs: number, ours: number): string {
  const ratio = theirs / ours;
  return `**${ratio.toFixed(ratio < 10 ? 1 : 0)} ×**`;
}

function times(samples: Samples): string {
  const shown = (ms: number) => (ms < 10 ? ms.toFixed(1) : Math.round(ms).toLocaleString('en'));
  return `${shown(median(samples))} (${shown(Math.min(...samples))})`;
}
