import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import {
  findFailedLine,
  labelsOf,
  type Origin,
  type PlannedBaseImage,
  renderDockerfile,
} from '../core/index.ts';
import { type Engine, EngineError } from '../engine/index.ts';
import { readBuildContext, sha256 } from '../workspace/index.ts';
import { BuildFailure, type BuildOptions, buildOrExplain, buildPlanned } from './build-dockerfile.ts';
import type { Parts } from './parts.ts';
import type { ImageWithState } from './states.ts';

export { BuildFailure };

/** Builds one image of a code env, and its parts first. Rejects with {@link BuildFailure}, EngineError, or the signal's reason. */
export async function buildImage(
  image: ImageWithState,
  engine: Engine,
  options: BuildOptions & { readonly parts: Parts },
): Promise<void> {
  const { planned, content, obstacle } = image;
  if (obstacle)
    throw new BuildFailure(
      obstacle,
      planned.steps.find(step => step.kind === 'copy-resources')?.origin ?? {
        path: planned.definition,
        line: 0,
      },
    );
  const means = await options.parts.make(image, engine, options);
  await buildPlanned(planned, engine, options, {
    dockerfile: renderDockerfile(planned, means),
    labels: labelsOf(planned, content, sha256),
  });
}

/** Builds a base image from the folder that the instance names, at `origin`. Rejects as {@link buildImage}. */
export async function buildBaseImage(
  { tag, context }: PlannedBaseImage,
  origin: Origin,
  { engine, ...options }: BuildOptions & { readonly engine: Engine },
): Promise<void> {
  const dockerfile = await readFile(join(context, 'Dockerfile'), 'utf8').catch(() => undefined);
  if (dockerfile === undefined)
    throw new BuildFailure(`It is to be built from ${context}, but there is no Dockerfile.`, origin);
  const files = await readBuildContext(context).catch((error: Error) => {
    throw new BuildFailure(`It cannot be built: ${error.message}`, origin);
  });
  await buildOrExplain(engine, { tag, dockerfile, context: files, labels: {} }, options, (error, total) => {
    const words = error.output.trim().split('\n').at(-1);
    return {
      message: `${error.message}${words ? `: ${words}` : ''}`,
      origin: {
        path: join(context, 'Dockerfile'),
        line: findFailedLine(dockerfile, { step: error.step, total }) ?? 0,
      },
    };
  });
}

/** Sees to it that a base image that nobody builds here is in the engine. Rejects with {@link BuildFailure}. */
export async function pullBaseImage(
  base: string,
  origin: Origin,
  { engine, onEvent, signal }: BuildOptions & { readonly engine: Engine },
): Promise<void> {
  try {
    await engine.pullImage(base, { onEvent: text => onEvent({ kind: 'output', text }), signal });
  } catch (error) {
    if (!(error instanceof EngineError)) throw error;
    throw new BuildFailure(
      `It is not in the engine and could not be pulled: ${error.message.replace(/[.\s]*$/, '.')} Build it first, or name it with its folder under baseImages of container-configs.yaml.`,
      origin,
    );
  }
}
