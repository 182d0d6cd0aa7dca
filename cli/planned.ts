import { relative } from 'node:path';
import { type CodeEnvSubject, type Instance, type Plan, plan, type Source } from '../core/index.ts';
import { toPath } from '../workspace/index.ts';
import { type Loaded, type LoadedFile, load, loadFile } from './load.ts';
import { didYouMean } from './print/did-you-mean.ts';
import { oneLine } from './print/one-line.ts';
import { lineAt, printedProblems, problemLine, summary } from './print/problems.ts';
import { sameNames } from './print/same-names.ts';
import { exit, type Terminal, UsageError } from './terminal.ts';

/** What the user chose to be about: code envs by name, and a container configuration. */
export interface Choice {
  readonly envs: readonly string[];
  readonly config?: string | undefined;
}

/** What is said where the definitions are well, but stand for no image. */
export function noImage({ envs }: Choice = { envs: [] }): string {
  return envs.length > 0
    ? `There is no image of ${envs.map(oneLine).join(', ')}: that takes a managed code env with a container configuration selected.`
    : 'There is no image to build: no code env here is managed and has a container configuration selected.';
}

/** An instance and its text. */
export interface ReadInstance extends Instance {
  readonly source: Source;
}

/** A definition that no image is planned of, and why. */
export interface Unplanned {
  readonly env: string;
  readonly definition: string;
  readonly reason: string;
  /** The file with the first errors, where it is for errors. */
  readonly cause?: string | undefined;
}

/** The plan of the definitions in the terminal's folder, and what was kept out of it. */
export interface Planned extends Plan {
  readonly loaded: Loaded;
  /** The instances of the code envs that are chosen, those with errors aside. */
  readonly instances: readonly ReadInstance[];
  readonly unplanned: readonly Unplanned[];
  /** Whether nothing is wrong with what is chosen. */
  readonly complete: boolean;
}

/**
 * Checks the definitions of the terminal's folder and plans the chosen images. Errors stop here: those that concern what
 * is chosen are printed, and images are planned of the definitions that have none.
 */
export async function planned(choice: Choice, terminal: Terminal, loadedBefore?: Loaded): Promise<Planned> {
  const loaded = loadedBefore ?? (await load(['.'], terminal));
  const subjects = subjectsOf(loaded);
  const known = subjects.map(subject => subject.env.name);
  for (const env of choice.envs) {
    if (!known.includes(env))
      throw new UsageError(
        `No code env here is called ${env}. ${didYouMean(env, known)}Code envs here: ${known.map(oneLine).join(', ') || 'none'}.`,
      );
  }
  const isNamed = (env: string) => choice.envs.length === 0 || choice.envs.includes(env);
  const concerned = new Set(
    subjects.filter(({ env }) => isNamed(env.name)).flatMap(subject => restsOn(subject, loaded)),
  );
  const checked = [...loaded.files, ...instancesAbove(subjects, loaded)];
  // What is wrong with a workload keeps no image from being built.
  const files = checked
    .filter(({ path }) => loaded.project.kindOf(path) !== 'workloads')
    .filter(({ path }) => choice.envs.length === 0 || concerned.has(path));
  const errors = printedProblems(files, terminal.folder).filter(problem => problem.severity === 'error');
  for (const error of errors) terminal.log(problemLine(error));
  if (errors.length > 0)
    terminal.log(`${summary(files.length, errors)}. No image is planned of a definition with errors.`);

  const errorsOf = new Map(
    checked.map(({ path, problems, unreadable }) => [
      path,
      unreadable ? 1 : problems.filter(({ severity }) => severity === 'error').length,
    ]),
  );
  const count = (paths: readonly string[]) => paths.reduce((sum, path) => sum + (errorsOf.get(path) ?? 0), 0);
  const named = subjects.filter(subject => isNamed(subject.env.name));
  const whole = new Set(
    named.filter(subject => count(restsOn(subject, loaded)) === 0).map(({ path }) => path),
  );
  // Planned together, so that no name of an image depends on what is chosen or broken.
  const everything = plan(subjects);
  for (const env of choice.envs) refuseOtherConfig(env, choice.config, everything);
  // An instance that cannot be read has configurations that nobody knows.
  if (subjects.every(({ path, instance }) => !instance || loaded.project.wholeInstanceOf(path)))
    refuseUnknownConfig(choice.config, everything);
  const chosen = choose(everything, definition => whole.has(definition), choice.config);
  for (const line of sameNames(chosen.images, loaded.project, terminal.folder)) terminal.log(line);
  for (const { definition, env, reason } of chosen.refusals) {
    const message = `No image of ${env} can be planned. ${reason}`;
    terminal.log(lineAt({ path: definition, line: 0 }, { rule: 'plan', message }, terminal));
  }
  const broken = named
    .filter(({ path }) => !whole.has(path))
    .map(subject => {
      const wrong = restsOn(subject, loaded).filter(path => count([path]) > 0);
      const words = wrong.map(path => {
        const errors = countOf(count([path]), 'error');
        return path === subject.path ? errors : `${errors} in ${toPath(relative(terminal.folder, path))}`;
      });
      return {
        env: subject.env.name,
        definition: subject.path,
        reason: words.join(', '),
        cause: wrong[0],
      };
    });
  return {
    ...chosen,
    loaded,
    instances: instancesOf(
      named.filter(({ instance }) => instance && count([instance.path]) === 0),
      loaded,
    ),
    unplanned: [...broken, ...unread(choice, loaded, subjects, terminal), ...chosen.refusals],
    complete: errors.length === 0 && chosen.refusals.length === 0,
  };
}

