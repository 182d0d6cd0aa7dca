// Other programs, run for their output.
import { execFile, spawnSync } from 'node:child_process';
import { promisify } from 'node:util';

/** Something the world refused; the message is a sentence that says what was tried and what came back. */
export class Refused extends Error {}

/** Where and with which environment a program runs. */
export interface RunOptions {
  readonly cwd?: string;
  readonly env?: NodeJS.ProcessEnv;
}

/** Runs a program and gives its output; throws `Refused` with the last lines of what it said. */
export async function run(
  command: string,
  args: readonly string[],
  options: RunOptions = {},
): Promise<string> {
  try {
    const { stdout } = await promisify(execFile)(command, args, { maxBuffer: 1 << 26, ...options });
    return stdout;
  } catch (error) {
    const { stderr, message } = error as Error & { stderr?: string };
    throw refuse(command, args, stderr || message);
  }
}

/** Like `run`, for what has to work while this process is exiting. */
export function runSync(command: string, args: readonly string[], options: RunOptions = {}): string {
  const { status, stdout, stderr, error } = spawnSync(command, args, { encoding: 'utf8', ...options });
  if (status === 0) return stdout;
  throw refuse(command, args, error?.message ?? stderr);
}

function refuse(command: string, args: readonly string[], said: string): Refused {
  const asked = [command, ...args].join(' ').split('\n')[0]!.slice(0, 100);
  return new Refused(`\`${asked}\` failed: ${said.trim().split('\n').slice(-3).join(' ')}`);
}
