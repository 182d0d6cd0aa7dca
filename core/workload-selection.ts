import type { Selection, Workload } from './model.ts';

const words = {
  envSelection: { mode: 'envMode', name: 'envName', byName: 'EXPLICIT_ENV', what: 'code env' },
  containerSelection: {
    mode: 'containerMode',
    name: 'containerConf',
    byName: 'EXPLICIT_CONTAINER',
    what: 'container configuration',
  },
} as const;

/** A selection of a workload, and what its keys are called. */
export type NamedSelection = (typeof words)[keyof typeof words] & {
  readonly key: keyof typeof words;
  readonly selection: Selection<string>;
};

/** The selections of a workload that can be read. */
export function selectionsOf(workload: Workload): readonly NamedSelection[] {
  return (['envSelection', 'containerSelection'] as const).flatMap(key => {
    const selection = workload[key];
    return selection && !selection.unknownMode ? [{ ...words[key], key, selection }] : [];
  });
}