/** `1 error`, `2 errors`. */
export function countOf(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}

/** Definitions in which not even a code env can be found. */
function unread(
  choice: Choice,
  { files, project }: Loaded,
  subjects: readonly CodeEnvSubject[],
  { folder }: Terminal,
): readonly Unplanned[] {
  if (choice.envs.length > 0) return [];
  return files
    .filter(({ path }) => project.kindOf(path) === 'code-env' && !subjects.some(env => env.path === path))
    .filter(({ unreadable, problems }) => unreadable || problems.some(({ severity }) => severity === 'error'))
    .map(({ path, unreadable, problems }) => ({
      env: toPath(relative(folder, path)),
      definition: path,
      reason: unreadable ?? countOf(problems.filter(({ severity }) => severity === 'error').length, 'error'),
    }));
}

function instancesOf(subjects: readonly CodeEnvSubject[], { project }: Loaded): readonly ReadInstance[] {
  const instances = new Map(
    subjects.flatMap(({ instance }) => (instance ? [[instance.path, instance]] : [])),
  );
  return [...instances.values()].flatMap(instance => {
    const source = project.file(instance.path)?.source;
    return source ? [{ ...instance, source }] : [];
  });
}

function subjectsOf({ files, project }: Loaded): readonly CodeEnvSubject[] {
  return files.flatMap(({ path, file }) =>
    (file?.documents ?? []).flatMap(({ env }) =>
      file && env
        ? [
            {
              path,
              source: file.source,
              env,
              folder: project.folderOf(path, env),
              instance: project.instanceOf(path),
            },
          ]
        : [],
    ),
  );
}

/** The instances that lie above the folder, which is all that was read: nothing may be planned of one that has errors. */
function instancesAbove(
  subjects: readonly CodeEnvSubject[],
  { files, project }: Loaded,
): readonly LoadedFile[] {
  const paths = new Set(subjects.flatMap(({ path }) => project.instancePathOf(path) ?? []));
  for (const { path } of files) paths.delete(path);
  return [...paths].map(path => loadFile(path, project));
}

/** The files that must be right for a code env's images to be right. */
function restsOn({ path, folder }: CodeEnvSubject, { project }: Loaded): readonly string[] {
  const beside = [folder.packages, folder.condaPackages, folder.resourcesInit].flatMap(
    file => file?.path ?? [],
  );
  return [path, ...beside, project.instancePathOf(path) ?? []].flat();
}

/** A code env that has images, but none for the configuration that was asked for. */
function refuseOtherConfig(env: string, config: string | undefined, { images }: Plan): void {
  const own = images.filter(image => image.env === env).flatMap(image => image.configs);
  if (config === undefined || own.length === 0 || own.includes(config)) return;
  throw new UsageError(
    `${oneLine(env)} has no image for the container configuration ${oneLine(config)}. It has those for ${[...new Set(own)].map(oneLine).join(', ')}.`,
  );
}

/** A container configuration that no image is for. */
function refuseUnknownConfig(config: string | undefined, { images }: Plan): void {
  const configs = new Set(images.flatMap(image => image.configs));
  if (config !== undefined && !configs.has(config))
    throw new UsageError(
      `No code env here has images for a container configuration ${config}. ${didYouMean(config, [...configs])}Those that have: ${[...configs].map(oneLine).join(', ') || 'none'}.`,
    );
}

function choose(plan: Plan, isWhole: (definition: string) => boolean, config: string | undefined): Plan {
  return {
    baseImages: plan.baseImages,
    images: plan.images.filter(
      image => isWhole(image.definition) && (config === undefined || image.configs.includes(config)),
    ),
    refusals: plan.refusals.filter(refusal => isWhole(refusal.definition)),
  };
}

/** The exit code of a command that itself did well. */
export function exitOf({ complete }: Planned): typeof exit.well | typeof exit.problems {
  return complete ? exit.well : exit.problems;
}
