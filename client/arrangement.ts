import type { ImageEntry } from '../protocol/index.ts';
import type { CodeEnvStates } from './code-env-states.ts';
import { worries } from './status.ts';

/** By what the rows of the view Code Envs are sorted. */
export const orders = ['name', 'state', 'size', 'age'] as const;
export type Order = (typeof orders)[number];

/** Which rows the view Code Envs shows, and in which order. */
export interface Arrangement {
  readonly order: Order;
  /** Whether current images are left out, and code envs that have no others. */
  readonly notCurrent: boolean;
}

export const usualArrangement: Arrangement = { order: 'name', notCurrent: false };

/** Code envs and their images; where two are alike they stay in their order. A code env goes where its first image would. */
export function arranged(
  envs: readonly CodeEnvStates[],
  { order, notCurrent }: Arrangement,
): readonly CodeEnvStates[] {
  const compare = comparisons[order];
  const shown = envs
    .map(env => ({
      ...env,
      images: env.images.filter(({ state }) => !(notCurrent && state === 'current')).sort(compare),
    }))
    .filter(({ images, refusal }) => images.length > 0 || refusal !== undefined);
  if (order === 'name') return shown;
  // Of what no image can be planned is worse than any state, and has neither size nor age.
  const unplanned = order === 'state' ? -1 : 1;
  return shown.sort(({ images: [a] }, { images: [b] }) =>
    a && b ? compare(a, b) : (a ? 0 : unplanned) - (b ? 0 : unplanned),
  );
}

/** The worst state, the largest image and the oldest one come first; what is not there is last. */
const comparisons: Readonly<Record<Order, (a: ImageEntry, b: ImageEntry) => number>> = {
  name: (a, b) => a.configs.join().localeCompare(b.configs.join()),
  state: (a, b) => worries.indexOf(a.state) - worries.indexOf(b.state),
  size: (a, b) => (b.size ?? -1) - (a.size ?? -1),
  age: (a, b) => timeOf(a) - timeOf(b),
};

function timeOf({ created }: ImageEntry): number {
  return created === undefined ? Number.MAX_SAFE_INTEGER : Date.parse(created);
}
