import { type CodeEnvSubject, type Origin, type Plan, type PlannedImage, plan } from '../core/index.ts';
import { type Loaded, load } from './load.ts';
import { oneLine } from './print/one-line.ts';
import { lineAt, printedProblems, problemLine, summary } from './print/problems.ts';
import { exit, type Terminal, UsageError } from './terminal.ts';

/** What the user chose to be about: code envs by name, and a container configuration. */
export interface Choice {
  readonly envs: readonly string[];
  readonly config?: string | undefined;
}

/** What is said where the definitions are well, but stand for no image. */
export const noImage =
  'There is no image to build: no code env here is managed and has a container configuration selected.';

/** The plan of the definitions in the terminal's folder, and whether something kept part of them out of it. */
export interface Planned extends Plan {
  readonly loaded: Loaded;
  readonly complete: boolean;
}

/**
 * Checks the definitions of the terminal's folder and plans the chosen images. Errors stop here: those that concern what
 * is chosen are printed, and images are planned of the definitions that have none.
 */
export async function planned(choice: Choice, terminal: Terminal): Promise<Planned> {
  const loaded = await load(['.'], terminal);
  const subjects = subjectsOf(loaded);
  const known = subjects.map(subject => subject.env.name);
  for (const env of choice.envs) {
    if (!known.includes(env))
      throw new UsageError(
        `No code env here is called ${env}. Code envs here: ${known.map(oneLine).join(', ') || 'none'}.`,
      );
  }
  const isNamed = (env: string) => choice.envs.length === 0 || choice.envs.includes(env);
  const concerned = new Set(subjects.filter(({ env }) => isNamed(env.name)).flatMap(restsOn));
  // What is wrong with a workload keeps no image from being built.
  const files = loaded.files
    .filter(({ path }) => loaded.project.kindOf(path) !== 'workloads')
    .filter(({ path }) => choice.envs.length === 0 || concerned.has(path));
  const errors = printedProblems(files, terminal.folder).filter(problem => problem.severity === 'error');
  for (const error of errors) terminal.log(problemLine(error));
  if (errors.length > 0)
    terminal.log(`${summary(files.length, errors)}. No image is planned of a definition with errors.`);

  const broken = new Set(
    loaded.files
      .filter(
        ({ problems, unreadable }) => unreadable || problems.some(({ severity }) => severity === 'error'),
      )
      .map(({ path }) => path),
  );
  const whole = new Set(
    subjects
      .filter(subject => isNamed(subject.env.name) && !restsOn(subject).some(path => broken.has(path)))
      .map(({ path }) => path),
  );
  // Planned together, so that no name of an image depends on what is chosen or broken.
  const chosen = choose(plan(subjects), definition => whole.has(definition), choice.config);
  for (const { definition, env, reason } of chosen.refusals) {
    const message = `No image of ${env} can be planned. ${reason}`;
    terminal.log(lineAt(definition, 0, { rule: 'plan', message }, terminal));
  }
  return { ...chosen, loaded, complete: errors.length === 0 && chosen.refusals.length === 0 };
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

/** The files that must be right for a code env's images to be right. */
function restsOn({ path, folder, instance }: CodeEnvSubject): readonly string[] {
  const beside = [folder.packages, folder.condaPackages, folder.resourcesInit].flatMap(
    file => file?.path ?? [],
  );
  return [path, ...beside, ...(instance ? [instance.path] : [])];
}

function choose(plan: Plan, isWhole: (definition: string) => boolean, config: string | undefined): Plan {
  const configs = new Set(plan.images.flatMap(image => image.configs));
  if (config !== undefined && !configs.has(config))
    throw new UsageError(
      `No code env here has images for a container configuration ${config}. Those that have: ${[...configs].map(oneLine).join(', ') || 'none'}.`,
    );
  return {
    baseImages: plan.baseImages,
    images: plan.images.filter(
      image => isWhole(image.definition) && (config === undefined || image.configs.includes(config)),
    ),
    refusals: plan.refusals.filter(refusal => isWhole(refusal.definition)),
  };
}

/** Where the base image of an image is named: under `baseImages` if it is built here, else by the configuration. */
export function originOfBase(image: PlannedImage, { loaded: { project } }: Planned): Origin {
  const instance = project.instanceOf(image.definition);
  const source = instance && project.file(instance.path)?.source;
  if (!source) return { path: image.definition, line: 0 };
  const { baseImages, executionConfigs } = instance.configs;
  const config = executionConfigs.find(({ name }) => name?.value === image.configs[0]);
  const place =
    baseImages.find(({ tag }) => tag?.value === image.base)?.context ?? config?.baseImage ?? config?.name;
  return { path: instance.path, line: place ? source.lines.positionAt(place.span.start).line : 0 };
}

/** The exit code of a command that itself did well. */
export function exitOf({ complete }: Planned): typeof exit.well | typeof exit.problems {
  return complete ? exit.well : exit.problems;
}
