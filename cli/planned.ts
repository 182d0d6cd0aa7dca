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
 * Checks the definitions of the terminal's folder and plans their images. Errors stop here: what is wrong is printed,
 * and images are planned of the definitions that have no errors.
 */
export async function planned(choice: Choice, terminal: Terminal): Promise<Planned> {
  const loaded = await load(['.'], terminal.folder);
  const { files, project } = loaded;
  const broken = new Set(
    files
      .filter(
        ({ problems, unreadable }) => unreadable || problems.some(problem => problem.severity === 'error'),
      )
      .map(({ path }) => path),
  );
  const errors = printedProblems(files, terminal.folder).filter(problem => problem.severity === 'error');
  for (const error of errors) terminal.log(problemLine(error));
  if (errors.length > 0)
    terminal.log(`${summary(files.length, errors)}. No image is planned of a definition with errors.`);

  const subjects: CodeEnvSubject[] = [];
  let complete = broken.size === 0;
  for (const { path, file } of files) {
    for (const { env } of file?.documents ?? []) {
      if (!file || !env || broken.has(path)) continue;
      const instance = project.instanceOf(path);
      if (instance && broken.has(instance.path)) complete = false;
      else subjects.push({ path, source: file.source, env, folder: project.folderOf(path, env), instance });
    }
  }
  const all = plan(subjects);
  const chosen = choose(
    all,
    choice,
    subjects.map(subject => subject.env.name),
  );
  for (const { definition, env, reason } of chosen.refusals) {
    terminal.log(
      lineAt(
        definition,
        0,
        { rule: 'plan', message: `No image of ${env} can be planned. ${reason}` },
        terminal,
      ),
    );
  }
  return { ...chosen, loaded, complete: complete && chosen.refusals.length === 0 };
}

function choose(plan: Plan, { envs, config }: Choice, known: readonly string[]): Plan {
  for (const env of envs) {
    if (!known.includes(env))
      throw new UsageError(
        `No code env here is called ${env}. There is ${known.map(oneLine).join(', ') || 'none'}.`,
      );
  }
  const configs = new Set(plan.images.flatMap(image => image.configs));
  if (config !== undefined && !configs.has(config))
    throw new UsageError(
      `No code env here has images for a container configuration ${config}. There is ${[...configs].map(oneLine).join(', ') || 'none'}.`,
    );
  const isChosen = (image: PlannedImage) =>
    (envs.length === 0 || envs.includes(image.env)) &&
    (config === undefined || image.configs.includes(config));
  return {
    baseImages: plan.baseImages,
    images: plan.images.filter(isChosen),
    refusals: plan.refusals.filter(refusal => envs.length === 0 || envs.includes(refusal.env)),
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
