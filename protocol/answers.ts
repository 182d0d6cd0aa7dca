// What commands say with `--format json`. Paths are relative to the folder that they are run in.

import type { NotPlannedEntry } from './status.ts';

/** What `code-envs check` says. */
export interface CheckAnswer {
  readonly problems: readonly PrintedProblem[];
}

export interface PrintedProblem {
  readonly file: string;
  readonly rule: string;
  readonly severity: 'error' | 'warning' | 'information' | 'hint';
  readonly message: string;
  /** As in the Language Server Protocol. */
  readonly range: { readonly start: PrintedPosition; readonly end: PrintedPosition };
}

/** Counts from 0. */
export interface PrintedPosition {
  readonly line: number;
  readonly character: number;
}

/** What `code-envs plan` says, in part. */
export interface PlanAnswer {
  readonly baseImages: readonly object[];
  readonly images: readonly {
    readonly env: string;
    readonly configs: readonly string[];
    readonly base: string;
    readonly image: string;
    /** What the user should know of it. */
    readonly notes: readonly string[];
  }[];
  readonly notPlanned: readonly { readonly env: string; readonly reason: string }[];
}

/** What `code-envs build` says, in part. */
export interface BuildAnswer {
  /** `2 images built, 1 failed`; empty where no image was planned. */
  readonly summary: string;
  readonly baseImages: readonly BuildResult[];
  readonly images: readonly BuildResult[];
  readonly notPlanned: readonly NotPlannedEntry[];
}

export interface BuildResult {
  readonly env?: string | undefined;
  readonly configs: readonly string[];
  readonly image: string;
  /** `planned` is what a dry run would build. */
  readonly action: 'built' | 'current' | 'skipped' | 'failed' | 'cancelled' | 'planned';
  /** Why it was to be built, or why it was not. */
  readonly reason?: string | undefined;
  readonly failure?: BuildFailureAnswer | undefined;
}

export interface BuildFailureAnswer {
  /** As `NO_ENGINE`. */
  readonly class: string;
  readonly message: string;
  /** The place that caused it, counted from 1, and what to do; missing where no engine answers. */
  readonly path?: string | undefined;
  readonly line?: number | undefined;
  readonly column?: number | undefined;
  readonly nextStep?: string | undefined;
  /** The file with the whole log. */
  readonly log?: string | undefined;
}
