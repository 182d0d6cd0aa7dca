import type { Readable } from 'node:stream';

/** What a container engine can do for us. The adapters in this folder speak to real ones. */
export interface Engine {
  /** For people: product, version and where it answers, as in `Docker 26.1.5 at unix:///var/run/docker.sock`. */
  readonly title: string;

  /** What a Dockerfile for this engine may use. */
  readonly features: EngineFeatures;

  /** Every image of the engine, also those that no name points to any more, in one request. */
  listImages(): Promise<readonly EngineImage[]>;

  /**
   * Takes a name away from an image, and the image with its last name; by its id an image that has one name at most.
   * Never by force: rejects with {@link EngineError} for an image that is in use. One that is gone is as wanted.
   */
  removeImage(referenceOrId: string): Promise<void>;

  /** What happens to images from now on: resolves once the engine listens. Iterating throws
   * {@link EngineError} when the engine goes away, and the signal's reason when that is aborted. */
  watchImages(signal: AbortSignal): Promise<AsyncIterable<ImageEvent>>;

  /** Every container of the engine, running or not. */
  listContainers(): Promise<readonly EngineContainer[]>;

  /** Fetches `reference` from its registry. Rejects with {@link EngineError}. */
  pullImage(reference: string, options: ProgressOptions): Promise<void>;

  /**
   * Sends an image to the registry that its name says; gives the digest (`sha256:…`) by which the registry knows it.
   * Credentials are those of `docker login`, if none are given. Rejects with {@link EngineError} that says what to do.
   */
  pushImage(
    reference: string,
    options: ProgressOptions & { readonly credentials?: Credentials | undefined },
  ): Promise<string>;

  /**
   * Whether the registry of `reference` has an image of this name that can be pulled; resolves if so, and pulls nothing.
   * Rejects with {@link EngineError} that says why not and what to do.
   */
  askRegistry(reference: string): Promise<void>;

  /**
   * The digest by which the registry of `reference` has the very image that the engine has under this name; undefined
   * where it has not, or cannot be asked. Rejects with {@link EngineError} where the engine does not have the image.
   */
  findPushed(reference: string): Promise<string | undefined>;

  /**
   * Builds one image and tags it once it is whole; gives its id.
   * Rejects with {@link BuildError} when a step fails, {@link EngineError} when the engine cannot be used
   * and the signal's reason when cancelled; then no image carries `tag` that did not before.
   */
  buildImage(request: BuildRequest, options: ProgressOptions<BuildEvent>): Promise<string>;

  /** Removes a container, running or not. One that is gone is as wanted. */
  removeContainer(id: string): Promise<void>;

  /** Whether the engine's own root is an ordinary user: then that of a container writes files as this user. */
  isRootless(): Promise<boolean>;

  /**
   * Runs a container to its end and removes it; gives the exit code. A cancelled run stops the container as
   * {@link RunRequest.graceSeconds} says. Rejects with {@link MemoryError} where the container was killed for its memory.
   */
  runContainer(request: RunRequest, options: ProgressOptions<OutputChunk>): Promise<number>;

  /** Lets go of connections. */
  close(): void;
}

export interface EngineFeatures {
  /** `RUN --mount=type=cache`: folders that survive builds. */
  readonly cacheMounts: boolean;
  /** `RUN --mount=type=secret`: {@link BuildRequest.secrets}. */
  readonly secrets: boolean;
  /** Whether a Dockerfile can name the images that the engine has; a builder that is elsewhere has none of them. */
  readonly localImages: boolean;
  /** Whether an image that others were built on loses its last name like any other, and they keep what they have of it. */
  readonly removesParents: boolean;
}

/** What a registry lets somebody in by. */
export interface Credentials {
  readonly username: string;
  readonly password: string;
}

export interface ProgressOptions<Event = string> {
  readonly onEvent: (event: Event) => void;
  readonly signal: AbortSignal;
}

export interface EngineImage {
  /** `sha256:…` of the image's configuration (containerd store: of its manifest). */
  readonly id: string;
  /** `repository:tag`, as {@link normalizeReference} writes it; empty once another image has taken its names. */
  readonly tags: readonly string[];
  readonly labels: Readonly<Record<string, string>>;
  /** Milliseconds since 1970. */
  readonly created: number;
  /** Bytes. */
  readonly size: number;
}

export interface ImageEvent {
  /** `tag`, `untag`, `delete`, `pull`, `import`, …: the engine's own words (Podman: `remove` for `delete`). */
  readonly action: string;
  /** As in {@link EngineImage}; undefined where the engine names the image only. */
  readonly id: string | undefined;
  /** The name that it is about, as {@link normalizeReference} writes it; undefined where there is none. */
  readonly name: string | undefined;
}

