// Times of the same thing, taken several times.

/** Milliseconds that something took, once for each time. */
export type Samples = readonly number[];

/** Runs something and gives the milliseconds that it took with what it gave. */
export async function timed<T>(run: () => Promise<T>): Promise<{ readonly ms: number; readonly result: T }> {
  const started = performance.now();
  const result = await run();
  return { ms: performance.now() - started, result };
}

/** The middle one; of two in the middle, their mean. */
export function median(samples: Samples): number {
  const sorted = [...samples].sort((a, b) => a - b);
  const middle = (sorted.length - 1) / 2;
  return (sorted[Math.floor(middle)]! + sorted[Math.ceil(middle)]!) / 2;
}

/** A line of the result: the same thing done by us and by somebody else, by turns. */
export interface Comparison {
  readonly what: string;
  readonly ours: Samples;
  readonly theirs: Samples;
  /** What the samples are, unless they are milliseconds. */
  readonly unit?: 'MB';
  /** What ours may take at most, held against theirs by the medians: so many times as long, or so many milliseconds more. */
  readonly bound?: { readonly ratio: number } | { readonly moreMs: number };
}
