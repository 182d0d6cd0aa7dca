import { mkdir, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  type Dockerfile,
  explainFailure,
  findExposure,
  type Origin,
  type PlannedImage,
  redactorOf,
} from '../core/index.ts';
import { BuildError, type BuildEvent, type BuildRequest, type Engine } from '../engine/index.ts';
import type { FolderEntry } from '../workspace/index.ts';

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
  readonly bust?: string | undefined;
}

/** What an image or a part of it is built from. */
export interface Recipe {
  readonly dockerfile: Dockerfile;
  /** What is in the resources folder, where the Dockerfile copies it. */
  readonly resources?: readonly FolderEntry[];
  readonly labels: Readonly<Record<string, string>>;
}

/** Builds what is planned. Rejects with {@link BuildFailure}, EngineError, or the signal's reason. */
export async function buildPlanned(
  planned: PlannedImage,
  engine: Engine,
  options: BuildOptions,
  { dockerfile, resources = [], labels }: Recipe,
): Promise<void> {
  const exposure = findExposure(planned.steps, engine.features.secrets);
  if (exposure) throw new BuildFailure(exposure.message, exposure.origin);
  const { secrets } = dockerfile;
  const context = [
    ...dockerfile.files,
    ...(dockerfile.resources ? [{ path: 'code-env/resources', directory: true } as const] : []),
    ...(dockerfile.resources ? resources : []).map(entry => ({
      ...entry,
      path: `code-env/resources/${entry.path}`,
    })),
  ];
  await buildOrExplain(
    engine,
    {
      ...{ tag: planned.image, dockerfile: dockerfile.text, context, labels },
      ...(Object.keys(secrets).length > 0 && { secrets }),
    },
    options,
    (error, total) =>
      explainFailure(planned, dockerfile, {
        step: error.step,
        total,
        message: error.message,
        output: error.output,
      }),
  );
}

/** Sends a request to the engine; what fails in it is a {@link BuildFailure} as `explain` has it, who is told how many steps there were. */
export async function buildOrExplain(
  engine: Engine,
  request: BuildRequest,
  options: BuildOptions,
  explain: (
    error: BuildError,
    total: number | undefined,
  ) => { readonly message: string; readonly origin: Origin },
): Promise<void> {
  const clean = redactorOf(Object.values(request.secrets ?? {}));
  let total: number | undefined;
  const onEvent = (event: BuildEvent) => {
    if (event.kind !== 'output') total = event.total;
    options.onEvent(event.kind === 'output' ? { ...event, text: clean(event.text) } : event);
  };
  try {
    await engine.buildImage(request, { onEvent, signal: options.signal });
  } catch (thrown) {
    if (!(thrown instanceof BuildError)) throw thrown;
    const { instruction, step } = thrown;
    const error = new BuildError(clean(thrown.message), instruction, clean(thrown.output), step);
    const { message, origin } = explain(error, total);
    throw new BuildFailure(message, origin, await keepLog(request.tag, error));
  }
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
