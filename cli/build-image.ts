import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import {
  classifyFailure,
  type Explanation,
  explainBaseFailure,
  explainFailure,
  type FailureClass,
  labelsOf,
  type Origin,
  type PlannedBaseImage,
  renderDockerfile,
} from '../core/index.ts';
import { BuildError, type BuildEvent, type ContextFile, type Engine, EngineError } from '../engine/index.ts';
import { readBuildContext, sha256 } from '../workspace/index.ts';
import type { ImageWithState } from './states.ts';

/** A build that did not give an image, in words for the user. */
export class BuildFailure extends Error implements Explanation {
  override readonly name = 'BuildFailure';
  /** Where the failure came from. */
  readonly origin: Origin;
  readonly class: FailureClass;

  constructor(explanation: Explanation) {
    super(explanation.message);
    this.origin = explanation.origin;
    this.class = explanation.class;
  }
}

export interface BuildOptions {
  readonly onEvent: (event: BuildEvent) => void;
  readonly signal: AbortSignal;
  /** Breaks the engine's cache where it differs from the build before. */
  readonly bust?: string;
}

/** Builds one image of a code env and gives its id. Rejects with {@link BuildFailure}, EngineError, or the signal's reason. */
export async function buildImage(
  image: ImageWithState,
  engine: Engine,
  options: BuildOptions,
): Promise<string> {
  const { planned, content, resources, obstacle } = image;
  const dockerfile = renderDockerfile(planned, options.bust);
  if (obstacle)
    throw new BuildFailure({
      message: obstacle,
      origin: planned.steps.find(step => step.kind === 'copy-resources')?.origin ?? {
        path: planned.definition,
        line: 0,
      },
      class: 'IMAGE_BUILD',
    });
  const context: ContextFile[] = dockerfile.files.map(({ path, content, executable }) => ({
    path,
    content,
    executable,
  }));
  if (dockerfile.resources)
    context.push(
      { path: 'code-env/resources', directory: true },
      ...resources.map(entry => ({ ...entry, path: `code-env/resources/${entry.path}` })),
    );
  const labels = labelsOf(planned, content, sha256);
  try {
    return await engine.buildImage(
      { tag: planned.image, dockerfile: dockerfile.text, context, labels },
      options,
    );
  } catch (error) {
    if (!(error instanceof BuildError)) throw error;
    throw new BuildFailure(explainFailure(planned, dockerfile, error));
  }
}

/**
 * Builds a base image from the folder that the instance names at `origin` and
 * gives its id. Rejects as {@link buildImage}.
 */
export async function buildBaseImage(
  {
    tag,
    context,
    origin,
    ...request
  }: PlannedBaseImage & {
    readonly origin: Origin;
    readonly labels: Readonly<Record<string, string>>;
    readonly noCache: boolean;
  },
  engine: Engine,
  options: BuildOptions,
): Promise<string> {
  const refuse = (message: string) => new BuildFailure({ message, origin, class: 'IMAGE_BUILD' });
  const path = join(context, 'Dockerfile');
  const dockerfile = await readFile(path, 'utf8').catch(() => {
    throw refuse(`It is to be built from ${context}, but there is no Dockerfile.`);
  });
  const files = await readBuildContext(context).catch((error: Error) => {
    throw refuse(`It cannot be built: ${error.message}`);
  });
  try {
    return await engine.buildImage({ tag, dockerfile, context: files, ...request }, options);
  } catch (error) {
    if (!(error instanceof BuildError)) throw error;
    throw new BuildFailure(explainBaseFailure(path, dockerfile, error));
  }
}

/** Sees to it that a base image that nobody builds here is in the engine. Rejects with {@link BuildFailure}. */
export async function pullBaseImage(
  base: string,
  origin: Origin,
  engine: Engine,
  { onEvent, signal }: BuildOptions,
): Promise<void> {
  try {
    await engine.pullImage(base, {
      onEvent: text => onEvent({ kind: 'output', text: `${text}\n` }),
      signal,
    });
  } catch (error) {
    if (!(error instanceof EngineError)) throw error;
    throw new BuildFailure({
      message: `It is not in the engine and could not be pulled: ${error.message.replace(/[.\s]*$/, '.')} Build it first, or name it with its folder under baseImages of container-configs.yaml.`,
      origin,
      class: classifyFailure(error.message, 'IMAGE_BUILD'),
    });
  }
}
