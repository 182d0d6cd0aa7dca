/** What `code-envs status --format json` says of a folder. Paths are relative to it. */
export interface Status {
  readonly engines: readonly EngineEntry[];
  readonly baseImages: readonly BaseImageEntry[];
  readonly images: readonly ImageEntry[];
  readonly kernels: readonly KernelEntry[];
  readonly notPlanned: readonly NotPlannedEntry[];
}

/** A container engine that has images of the folder, or is to have them. */
export interface EngineEntry {
  /** Its address; missing for the one that answers where no configuration names another. */
  readonly dockerHost?: string | undefined;
  /** Name, version and where it was reached; missing while it does not answer. */
  readonly title?: string | undefined;
  /** What was tried, and what to do, while it does not answer. */
  readonly failure?: string | undefined;
}

type Changed = Readonly<Record<string, readonly string[]>>;

export interface BaseImageEntry {
  readonly image: string;
  /** Its engine; missing for the one that answers where no configuration names another. */
  readonly dockerHost?: string | undefined;
  /** The container configurations whose images stand on it. */
  readonly configs: readonly string[];
  /** The folder that it is built from; missing where nobody builds it here. */
  readonly context?: string | undefined;
  readonly state: 'missing' | 'current' | 'stale';
  readonly reasons: readonly string[];
  /** The reasons by what differs from what it was built from, such as `dssVersion`. */
  readonly changed?: Changed | undefined;
  /** What makes the one that is wanted, on the host of DSS, where that is to be done and nobody builds it here. */
  readonly command?: string | undefined;
  /** Missing while the engine does not have it. */
  readonly id?: string | undefined;
  readonly lastFailure?: LastFailureEntry | undefined;
}

/** The image of a code env for the container configurations of one base image. */
export interface ImageEntry {
  readonly env: string;
  /** The path of the definition. */
  readonly path: string;
  readonly configs: readonly string[];
  readonly base: string;
  readonly image: string;
  /** The whole path of the folder that keeps the logs of its builds; by name the last one comes last. */
  readonly logs: string;
  /** `unknown` where the engine does not answer; then the reason says what was tried. */
  readonly state: ImageStateName;
  readonly reasons: readonly string[];
  /** The reasons by what differs from what it was built from, such as `baseId`, that of the base image. */
  readonly changed?: Changed | undefined;
  /** Bytes, and when it was built by ISO 8601; missing where there is no image. */
  readonly size?: number | undefined;
  readonly created?: string | undefined;
  readonly lastFailure?: LastFailureEntry | undefined;
}

/** The last build of an image that is not current, where it failed. */
export interface LastFailureEntry {
  /** When it ended, by ISO 8601. */
  readonly at: string;
  readonly message: string;
  /** The path of the file with everything that was said. */
  readonly log: string;
}

export type ImageStateName = 'missing' | 'current' | 'stale' | 'unknown';

/** A definition that no image is planned of, and why. */
export interface NotPlannedEntry {
  readonly env: string;
  readonly path: string;
  readonly reason: string;
  /** The path of the first file with errors, which may be the definition; missing where it is not for errors. */
  readonly cause?: string | undefined;
}

/** A current image that notebooks can have as their kernel, by one of its container configurations. */
export interface KernelEntry {
  readonly env: string;
  /** The path of the definition. */
  readonly path: string;
  readonly config: string;
  readonly lang: 'PYTHON' | 'R';
  readonly image: string;
}
