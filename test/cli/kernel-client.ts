// An editor's side of `code-envs kernel`.
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { after } from 'node:test';
import { cliWords } from './run-cli.ts';

/** What the kernel says: see core/support/serve_kernel.py. */
export interface Said {
  readonly ready?: true;
  readonly output?: SaidOutput;
  readonly update?: SaidOutput;
  readonly display?: string | null;
  readonly ask?: string;
  readonly ended?: string;
}

interface SaidOutput {
  readonly text?: string;
  readonly data?: Readonly<Record<string, string>>;
  readonly ename?: string;
  readonly traceback?: readonly string[];
}

/** A kernel that is being spoken to; it ends with the test, at the latest. */
export class KernelClient {
  readonly process: ChildProcess;
  stderr = '';
  readonly #said: AsyncIterator<string>;
  readonly #closed: Promise<unknown>;

  constructor(words: readonly string[], folder: string, dockerHost: string) {
    const [program, ...rest] = cliWords as [string, ...string[]];
    const child = spawn(program, [...rest, 'kernel', ...words], {
      cwd: folder,
      env: { ...process.env, DOCKER_HOST: dockerHost },
      stdio: 'pipe',
    });
    this.process = child;
    after(() => child.kill('SIGKILL'));
    this.#closed = once(child, 'close');
    child.stderr.setEncoding('utf8').on('data', text => {
      this.stderr += text;
    });
    this.#said = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  }

  send(message: object): void {
    this.process.stdin?.write(`${JSON.stringify(message)}\n`);
  }

  /** The next thing that it says; throws where it has ended. */
  async next(): Promise<Said> {
    const { value, done } = await this.#said.next();
    if (done) throw new Error(`The kernel has ended: ${this.stderr}`);
    return JSON.parse(value);
  }

  /** All that it says until the cell has ended, this included; `meanwhile` gets each as it comes. */
  async execute(code: string, meanwhile: (said: Said) => void = () => {}): Promise<readonly Said[]> {
    this.send({ execute: code });
    for (const all: Said[] = []; ; ) {
      const said = await this.next();
      all.push(said);
      if ('ended' in said) return all;
      meanwhile(said);
    }
  }

  /** Its exit code, once it has ended. */
  async ended(): Promise<number | null> {
    await this.#closed;
    return this.process.exitCode;
  }
}
