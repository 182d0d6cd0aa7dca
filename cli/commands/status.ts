import { relative } from 'node:path';
import type { PlannedImage } from '../../core/index.ts';
import type { Status } from '../../protocol/index.ts';
import { toPath } from '../../workspace/index.ts';
import { logsOf } from '../build/kept-log.ts';
import { titleOf } from '../build/results.ts';
import { countOf, exitOf, noImage, type Planned, planned } from '../planned.ts';
import { oneLine } from '../print/one-line.ts';
import { rowsOf, rowsTable } from '../print/rows.ts';
import { basesOf } from '../state/bases.ts';
import { Engines } from '../state/engines.ts';
import { kernelsOf } from '../state/kernels.ts';
import { lastFailures } from '../state/last-failures.ts';
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
      const rows = rowsOf(found, plan.unplanned, lastFailures(found));
      if (rows.length > 0) terminal.write(rowsTable(rows, terminal));
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
    ...failureLines(found),
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

/** What is known of each build that failed the last time. */
function failureLines(found: Survey): readonly string[] {
  const failures = lastFailures(found);
  const titles = new Map([
    ...found.bases.map(({ tag }) => [tag, `base image ${tag}`] as const),
    ...found.images.map(({ planned }) => [planned.image, titleOf(planned)] as const),
  ]);
  return [...failures].flatMap(([image, { at, message, log }]) => [
    oneLine(
      `${titles.get(image)}: the last build failed at ${new Date(at).toISOString().slice(0, 16).replace('T', ' ')} UTC: ${message.split('\n')[0]}`,
    ),
    `  The whole log: ${log}`,
  ]);
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
export function statusDocument(found: Survey, { unplanned, loaded }: Planned, { folder }: Terminal): Status {
  const { bases, images, titles, unknown, unreachable } = found;
  const failures = lastFailures(found);
  const lastFailureOf = (image: string) => {
    const failure = failures.get(image);
    return failure && { ...failure, at: new Date(failure.at).toISOString() };
  };
  const entryOf = ({ env, definition, configs, base, image }: PlannedImage) => ({
    env,
    path: toPath(relative(folder, definition)),
    configs,
    base,
    image,
    logs: logsOf(image),
  });
  return {
    engines: [
      ...[...titles].map(([dockerHost, title]) => ({ dockerHost, title })),
      ...[...unreachable].map(([dockerHost, { message }]) => ({ dockerHost, failure: message })),
    ],
    baseImages: bases.map(({ tag, dockerHost, configs, context, state, reasons, changed, command, id }) => ({
      image: tag,
      dockerHost,
      configs,
      context: context && toPath(relative(folder, context)),
      state,
      reasons,
      changed,
      command,
      id,
      lastFailure: lastFailureOf(tag),
    })),
    images: [
      ...images.map(({ planned, state, reasons, changed, size, created }) => ({
        ...entryOf(planned),
        state,
        reasons,
        changed,
        size,
        created: created === undefined ? undefined : new Date(created).toISOString(),
        lastFailure: lastFailureOf(planned.image),
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
    notPlanned: unplanned.map(({ env, definition, reason, cause }) => ({
      env,
      path: toPath(relative(folder, definition)),
      reason,
      cause: cause && toPath(relative(folder, cause)),
    })),
  };
}
