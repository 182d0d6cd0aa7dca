// The command line as a process of its own, in folders of its own.
import { type ChildProcess, spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { after } from 'node:test';

/** How a process ended, and all that it said. */
export interface Ended {
  /** The exit code; a process that a signal has ended has the signal's name instead. */
  readonly code: number | NodeJS.Signals;
  readonly stdout: string;
  readonly stderr: string;
}

/** A process that runs. */
export interface Running {
  readonly process: ChildProcess;
  readonly ended: Promise<Ended>;
  /** Resolves once `pattern` is found in what came on standard error; rejects when the process ends without it. */
  said(pattern: RegExp): Promise<void>;
}

export interface RunOptions {
  readonly folder: string;
  readonly environment?: Readonly<Record<string, string>>;
  /** Words in front of the program, such as `setpriv …`. */
  readonly by?: readonly string[];
  /** `pipe` for a program at the other end of its input; otherwise there is nothing to read. */
  readonly input?: 'pipe';
}

/** The program that runs the command line, and its first argument. */
export const cliWords: readonly string[] = [process.execPath, join(import.meta.dirname, '../../cli/main.ts')];

/** Kept between runs: reading the sources anew takes most of the time of a short command. */
const compileCache = join(import.meta.dirname, '../../.cache/compile');

/** The user's cache folder of everything that the tests of this process start. */
export const userCache = mkdtempSync(join(tmpdir(), 'code-envs-cache-'));
after(() => rmSync(userCache, { recursive: true, force: true }));

/** Nobody answers here. */
export const noEngine = 'unix:///nowhere/docker.sock';

/** Starts the command line. Without a DOCKER_HOST in `environment` there is no engine. */
export function startCli(
  words: readonly string[],
  { folder, environment, by = [], input }: RunOptions,
): Running {
  const { DOCKER_CONTEXT: _, NODE_TEST_CONTEXT: __, ...inherited } = process.env;
  const [program, ...rest] = [...by, ...cliWords, ...words] as [string, ...string[]];
  const child = spawn(program, rest, {
    cwd: folder,
    env: {
      ...inherited,
      NODE_COMPILE_CACHE: compileCache,
      XDG_CACHE_HOME: userCache,
      DOCKER_HOST: noEngine,
      ...environment,
    },
    stdio: [input ?? 'ignore', 'pipe', 'pipe'],
  });
  let stdout = '';
  let stderr = '';
  const waiting = new Set<() => void>();
  child.stdout?.setEncoding('utf8').on('data', text => {
    stdout += text;
  });
  child.stderr?.setEncoding('utf8').on('data', text => {
    stderr += text;
    for (const look of waiting) look();
  });
  const ended = new Promise<Ended>((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code, signal) =>
      resolve({ code: code ?? (signal as NodeJS.Signals), stdout, stderr }),
    );
  });
  const said = (pattern: RegExp) =>
    new Promise<void>((resolve, reject) => {
      const look = () => {
        if (!pattern.test(stderr)) return;
        waiting.delete(look);
        resolve();
      };
      waiting.add(look);
      look();
      ended.then(() => reject(new Error(`${pattern} was never said, but:\n${stderr}`)), reject);
    });
  return { process: child, ended, said };
}

/** Runs the command line to its end. */
export function runCli(words: readonly string[], options: RunOptions): Promise<Ended> {
  return startCli(words, options).ended;
}

/** Makes a folder with these files, by their relative paths; it goes away after the tests of the file or suite. */
export function makeFolder(files: Readonly<Record<string, string | Uint8Array>> = {}): string {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'code-envs-cli-')));
  for (const [path, text] of Object.entries(files)) writeIn(folder, path, text);
  after(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** Writes a file of a folder. */
export function writeIn(folder: string, path: string, text: string | Uint8Array): void {
  mkdirSync(dirname(join(folder, path)), { recursive: true });
  writeFileSync(join(folder, path), text);
}
