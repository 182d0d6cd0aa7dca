import { relative } from 'node:path';
import type { PlannedImage } from '../../core/index.ts';
import type { Status } from '../../protocol/index.ts';
import { toPath } from '../../workspace/index.ts';
import { countOf, exitOf, noImage, type Planned, planned } from '../planned.ts';
import { rowsOf, rowsTable } from '../print/rows.ts';
import { basesOf } from '../state/bases.ts';
import { Engines } from '../state/engines.ts';
import { kernelsOf } from '../state/kernels.ts';
import { assertAnswered, type Survey, survey } from '../state/survey.ts';
import { type ExitCode, exit, type Terminal } from '../terminal.ts';

/** `status`: prints of each image and base image whether it is current, and why not. */
export async function status(
  { format }: { readonly format: 'text' | 'json' },
  terminal: Terminal,
): Promise<ExitCode> {
  const plan = await planned({ envs: [] }, terminal);
  const engines = new Engines(terminal.signal);
  try {
    const found = await survey(plan.images, await basesOf(plan, true), engines);
    assertAnswered(found);
    if (format === 'json') {
      terminal.write(`${JSON.stringify(statusDocument(found, plan, terminal), null, 2)}\n`);
    } else {
      const rows = rowsOf(found, plan.unplanned);
      if (rows.length > 0) terminal.write(rowsTable(rows));
      for (const line of statusLines(found, plan)) terminal.log(line);
    }
    const isWell =
      wantingOf(found) === 0 &&
      found.unreachable.size === 0 &&
      found.bases.every(({ state }) => state !== 'stale');
    return isWell ? exitOf(plan) : exit.problems;
  } finally {
    await engines.close();
  }
}

function wantingOf({ images }: Survey): number {
  return images.filter(({ state }) => state !== 'current').length;
}

/** What is to be said beside the table: what to do. */
export function statusLines(found: Survey, { complete }: Planned): readonly string[] {
  const wanting = wantingOf(found);
  const { length } = found.images;
  return [
    ...staleBases(found),
    ...(wanting > 0
      ? [`${wanting} of ${countOf(length, 'image')} must be built: code-envs build`]
      : found.unknown.length > 0
        ? [
            `${countOf(found.unknown.length, 'image')} of ${length + found.unknown.length}: nobody knows, as an engine does not answer.`,
          ]
        : length > 0
          ? [allCurrent(length)]
          : complete
            ? [noImage()]
            : []),
    ...[...found.unreachable.values()].map(({ message }) => message),
  ];
}

/** `The image is current.`, `All 5 images are current.` */
export function allCurrent(count: number): string {
  return count === 1 ? 'The image is current.' : `All ${count} images are current.`;
}

/** A sentence for each base image that is stale: what to do about it. */
export function staleBases({ bases }: Survey): readonly string[] {
  return bases
    .filter(({ state }) => state === 'stale')
    .map(
      ({ tag, reasons, context }) =>
        `The base image ${tag} is stale: ${reasons.join('; ').replace(/\.$/, '')}.${context === undefined ? '' : ' To build it, and the images on top of it: code-envs build --base-images'}`,
    );
}

/** The states as a document for other programs. */
export function statusDocument(
  { bases, images, titles, unknown, unreachable }: Survey,
  { unplanned, loaded }: Planned,
  { folder }: Terminal,
): Status {
  const entryOf = ({ env, definition, configs, base, image }: PlannedImage) => ({
    env,
    path: toPath(relative(folder, definition)),
    configs,
    base,
    image,
  });
  return {
    engines: [
      ...[...titles].map(([dockerHost, title]) => ({ dockerHost, title })),
      ...[...unreachable].map(([dockerHost, { message }]) => ({ dockerHost, failure: message })),
    ],
    baseImages: bases.map(({ tag, dockerHost, configs, context, state, reasons, id }) => ({
      image: tag,
      dockerHost,
      configs,
      context: context && toPath(relative(folder, context)),
      state,
      reasons,
      id,
    })),
    images: [
      ...images.map(({ planned, state, reasons, size, created }) => ({
        ...entryOf(planned),
        state,
        reasons,
        size,
        created: created === undefined ? undefined : new Date(created).toISOString(),
      })),
      ...unknown.map(image => {
        const error = unreachable.get(image.dockerHost);
        return { ...entryOf(image), state: 'unknown' as const, reasons: error ? [error.message] : [] };
      }),
    ],
    kernels: kernelsOf(images, loaded).map(({ image: { env, definition, lang, image }, config }) => ({
      env,
      path: toPath(relative(folder, definition)),
      config,
      lang,
      image,
    })),
    notPlanned: unplanned.map(({ env, definition, reason }) => ({
      env,
      path: toPath(relative(folder, definition)),
      reason,
    })),
  };
}
