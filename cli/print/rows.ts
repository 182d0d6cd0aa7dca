import type { Unplanned } from '../planned.ts';
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

/** A row for each base image, each image and each definition without images; `failed` has the names of those whose last build failed. */
export function rowsOf(
  { bases, images, unknown, unreachable }: Survey,
  unplanned: readonly Unplanned[],
  failed: ReadonlyMap<string, unknown> = new Map(),
): readonly Row[] {
  const why = (image: string, reasons: readonly string[]) =>
    [...reasons, ...(failed.has(image) ? ['its last build failed'] : [])].join('; ');
  return [
    ...bases.map(({ tag, configs, state, reasons }) => ({
      env: 'base image',
      configs,
      base: tag,
      state,
      why: why(tag, reasons),
    })),
    ...images.map(({ planned: { env, configs, base, image }, state, reasons }) => ({
      env,
      configs,
      base,
      state,
      why: why(image, reasons),
    })),
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
