import type { PlannedImage } from '../../core/index.ts';
import { Building } from '../build/building.ts';
import { Journal } from '../build/journal.ts';
import { Pushes } from '../build/pushes.ts';
import { isBad, type Result, titleOf } from '../build/results.ts';
import { type Extent, workOf } from '../build/work.ts';
import { type Choice, countOf, exitOf, noImage, type Planned, planned } from '../planned.ts';
import { oneLine } from '../print/one-line.ts';
import { logFailures, planTable, resultsDocument, summaryOf, withResults } from '../print/results.ts';
import { rowsOf, rowsTable } from '../print/rows.ts';
import { type Base, basesOf } from '../state/bases.ts';
import { type Adapt, Engines } from '../state/engines.ts';
import type { ImageWithState } from '../state/states.ts';
import { assertAnswered, type Survey, survey } from '../state/survey.ts';
import { type ExitCode, exit, type Terminal } from '../terminal.ts';
import { allCurrent, staleBases } from './status.ts';

export interface BuildCommand extends Extent {
  /** Only tell what would be built. */
  readonly dryRun?: boolean;
  /** Do not go on with a rebuild that was cut short. */
  readonly restart?: boolean;
  /** Push images to the registries that their names say. */
  readonly push?: boolean;
  /** The data directory of DSS, for the builder that needs it. */
  readonly dssHome?: string;
  readonly format: 'text' | 'json';
}

/** `build [ENV…]` and `rebuild`: makes the chosen images current, base images first, on engines as `adapt` has them. */
export async function build(
  choice: Choice,
  command: BuildCommand,
  terminal: Terminal,
  adapt?: Adapt,
): Promise<ExitCode> {
  const plan = await planned(choice, terminal);
  const everything = choice.envs.length === 0 && choice.config === undefined;
  const bases = await basesOf(plan, everything && command.baseImages === true);
  if (plan.images.length + bases.length === 0) {
    if (plan.complete) terminal.log(noImage(choice));
    if (command.format === 'json') terminal.write(resultsDocument([], plan.unplanned, terminal));
    return exitOf(plan);
  }
  const engines = new Engines(terminal.signal, adapt);
  try {
    return await run({ choice, command, plan, bases, engines, terminal });
  } finally {
    await engines.close();
  }
}

interface Parts {
  readonly choice: Choice;
  readonly command: BuildCommand;
  readonly plan: Planned;
  readonly bases: readonly Base[];
  readonly engines: Engines;
  readonly terminal: Terminal;
}

async function run({ choice, command, plan, bases, engines, terminal }: Parts): Promise<ExitCode> {
  const before = await survey(plan.images, bases, engines);
  assertAnswered(before);
  const journal = command.all
    ? new Journal(
        terminal.folder,
        { envs: [...choice.envs].sort(), config: choice.config, baseImages: command.baseImages },
        { survey: before, restart: command.restart === true },
      )
    : undefined;
  const building = new Building({ before, command, journal, engines, terminal });
  const done = building.subjects.filter(made => building.isDone(made)).length;
  if (journal && done > 0)
    terminal.log(
      `Going on with the rebuild that began at ${journal.began.slice(0, 16).replace('T', ' ')} UTC: ${done} of ${building.subjects.length} images are done. \`--restart\` begins anew.`,
    );
  if (!command.baseImages) for (const line of staleBases(before)) terminal.log(line);
  const work = workOf(before, command, made => building.isDone(made));
  const pushes = command.push
    ? new Pushes(plan, command.baseImages ? before.bases : [], engines, terminal)
    : undefined;
  const toPush = pushes?.pushables.length ?? 0;
  if (pushes && pushes.withoutRegistry.length > 0)
    terminal.log(
      `Not pushed: the images of ${pushes.withoutRegistry.map(oneLine).join(', ')}, without a repositoryURL.`,
    );
  const hasWork = work.bases.length + work.images.length + before.unreachable.size + toPush > 0;
  if (!hasWork && command.format === 'text') {
    terminal.log(`Nothing to build. ${allCurrent(before.images.length)}`);
    if (!command.dryRun) journal?.remove();
    return exitOf(plan);
  }
  for (const note of new Set(
    work.images.flatMap(({ of: { planned } }) =>
      planned.notes.map(note => oneLine(`${planned.env}: ${note}`)),
    ),
  ))
    terminal.log(note);
  if (command.dryRun) {
    if (toPush > 0) terminal.log(`${countOf(toPush, 'image')} would be pushed.`);
    return tellWork(building.foresee(work), plan, command, terminal);
  }

  const made = await building.build(work);
  const results = pushes && !terminal.signal.aborted ? await pushes.push(made) : made;
  return await report(results, { plan, bases, engines, command, journal, terminal });
}

function tellWork(
  results: readonly Result[],
  { unplanned }: Planned,
  { format }: BuildCommand,
  terminal: Terminal,
): ExitCode {
  if (format === 'json') terminal.write(resultsDocument(results, unplanned, terminal));
  else {
    if (results.some(({ action }) => action === 'planned')) terminal.write(planTable(results, terminal));
    logFailures(results, terminal);
    for (const result of results)
      if (result.action === 'skipped' && result.before !== 'current')
        terminal.log(oneLine(`${titleOf(result)}: would be skipped, as ${result.reason}`));
    terminal.log(`${summaryOf(results)}. Nothing was built: this is a dry run.`);
  }
  return results.some(isBad) ? exit.problems : exit.well;
}

async function report(
  results: readonly Result[],
  {
    plan,
    bases,
    engines,
    command,
    journal,
    terminal,
  }: Omit<Parts, 'choice'> & { readonly journal: Journal | undefined },
): Promise<ExitCode> {
  if (command.format === 'json') terminal.write(resultsDocument(results, plan.unplanned, terminal));
  if (terminal.signal.aborted) {
    terminal.log('Cancelled. What was being built was stopped on the engine; finished images stay.');
    return exit.cancelled;
  }
  const bad = results.some(isBad);
  if (!bad) journal?.remove();
  const noEngine = results.some(({ error }) => error?.name === 'EngineError');
  const nothing = !results.some(({ action }) => action === 'built' || action === 'current');
  if (noEngine && nothing) {
    logFailures(results, terminal);
    return exit.noEngine;
  }
  for (const host of new Set([...plan.images, ...bases].map(({ dockerHost }) => dockerHost)))
    engines.forget(host);
  const after = await survey(plan.images, bases, engines);
  if (command.format === 'text') {
    if (terminal.interactive) terminal.log('');
    terminal.write(rowsTable(withResults(rowsOf(after, plan.unplanned), results), terminal));
    terminal.log(summaryOf(results));
  }
  const overtaken = overtakenOf(results, after);
  for (const { planned, reasons } of overtaken)
    terminal.log(
      oneLine(`${titleOf(planned)} is stale already: ${reasons.join('; ')} while it was built. Build again.`),
    );
  // Last, where they are seen: a table may be long.
  logFailures(results, terminal);
  return bad || overtaken.length > 0 ? exit.problems : exitOf(plan);
}

/** What was built, but out of something that changed meanwhile. */
function overtakenOf(results: readonly Result[], { images }: Survey): readonly ImageWithState[] {
  const isBuilt = ({ image, dockerHost }: PlannedImage) =>
    results.some(made => made.image === image && made.dockerHost === dockerHost && made.action === 'built');
  return images.filter(({ planned, state }) => state !== 'current' && isBuilt(planned));
}