export interface EngineContainer {
  readonly id: string;
  readonly name: string;
  /** As in {@link EngineImage}. */
  readonly imageId: string;
  /** Its own and its image's. */
  readonly labels: Readonly<Record<string, string>>;
}

/** One file of a build context. `path` is relative, with `/`; content is given, or read from disk while it is sent. */
export type ContextFile =
  | { readonly path: string; readonly content: string; readonly executable?: boolean }
  | { readonly path: string; readonly source: string; readonly size: number; readonly executable?: boolean }
  | { readonly path: string; readonly directory: true }
  | { readonly path: string; readonly linkTo: string };

export interface BuildRequest {
  readonly tag: string;
  readonly dockerfile: string;
  readonly context: readonly ContextFile[];
  readonly labels: Readonly<Record<string, string>>;
  /** Whether every step runs again, also where the engine has its result. */
  readonly noCache?: boolean;
  /** Texts by the id of their `--mount=type=secret`; they reach no layer. Only where the engine has {@link EngineFeatures.secrets}. */
  readonly secrets?: Readonly<Record<string, string>>;
  /** Images that the Dockerfile names, by how they are built: only for an engine without {@link EngineFeatures.localImages}. */
  readonly below?: Readonly<Record<string, BuildRequest>> | undefined;
}

/**
 * What happens while an image is built, in order. `step` counts from 1 as the engine does: BuildKit and Podman
 * within a stage, Docker's classic builder over all stages. A step taken from the cache is `cached` instead of
 * `step` (Podman: after `step`, as it tells so late).
 */
export type BuildEvent =
  | { readonly kind: 'step'; readonly step: number; readonly total: number; readonly instruction: string }
  | { readonly kind: 'cached'; readonly step: number; readonly total: number; readonly instruction: string }
  | { readonly kind: 'output'; readonly text: string };

export interface RunRequest {
  readonly image: string;
  readonly command: readonly string[];
  /** Instead of the image's own. */
  readonly entrypoint?: readonly string[];
  readonly environment?: Readonly<Record<string, string>>;
  readonly workingDirectory?: string;
  readonly mounts?: readonly {
    readonly source: string;
    readonly target: string;
    readonly readOnly?: boolean;
  }[];
  readonly limits?: ContainerLimits;
  readonly labels?: Readonly<Record<string, string>>;
  /** What the command reads on its standard input, which ends when this process does; by default there is none. */
  readonly input?: Readable;
  /** `UID:GID`, or a name of the image; by default the image's own. */
  readonly user?: string | undefined;
  /** How long a cancelled run may go on after SIGTERM; by default it is killed at once. */
  readonly graceSeconds?: number;
}

/** What a container may use; undefined means all of it. */
export interface ContainerLimits {
  /** Bytes; swap is not added. */
  readonly memory?: number;
  readonly cpus?: number;
  /** How many GPUs, or the ids of some. */
  readonly gpus?: number | 'all' | readonly string[];
  /** Bytes of `/dev/shm`. */
  readonly sharedMemory?: number;
  /** The engine's name of a network. */
  readonly network?: string;
}

export interface OutputChunk {
  readonly stream: 'stdout' | 'stderr';
  readonly text: string;
}

/** The engine cannot be reached or refused the request; the message says what was tried and what to do. */
export class EngineError extends Error {
  override readonly name = 'EngineError';
}

/** A container was killed because it wanted more memory than it may have. */
export class MemoryError extends Error {
  override readonly name = 'MemoryError';
}

/** A step of a build failed. */
export class BuildError extends Error {
  override readonly name = 'BuildError';
  /** The instruction that failed, as the engine names it; undefined when no step had begun. */
  readonly instruction: string | undefined;
  /** Everything that the failing step printed and the engine passed on. */
  readonly output: string;
  /** The failing step, counted as in {@link BuildEvent}; undefined when no step had begun. */
  readonly position: { readonly step: number; readonly total: number } | undefined;

  constructor(
    message: string,
    instruction: string | undefined,
    output: string,
    position?: { readonly step: number; readonly total: number },
  ) {
    super(message);
    this.instruction = instruction;
    this.output = output;
    this.position = position;
  }

  /** The number of the failing step. */
  get step(): number | undefined {
    return this.position?.step;
  }

  /** How many steps the engine counts. */
  get total(): number | undefined {
    return this.position?.total;
  }
}
