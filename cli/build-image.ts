import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  type Dockerfile,
  explainFailure,
  findFailedLine,
  labelsOf,
  type Origin,
  type PlannedBaseImage,
  renderDockerfile,
} from '../core/index.ts';
import { BuildError, type BuildEvent, type ContextFile, type Engine, EngineError } from '../engine/index.ts';
import { readBuildContext, sha256 } from '../workspace/index.ts';
import type { ImageWithState } from './states.ts';

/** A build that did not give an image, in words for the user. */
export class BuildFailure extends Error {
  override readonly name = 'BuildFailure';
  /** Where the failure came from. */
  readonly origin: Origin;
  /** The file with everything that the failing step printed. */
  readonly log: string | undefined;

  constructor(message: string, origin: Origin, log?: string) {
    super(message);
    this.origin = origin;
    this.log = log;
  }
}

export interface BuildOptions {
  readonly onEvent: (event: BuildEvent) => void;
  readonly signal: AbortSignal;
  /** Breaks the engine's cache where it differs from the build before. */
  readonly bust?: string;
}

/** Builds one image of a code env. Rejects with {@link BuildFailure}, EngineError, or the signal's reason. */
export async function buildImage(
  image: ImageWithState,
  engine: Engine,
  options: BuildOptions,
): Promise<void> {
  const { planned, content, resources, obstacle } = image;
  const dockerfile = renderDockerfile(planned, options.bust);
  if (obstacle)
    throw new BuildFailure(
      obstacle,
      planned.steps.find(step => step.kind === 'copy-resources')?.origin ?? {
        path: planned.definition,
        line: 0,
      },
    );
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
  let total: number | undefined;
  const onEvent = (event: BuildEvent) => {
    if (event.kind !== 'output') total = event.total;
    options.onEvent(event);
  };
  try {
    await engine.buildImage(
      { tag: planned.image, dockerfile: dockerfile.text, context, labels },
      { onEvent, signal: options.signal },
    );
  } catch (error) {
    if (!(error instanceof BuildError)) throw error;
    throw await failureOf(error, total, image, dockerfile);
  }
}

async function failureOf(
  error: BuildError,
  total: number | undefined,
  { planned }: ImageWithState,
  dockerfile: Dockerfile,
): Promise<BuildFailure> {
  const { message, origin } = explainFailure(planned, dockerfile, {
    step: error.step,
    total,
    message: error.message,
    output: error.output,
  });
  return new BuildFailure(message, origin, await keepLog(planned.image, error));
}

/** Keeps what a failed step printed; without room or permission it is not kept, which must not hide the failure. */
async function keepLog(
  image: string,
  { message, instruction, output }: BuildError,
): Promise<string | undefined> {
  // Other users of the machine have folders of their own.
  const folder = join(tmpdir(), `code-envs-logs-${process.getuid?.() ?? ''}`);
  const file = join(folder, `${image.replaceAll(/[^\w.-]+/g, '-')}.log`);
  try {
    await mkdir(folder, { recursive: true, mode: 0o700 });
    await writeFile(file, `${message}\n${instruction ?? ''}\n\n${output}`);
    return file;
  } catch {
    return undefined;
  }
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
  let total: number | undefined;
  const onEvent = (event: BuildEvent) => {
    if (event.kind !== 'output') total = event.total;
    options.onEvent(event);
  };
  try {
    await engine.buildImage(
      { tag, dockerfile, context: files, labels: {} },
      { onEvent, signal: options.signal },
    );
  } catch (error) {
    if (!(error instanceof BuildError)) throw error;
    const words = error.output.trim().split('\n').at(-1);
    throw new BuildFailure(
      `${error.message}${words ? `: ${words}` : ''}`,
      {
        path: join(context, 'Dockerfile'),
        line: findFailedLine(dockerfile, { step: error.step, total }) ?? 0,
      },
      await keepLog(tag, error),
    );
  }
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
