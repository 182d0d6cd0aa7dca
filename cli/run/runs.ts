import { relative, resolve } from 'node:path';
import {
  type Plan,
  planRun,
  type RunnableWorkload,
  type RunPlan,
  runnableWorkloads,
  type Workload,
} from '../../core/index.ts';
import { toPath } from '../../workspace/index.ts';
import { type Loaded, type LoadedFile, load, loadFile } from '../load.ts';
import { type Planned, planned } from '../planned.ts';
import { didYouMean } from '../print/did-you-mean.ts';
import { oneLine } from '../print/one-line.ts';
import { printedProblems, problemLine } from '../print/problems.ts';
import { type Terminal, UsageError } from '../terminal.ts';

/** How workloads are to be run. */
export interface RunCommand {
  /** The container configuration instead of the selected one. */
  readonly config?: string | undefined;
  readonly arguments: readonly string[];
}

/**
 * Plans the runs of the workloads that are named, by their names or by their files. What is wrong is told on the
 * terminal, and then nothing is to be run: undefined.
 */
export async function runsOf(
  names: readonly string[],
  command: RunCommand,
  terminal: Terminal,
): Promise<{ readonly plan: Planned; readonly runs: readonly RunPlan[] } | undefined> {
  const loaded = await load(['.'], terminal);
  const chosen = [...new Set(names)].map(name => find(name, loaded, terminal));
  const unreadable = new Set(
    chosen.flatMap(({ path, instance }) => (loaded.project.wholeInstanceOf(path) ? [] : instance.path)),
  );
  const causes = printedProblems(
    [...unreadable].map(path => loadFile(path, loaded.project)),
    terminal.folder,
  ).filter(({ severity }) => severity === 'error');
  for (const cause of causes) terminal.log(problemLine(cause));
  if (unreadable.size > 0) return undefined;
  assertKnown(command.config, chosen);
  const errors = chosen.flatMap(workload => errorsOf(workload, loaded, command, terminal));
  for (const error of errors) terminal.log(error);
  if (errors.length > 0) return undefined;
  const envs = chosen.flatMap(({ use }) => (use.env.kind === 'env' ? [use.env.definition.env.name] : []));
  // Without names all code envs would be planned, and what is wrong with them told.
  const plan = envs.length > 0 ? await planned({ envs }, terminal, loaded) : undefined;
  const whole = plan ? withBroken(plan) : { baseImages: [], images: [], refusals: [] };
  const runs = chosen.map(({ use, path, instance: { configs } }) =>
    planRun(use, { path, configs, plan: whole, isFile: path => loaded.project.isFile(path), ...command }),
  );
  const refusals = runs.flatMap(run => ('refusal' in run ? [run.refusal] : []));
  for (const refusal of refusals) terminal.log(oneLine(refusal));
  return plan && refusals.length === 0 ? { plan, runs: runs as readonly RunPlan[] } : undefined;
}

function find(name: string, { files, project }: Loaded, { folder }: Terminal): RunnableWorkload {
  const all = files.flatMap(({ file }) => (file ? runnableWorkloads(file, project) : []));
  const path = toPath(resolve(folder, name));
  const named = all.filter(workload => workload.name === name);
  const found = named.length > 0 ? named : all.filter(({ file }) => file === path);
  const [first, second] = found;
  if (first && !second) return first;
  const known = all.map(({ name }) => oneLine(name)).join(', ');
  throw new UsageError(
    first
      ? `Several workloads are ${name}: ${found.map(({ name, path }) => `${oneLine(name)} of ${toPath(relative(folder, path))}`).join(', ')}. Run it in the folder of one of them, or by its name.`
      : `No workload here is called ${name}. ${didYouMean(
          name,
          all.map(({ name }) => name),
        )}Workloads here: ${known || 'none, as there is no workloads.yaml beside or below a container-configs.yaml'}.`,
  );
}

/** Throws where one of the instances has no such container configuration. */
function assertKnown(config: string | undefined, chosen: readonly RunnableWorkload[]): void {
  for (const { instance } of chosen) {
    const known = instance.configs.executionConfigs.flatMap(({ name }) => name?.value ?? []);
    if (config !== undefined && !known.includes(config))
      throw new UsageError(
        `No container configuration here is called ${config}. ${didYouMean(config, known)}Those that are: ${known.map(oneLine).join(', ') || 'none'}.`,
      );
  }
}

/** The lines of errors of the workload: those in its file that are not about another one. */
function errorsOf(
  { path, use: { workload } }: RunnableWorkload,
  { files }: Loaded,
  { config }: RunCommand,
  { folder }: Terminal,
): readonly string[] {
  const isIn = ({ span }: { readonly span: Workload['root']['span'] }, root: Workload['root'] | undefined) =>
    root !== undefined && root.span.start <= span.start && span.end <= root.span.end;
  const file = files.find(file => file.path === path) as LoadedFile;
  const others = (file.file?.documents ?? [])
    .flatMap(({ workloads }) => workloads?.workloads ?? [])
    .filter(({ root }) => root !== workload.root);
  const problems = file.problems
    .filter(({ severity }) => severity === 'error')
    .filter(problem => !others.some(({ root }) => isIn(problem, root)))
    // What was selected does not count where another configuration is asked for.
    .filter(problem => config === undefined || !isIn(problem, workload.containerSelection?.root));
  return printedProblems([{ ...file, problems }], folder).map(problemLine);
}

/** Of a definition with errors nothing is planned, although images of it may be wanted. */
function withBroken({ baseImages, images, refusals, unplanned }: Planned): Plan {
  const isRefused = (definition: string) => refusals.some(refusal => refusal.definition === definition);
  const broken = unplanned
    .filter(({ definition }) => !isRefused(definition))
    .map(({ env, definition, reason }) => ({
      env,
      definition,
      reason: `its code env ${env} has ${reason}.`,
    }));
  return { baseImages, images, refusals: [...refusals, ...broken] };
}
