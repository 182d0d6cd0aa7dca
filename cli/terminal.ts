import type { Readable } from 'node:stream';

/** Where a command is run and what it can say; tests give their own. */
export interface Terminal {
  /** The folder that relative paths start from. */
  readonly folder: string;
  /** Results go to standard output, everything else to standard error. */
  readonly write: (text: string) => void;
  readonly log: (line: string) => void;
  /** Writes on standard error without ending the line; progress only where {@link interactive} allows it. */
  readonly draw: (text: string) => void;
  /** Standard error is a terminal of a known width, so that progress can be drawn. */
  readonly interactive: boolean;
  /** How many characters a line of the terminal that results go to holds; undefined where they go elsewhere. */
  readonly width?: number | undefined;
  /** Empties the screen that results go to; undefined where they go elsewhere. */
  readonly clear?: (() => void) | undefined;
  /** Asks a question, whose answer may be empty, also because of an interruption; undefined where nobody can answer. */
  readonly ask?: ((question: string) => Promise<string>) | undefined;
  /** What a command that serves another program reads; undefined where there is no such program. */
  readonly input?: Readable;
  /** Aborted when the user interrupts. */
  readonly signal: AbortSignal;
}

/** The exit codes of every command. */
export const exit = { well: 0, problems: 1, usage: 2, noEngine: 3, cancelled: 130 } as const;
export type ExitCode = (typeof exit)[keyof typeof exit];

/** The user asked for something that does not make sense; the message says what would. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}
