import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import type { Disposable } from 'vscode';

/** What of standard error is kept: its last characters. */
const keptLength = 4096;

/** Starts a command of the bundled command line, run by the editor's own Node. */
export function spawnCommand(
  commandLine: string,
  words: readonly string[],
  folder: string,
): ChildProcessWithoutNullStreams {
  return spawn(process.execPath, [commandLine, ...words], {
    cwd: folder,
    env: { ...process.env, ELECTRON_RUN_AS_NODE: '1' },
  });
}

/** A command of the bundled command line that speaks by lines of JSON, run by the editor's own Node. */
export class CommandProcess<Said> implements Disposable {
  /** Resolves at its end with what it said on standard error; never rejects. */
  readonly ended: Promise<string>;
  readonly #child: ChildProcessWithoutNullStreams;

  constructor(commandLine: string, words: readonly string[], folder: string, onSaid: (said: Said) => void) {
    const child = spawnCommand(commandLine, words, folder);
    this.#child = child;
    let errors = '';
    child.stderr.setEncoding('utf8').on('data', text => {
      errors = (errors + text).slice(-keptLength);
    });
    // What is said to a process that has ended is lost, as it should be.
    child.stdin.on('error', () => {});
    createInterface({ input: child.stdout }).on('line', line => onSaid(JSON.parse(line)));
    this.ended = new Promise(resolve => {
      child.on('error', error => resolve(error.message));
      child.on('close', () => resolve(errors.trim()));
    });
  }

  send(message: object): void {
    this.#child.stdin.write(`${JSON.stringify(message)}\n`);
  }

  /** It has heard all, and ends by that: as it does when the editor is killed. */
  dispose(): void {
    this.#child.stdin.end();
  }
}
