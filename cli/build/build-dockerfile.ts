import {
  type Dockerfile,
  type Explanation,
  explainFailure,
  type FailureClass,
  findExposure,
  type Origin,
  type PlannedImage,
  redactorOf,
} from '../../core/index.ts';
import { BuildError, type BuildEvent, type BuildRequest, type Engine } from '../../engine/index.ts';
import type { FolderEntry } from '../../workspace/index.ts';

/** A build that did not give an image, in words for the user. */
export class BuildFailure extends Error implements Explanation {
  override readonly name = 'BuildFailure';
  /** Where the failure came from. */
  readonly origin: Origin;
  readonly class: FailureClass;
  /** What to do, where the message does not say that. */
  readonly nextStep: string | undefined;

  constructor(explanation: Explanation) {
    super(explanation.message);
    this.origin = explanation.origin;
    this.class = explanation.class;
    this.nextStep = explanation.nextStep;
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
  /** What is below it, where its builder may not have that. */
  readonly below?: BuildRequest['below'];
}

/** Builds what is planned and gives its id. Rejects with {@link BuildFailure}, EngineError, or the signal's reason. */
export async function buildPlanned(
  planned: PlannedImage,
  engine: Engine,
  options: BuildOptions,
  { dockerfile, resources = [], labels, below }: Recipe,
): Promise<string> {
  const exposure = findExposure(planned.steps, engine.features.secrets);
  if (exposure) throw new BuildFailure({ ...exposure, class: 'IMAGE_BUILD' });
  const { secrets } = dockerfile;
  const context = [
    ...dockerfile.files,
    ...(dockerfile.resources ? [{ path: 'code-env/resources', directory: true } as const] : []),
    ...(dockerfile.resources ? resources : []).map(entry => ({
      ...entry,
      path: `code-env/resources/${entry.path}`,
    })),
  ];
  return await buildOrExplain(
    engine,
    {
      ...{ tag: planned.image, dockerfile: dockerfile.text, context, labels, below },
      ...(Object.keys(secrets).length > 0 && { secrets }),
    },
    options,
    error => explainFailure(planned, dockerfile, error),
  );
}

/** Sends a request to the engine; what fails in it is a {@link BuildFailure} as `explain` has it. Gives the id of the image. */
export async function buildOrExplain(
  engine: Engine,
  request: BuildRequest,
  options: BuildOptions,
  explain: (error: BuildError) => Explanation,
): Promise<string> {
  const clean = redactorOf(Object.values(request.secrets ?? {}));
  const onEvent = (event: BuildEvent) =>
    options.onEvent(event.kind === 'output' ? { ...event, text: clean(event.text) } : event);
  try {
    return await engine.buildImage(request, { onEvent, signal: options.signal });
  } catch (thrown) {
    if (!(thrown instanceof BuildError)) throw thrown;
    const { instruction, position } = thrown;
    throw new BuildFailure(
      explain(new BuildError(clean(thrown.message), instruction, clean(thrown.output), position)),
    );
  }
}
