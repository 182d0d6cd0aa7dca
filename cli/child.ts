import { spawn } from 'node:child_process';

/** How a program of the user's ended. */
export interface ChildEnd {
  /** Its exit code; one that a signal has ended has 128 and more, as in a shell. */
  readonly code: number;
  /** The end of what it said: 64 KiB. */
  readonly stdout: string;
  readonly stderr: string;
}

const keptLength = 1 << 16;

export interface ChildOptions {
  readonly signal: AbortSignal;
  readonly folder?: string | undefined;
  /** Beside this process's own. */
  readonly environment?: Readonly<Record<string, string>>;
  /** Gets what the program says on standard error, and with `all` on standard output, as it comes. */
  readonly onText?: (text: string) => void;
  readonly all?: boolean;
}

/** There is no such program, or it may not be run. */
export class NoProgram extends Error {
  override readonly name = 'NoProgram';
}

/** Runs a program to its end, without a shell. Rejects with {@link NoProgram}, or the signal's reason once it has ended. */
export function runChild(
  program: string,
  words: readonly string[],
  { signal, folder, environment, onText = () => {}, all = false }: ChildOptions,
): Promise<ChildEnd> {
  signal.throwIfAborted();
  return new Promise((resolve, reject) => {
    const child = spawn(program, words, {
      cwd: folder,
      env: { ...process.env, ...environment },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const kill = () => child.kill();
    signal.addEventListener('abort', kill, { once: true });
    let stdout = '';
    let stderr = '';
    child.stdout.setEncoding('utf8').on('data', text => {
      stdout = (stdout + text).slice(-keptLength);
      if (all) onText(text);
    });
    child.stderr.setEncoding('utf8').on('data', text => {
      stderr = (stderr + text).slice(-keptLength);
      onText(text);
    });
    child.on('error', error => {
      signal.removeEventListener('abort', kill);
      reject(new NoProgram(error.message));
    });
    child.on('close', (code, ended) => {
      signal.removeEventListener('abort', kill);
      if (signal.aborted) reject(signal.reason);
      else resolve({ code: code ?? (ended === 'SIGINT' ? 130 : 137), stdout, stderr });
    });
  });
}
