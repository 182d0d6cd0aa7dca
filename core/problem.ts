import type { Span, TextEdit } from './text.ts';

export type Severity = 'error' | 'warning' | 'information' | 'hint';

/** Something that a rule found. */
export interface Problem {
  /** The id of the rule. */
  readonly rule: string;
  readonly severity: Severity;
  readonly span: Span;
  /** One sentence with the value found, then what to do. */
  readonly message: string;
  readonly fixes: readonly Fix[];
  /** What else one must look at, in this file or another. */
  readonly related: readonly Related[];
  /** `unnecessary`: the text has no effect, so that an editor can fade it. */
  readonly unnecessary: boolean;
}

export interface Related {
  readonly path: string;
  readonly span: Span;
  readonly message: string;
}

/** A repair. It either solves its problem or is not offered. */
export interface Fix {
  /** What it does, in the imperative. */
  readonly title: string;
  readonly changes: readonly FileChange[];
  /** The only sensible repair, so that "fix all" may apply it unasked. */
  readonly automatic: boolean;
}

/** An edit of the checked file (no `path`) or of another one, or a new file. */
export type FileChange =
  | { readonly kind: 'edit'; readonly path?: string; readonly edits: readonly TextEdit[] }
  | { readonly kind: 'create'; readonly path: string; readonly text: string };
