import type { Unplanned } from '../planned.ts';
import type { BaseWithState } from '../state/bases.ts';
import type { ImageWithState } from '../state/states.ts';
import type { Survey } from '../state/survey.ts';
import type { Terminal } from '../terminal.ts';
import { table } from './table.ts';

/** A row of the table of images. */
export interface Row {
  readonly env: string;
  readonly configs: readonly string[];
  readonly base: string;
  readonly state: string;
  readonly why: string;
}

/** The table of images that `status` and builds end with. */
export function rowsTable(rows: readonly Row[], { width }: Pick<Terminal, 'width'>): string {
  return table(
    ['code env', 'configurations', 'base image', 'state', 'why'],
    rows.map(({ env, configs, base, state, why }) => [env, configs.join(', '), base, state, why]),
    width,
  );
}

/** A row for each base image, each image and each definition without images. */
export function rowsOf(
  { bases, images, unknown, unreachable }: Survey,
  unplanned: readonly Unplanned[],
): readonly Row[] {
  return [
    ...bases.map(rowOfBase),
    ...images.map(rowOfImage),
    ...unknown.map(({ env, configs, base, dockerHost }) => ({
      env,
      configs,
      base,
      state: 'unknown',
      why:
        unreachable
          .get(dockerHost)
          ?.message.split('\n')[0]
          ?.replace(/ Tried:$/, '') ?? '',
    })),
    ...unplanned.map(({ env, reason }) => ({
      env,
      configs: [],
      base: '',
      state: 'not planned',
      why: reason,
    })),
  ];
}

function rowOfBase({ tag, configs, state, reasons }: BaseWithState): Row {
  return { env: 'base image', configs, base: tag, state, why: reasons.join('; ') };
}

function rowOfImage({ planned: { env, configs, base }, state, reasons }: ImageWithState): Row {
  return { env, configs, base, state, why: reasons.join('; ') };
}
