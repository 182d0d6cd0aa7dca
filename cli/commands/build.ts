import type { PlannedBaseImage } from '../../core/index.ts';
import { EngineError } from '../../engine/engine.ts';
import { normalizeReference } from '../../engine/reference.ts';
import { BuildFailure, buildBaseImage, buildImage, pullBaseImage } from '../build-image.ts';
import { Engines } from '../engines.ts';
import { type Choice, exitOf, planned } from '../planned.ts';
import { lineAt } from '../print/problems.ts';
import { type Job, type Outcome, runBuilds } from '../run-builds.ts';
import { type ImageWithState, statesOf } from '../states.ts';
import { type ExitCode, exit, type Terminal } from '../terminal.ts';
import { statusTable } from './status.ts';

/** `build` builds the images that are not current, `rebuild` all that are chosen. */
export type Extent = 'wanting' | 'all';

/** `build [ENV…]` and `rebuild`: makes the chosen images current, base images that are missing first. */
export async function build(choice: Choice, extent: Extent, terminal: Terminal): Promise<ExitCode> {
  const plan = await planned(choice, terminal);
  if (plan.images.length === 0) {
    if (plan.complete)
      terminal.log(
        'There is no image to build: no chosen code env is managed and has a container configuration selected.',
      );
    return exitOf(plan);
  }
  const engines = new Engines();
  try {
    const before = await statesOf(plan.images, engines);
    const wanted = extent === 'all' ? before : before.filter(image => image.state !== 'current');
    if (wanted.length === 0) {
      terminal.log(`Nothing to build: all ${before.length} images are current.`);
      return exitOf(plan);
    }
    for (const note of new Set(
      wanted.flatMap(({ planned }) => planned.notes.map(note => `${planned.env}: ${note}`)),
    ))
      terminal.log(note);

    const failures = await makeBaseImages(wanted, plan.baseImages, engines, terminal);
    const ready = await statesOf(
      wanted.map(image => image.planned),
      engines,
    );
    const outcomes = await runBuilds(
      ready.filter(image => image.baseId !== undefined).map(image => job(image, extent, engines, terminal)),
      terminal,
    );
    failures.push(...outcomes.filter(outcome => outcome.error !== undefined));
    return await report(plan.images, failures, engines, terminal, exitOf(plan));
  } finally {
    await engines.close();
  }
}

function job(image: ImageWithState, extent: Extent, engines: Engines, terminal: Terminal): Job {
  const { planned } = image;
  return {
    title: `${planned.env} on ${planned.base}`,
    run: async onEvent => {
      const engine = await engines.connect(planned.dockerHost);
      await buildImage(image, engine, {
        onEvent,
        signal: terminal.signal,
        ...(extent === 'all' && { bust: new Date().toISOString() }),
      });
    },
  };
}

/** Builds or pulls the base images that the engines do not have, one after the other, since one may stand on another. */
async function makeBaseImages(
  images: readonly ImageWithState[],
  known: readonly PlannedBaseImage[],
  engines: Engines,
  terminal: Terminal,
): Promise<Outcome[]> {
  const failures: Outcome[] = [];
  const missing = new Map(
    images
      .filter(image => image.baseId === undefined)
      .map(({ planned }) => [JSON.stringify([planned.dockerHost, planned.base]), planned]),
  );
  const order = (base: string) =>
    known.findIndex(image => normalizeReference(image.tag) === normalizeReference(base));
  for (const { dockerHost, base, definition } of [...missing.values()].sort(
    (a, b) => order(a.base) - order(b.base),
  )) {
    const engine = await engines.connect(dockerHost);
    const own = known[order(base)];
    const instance = own ? `${own.context}/Dockerfile` : definition;
    const outcomes = await runBuilds(
      [
        {
          title: `base image ${base}`,
          run: onEvent =>
            own
              ? buildBaseImage(own, instance, engine, { onEvent, signal: terminal.signal })
              : pullBaseImage(base, definition, engine, { onEvent, signal: terminal.signal }),
        },
      ],
      terminal,
    );
    failures.push(...outcomes.filter(outcome => outcome.error !== undefined));
    engines.forget(dockerHost);
  }
  return failures;
}

async function report(
  images: readonly ImageWithState['planned'][],
  failures: readonly Outcome[],
  engines: Engines,
  terminal: Terminal,
  well: ExitCode,
): Promise<ExitCode> {
  if (terminal.signal.aborted) {
    terminal.log('Cancelled. What was being built was stopped on the engine; finished images stay.');
    return exit.cancelled;
  }
  for (const { title, error } of failures) {
    if (error instanceof BuildFailure) {
      terminal.log(
        lineAt(
          error.origin.path,
          error.origin.line,
          { rule: 'build', message: `${title}: ${error.message}` },
          terminal,
        ),
      );
      if (error.log) terminal.log(`  The whole log: ${error.log}`);
    } else if (error instanceof EngineError) {
      terminal.log(`${title}: ${error.message}`);
    } else {
      throw error;
    }
  }
  if (failures.some(({ error }) => error instanceof EngineError)) return exit.noEngine;
  for (const host of new Set(images.map(image => image.dockerHost))) engines.forget(host);
  const after = await statesOf(images, engines);
  terminal.write(statusTable(after));
  return failures.length > 0 ? exit.problems : well;
}
