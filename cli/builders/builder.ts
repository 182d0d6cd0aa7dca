import type { BuildCommand } from '../commands/build.ts';
import type { Choice } from '../planned.ts';
import type { ExitCode, Terminal } from '../terminal.ts';

/** Makes images, or has them made: `build` and `rebuild` with one value of `--builder`. */
export type Builder = (choice: Choice, command: BuildCommand, terminal: Terminal) => Promise<ExitCode>;
