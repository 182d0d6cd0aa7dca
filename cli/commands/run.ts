import type { RunPlan } from '../../core/index.ts';
import type { Cluster } from '../../engine/cluster.ts';
import { notCurrent } from '../print/not-current.ts';
import { oneLine } from '../print/one-line.ts';
import { writtenRun } from '../print/written-run.ts';
import { pushedNames } from '../run/pushed.ts';
import { runWorkloads } from '../run/run-workloads.ts';
import { type RunCommand, runsOf } from '../run/runs.ts';
import { basesOf } from '../state/bases.ts';
import { Engines } from '../state/engines.ts';
import type { ImageWithState } from '../state/states.ts';
import { survey } from '../state/survey.ts';
import { exit, type Terminal, UsageError } from '../terminal.ts';
import { build } from './build.ts';
import { staleBases } from './status.ts';

export interface RunOptions extends RunCommand {
  /** Build images that are not current first. */
  readonly build?: boolean;
  /** Run in stale images as they are. */
  readonly stale?: boolean;
  /** Only print what would be run. */
  readonly dryRun?: boolean;
}

/**
 * `run WORKLOAD…`: runs workloads in the images of their code envs, never in a stale one that nobody was asked about.
 * Gives the exit code of the workload, of several the first that is not 0.
 */
export async function run(
  names: readonly string[],
  options: RunOptions,
  terminal: Terminal,
): Promise<number> {
  if (names.length === 0) throw new UsageError('Name the workload to run.');
  if (options.build && options.stale)
    throw new UsageError('--build makes images current, --stale takes them as they are: say one of them.');
  if (names.length > 1 && options.arguments.length > 0)
    throw new UsageError('Arguments behind -- are for one workload: name one.');
  const planned = await runsOf(names, options, terminal);
  if (!planned) return exit.problems;
  if (options.dryRun) {
    terminal.write(planned.runs.map(writtenRun).join('---\n'));
    return exit.well;
  }
  const isOnCluster = ({ place }: RunPlan) => place.kind === 'cluster';
  // First of all: without a cluster nothing needs to be built for it.
  const cluster = planned.runs.some(isOnCluster) ? await connectCluster() : undefined;
  const engines = new Engines(terminal.signal);
  try {
    const images = planned.runs.map(({ image }) => image);
    const bases = (await basesOf(planned.plan, true)).filter(({ tag, dockerHost }) =>
      images.some(({ base, dockerHost: host }) => base === tag && host === dockerHost),
    );
    const ask = async (): Promise<readonly ImageWithState[]> => {
      const found = await survey([...new Set(images)], bases, engines);
      for (const error of found.unreachable.values()) throw error;
      for (const line of staleBases(found)) terminal.log(line);
      return found.images;
    };
    let states = await ask();
    const decision = await decide(planned.runs, states, options, terminal);
    if (typeof decision === 'number') return decision;
    for (const { image, config } of decision) {
      // What is on standard output is the workload's.
      const aside = { ...terminal, write: (text: string) => terminal.log(text.trimEnd()) };
      const code = await build({ envs: [image.env], config }, { all: false, format: 'text' }, aside);
      if (code !== exit.well) return code;
      engines.forget(image.dockerHost);
    }
    if (decision.length > 0) states = await ask();
    const ids = new Map(states.map(({ planned, id }) => [planned, id]));
    const toPull = new Set(planned.runs.filter(isOnCluster).map(({ image }) => image));
    const names = await pushedNames(
      states.filter(({ planned }) => toPull.has(planned)),
      planned.plan,
      engines,
      terminal,
    );
    if (!names) return terminal.signal.aborted ? exit.cancelled : exit.problems;
    const imageOf = (run: RunPlan) =>
      (isOnCluster(run) ? names.get(run.image) : ids.get(run.image)) ?? run.image.image;
    return await runWorkloads({ runs: planned.runs, imageOf, engines, cluster }, terminal);
  } finally {
    await engines.close();
  }
}

/** Loaded only by runs that need a cluster: the library behind it is large. */
async function connectCluster(): Promise<Cluster> {
  const { connectKubernetes } = await import('../../engine/kubernetes/index.ts');
  return await connectKubernetes();
}

/** The runs whose images are to be built first, or the exit code where nothing is to be run. */
async function decide(
  runs: readonly RunPlan[],
  states: readonly ImageWithState[],
  { build, stale }: RunOptions,
  terminal: Terminal,
): Promise<readonly RunPlan[] | number> {
  const toBuild: RunPlan[] = [];
  for (const found of states) {
    const { planned, state } = found;
    const run = runs.find(({ image }) => image === planned);
    if (!run || state === 'current') continue;
    const why = notCurrent(found, run.config);
    if (build) toBuild.push(run);
    else if (stale && state === 'stale') terminal.log(why);
    else if (!terminal.ask) {
      terminal.log(
        `${why} ${runs.map(({ workload }) => oneLine(workload)).join(', ')} was not run. Say --build to build it first.`,
      );
      return exit.problems;
    } else {
      const choices =
        state === 'stale' ? '[b]uild first, [r]un it as it is, [c]ancel' : '[b]uild first, [c]ancel';
      const answer = (await terminal.ask(`${why} ${choices}? `)).trim().toLowerCase();
      if (answer === 'b' || answer === 'build') toBuild.push(run);
      else if (state !== 'stale' || (answer !== 'r' && answer !== 'run')) return exit.cancelled;
    }
  }
  return toBuild;
}
