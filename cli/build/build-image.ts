import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import {
  classifyFailure,
  explainBaseFailure,
  howToBuild,
  labelsOf,
  type Origin,
  type PlannedBaseImage,
  renderDockerfile,
} from '../../core/index.ts';
import { type BuildRequest, type Engine, EngineError, normalizeReference } from '../../engine/index.ts';
import { readBuildContext, sha256 } from '../../workspace/index.ts';
import type { Base } from '../state/bases.ts';
import type { ImageWithState } from '../state/states.ts';
import { requestsBelow } from './below.ts';
import { BuildFailure, type BuildOptions, buildOrExplain, buildPlanned } from './build-dockerfile.ts';
import { failureWithoutEngine } from './obstacles.ts';
import type { Parts } from './parts.ts';

export { BuildFailure };

/** Builds one image of a code env, its parts first, and gives its id. Rejects with {@link BuildFailure}, EngineError, or the signal's reason. */
export async function buildImage(
  image: ImageWithState,
  engine: Engine,
  options: BuildOptions & { readonly parts: Parts; readonly bases: readonly Base[] },
): Promise<string> {
  const { planned, content } = image;
  const failure = failureWithoutEngine(image);
  if (failure) throw failure;
  const means = await options.parts.make(image, engine, options);
  return await buildPlanned(planned, engine, options, {
    dockerfile: renderDockerfile(planned, means),
    resources: image.resources,
    labels: labelsOf(planned, content, sha256),
    ...(!engine.features.localImages && {
      below: await requestsBelow([normalizeReference(planned.base)], planned.dockerHost, options.bases),
    }),
  });
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
    readonly below?: BuildRequest['below'];
  },
  engine: Engine,
  options: BuildOptions,
): Promise<string> {
  const refuse = (message: string) => new BuildFailure({ message, origin, class: 'IMAGE_BUILD' });
  const path = join(context, 'Dockerfile');
  const dockerfile = await readFile(path, 'utf8').catch(() => {
    throw refuse(`It is to be built from ${context}, but there is no Dockerfile in that folder.`);
  });
  const files = await readBuildContext(context).catch((error: Error) => {
    throw refuse(`It cannot be built: ${error.message}`);
  });
  return await buildOrExplain(engine, { tag, dockerfile, context: files, ...request }, options, error =>
    explainBaseFailure(path, dockerfile, error),
  );
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
      message: `It is not in the engine and could not be pulled: ${error.message.replace(/[.\s]*$/, '.')} What to do: ${howToBuild(base)}, or name it with its folder under baseImages of container-configs.yaml.`,
      origin,
      class: classifyFailure(error.message, 'IMAGE_BUILD'),
    });
  }
}
