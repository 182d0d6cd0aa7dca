/** What `code-envs test --format json` says. Paths are relative to the folder; lines and columns count from 1. */
export interface TestReport {
  readonly summary: string;
  readonly images: readonly TestedImageEntry[];
  readonly notPlanned: readonly { readonly env: string; readonly path: string; readonly reason: string }[];
}

export interface TestedImageEntry {
  readonly env: string;
  /** The path of the definition. */
  readonly path: string;
  readonly configs: readonly string[];
  readonly base: string;
  readonly image: string;
  readonly dockerHost?: string | undefined;
  readonly state: 'missing' | 'current' | 'stale';
  readonly reasons: readonly string[];
  /** Why nothing was imported: the image is not current. */
  readonly refusal?: string | undefined;
  readonly packages: readonly TestedPackageEntry[];
}

/** A package that the code env asks for, at the place where it does. */
export interface TestedPackageEntry {
  readonly name: string;
  /** Missing where it is not installed. */
  readonly version?: string | undefined;
  /** What was imported. */
  readonly modules: readonly string[];
  readonly outcome: 'imported' | 'failed' | 'left out';
  /** Why it was not imported. */
  readonly message?: string | undefined;
  readonly seconds?: number | undefined;
  readonly path: string;
  readonly line: number;
  readonly column: number;
}
