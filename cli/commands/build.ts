import { EngineError } from '../../engine/engine.ts';
import { normalizeReference } from '../../engine/reference.ts';
import { BuildFailure, buildBaseImage, buildImage, pullBaseImage } from '../build-image.ts';
import { Engines } from '../engines.ts';
import { Parts, spread } from '../parts.ts';
import { type Choice, exitOf, noImage, originOfBase, type Planned, planned } from '../planned.ts';
import { oneLine } from '../print/one-line.ts';
import { lineAt } from '../print/problems.ts';
import { type Job, type Outcome, runBuilds } from '../run-builds.ts';
import { type ImageWithState, statesOf } from '../states.ts';
import { type ExitCode, exit, type Terminal } from '../terminal.ts';
import { allCurrent, statusTable } from './status.ts';

/** `build` builds the images that are not current, `rebuild` all that are chosen. */
export type Extent = 'wanting' | 'all';

/** `build [ENV…]` and `rebuild`: makes the chosen images current, base images that are missing first. */
export async function build(choice: Choice, extent: Extent, terminal: Terminal): Promise<ExitCode> {
  const plan = await planned(choice, terminal);
  if (plan.images.length === 0) {
    if (plan.complete) terminal.log(noImage);
    return exitOf(plan);
  }
  const engines = new Engines(terminal.signal);
  try {
    const before = await statesOf(plan.images, engines);
    const wanted = extent === 'all' ? before : before.filter(image => image.state !== 'current');
    if (wanted.length === 0) {
      terminal.log(`Nothing to build. ${allCurrent(before.length)}`);
      return exitOf(plan);
    }
    for (const note of new Set(
      wanted.flatMap(({ planned }) => planned.notes.map(note => oneLine(`${planned.env}: ${note}`))),
    ))
      terminal.log(note);

    const failures = await makeBaseImages(wanted, plan, engines, terminal);
    const ready = await statesOf(
      wanted.map(image => image.planned),
      engines,
    );
    const parts = new Parts(plan.images, engines, terminal);
    const outcomes = await runBuilds(
      spread(ready.filter(image => image.baseId !== undefined)).map(image =>
        job(image, extent, engines, parts, terminal),
      ),
      terminal,
    );
    failures.push(...outcomes.filter(outcome => outcome.error !== undefined));
    return await report(plan.images, failures, engines, terminal, exitOf(plan));
  } finally {
    await engines.close();
  }
}

function job(image: ImageWithState, extent: Extent, engines: Engines, parts: Parts, terminal: Terminal): Job {
  const { planned } = image;
  return {
    title: oneLine(`${planned.env} on ${planned.base}`),
    run: async onEvent => {
      const engine = await engines.connect(planned.dockerHost);
      await buildImage(image, engine, {
        onEvent,
        signal: terminal.signal,
        parts,
        ...(extent === 'all' && { bust: new Date().toISOString() }),
      });
    },
  };
}

/** Builds or pulls the base images that the engines do not have, one after the other, since one may stand on another. */
async function makeBaseImages(
  images: readonly ImageWithState[],
  plan: Planned,
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
    plan.baseImages.findIndex(image => normalizeReference(image.tag) === normalizeReference(base));
  for (const image of [...missing.values()].sort((a, b) => order(a.base) - order(b.base))) {
    const { dockerHost, base } = image;
    const engine = await engines.connect(dockerHost);
    const own = plan.baseImages[order(base)];
    const origin = originOfBase(image, plan);
    const outcomes = await runBuilds(
      [
        {
          title: `base image ${base}`,
          run: onEvent => {
            const options = { engine, onEvent, signal: terminal.signal };
            return own ? buildBaseImage(own, origin, options) : pullBaseImage(base, origin, options);
          },
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
  // A part that fails is one failure of all images that take it.
  for (const { title, error } of failures.filter(
    ({ error }, i) => i === failures.findIndex(other => other.error === error),
  )) {
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
  if (terminal.interactive) terminal.log('');
  terminal.write(statusTable(after));
  return failures.length > 0 ? exit.problems : well;
}
