import type { ImageWithState } from '../state/states.ts';
import { oneLine } from './one-line.ts';

/** `The image of churn for cpu is stale: numpy==2.0.0 was added.` */
export function notCurrent({ planned, state, reasons }: ImageWithState, config: string): string {
  const because = reasons.length > 0 ? `: ${reasons.join('; ')}` : '';
  return oneLine(`The image of ${planned.env} for ${config} is ${state}${because}.`);
}

/** What to do about it. */
export function toBuild({ planned }: ImageWithState): string {
  return oneLine(`Build it: code-envs build ${planned.env}`);
}
