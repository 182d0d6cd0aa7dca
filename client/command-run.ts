import { spawn } from 'node:child_process';
import type { CancellationToken } from 'vscode';

/** How a command ended. */
export interface CommandEnd {
  /** Undefined where it could not be started, or was killed. */
  readonly code: number | undefined;
  /** Its results. */
  readonly stdout: string;
  /** Everything else that it said. */
  readonly stderr: string;
}

/** Runs a command of the bundled command line to its end, by the editor's own Node; never rejects. */
export function runCommand(
  commandLine: string,
  words: readonly string[],
  {
    folder,
    onSaid,
    token,
  }: {
    readonly folder: string;
    /** What it says beside its results, as it comes. */
    readonly onSaid: (text: string) => void;
    /** Cancelled, it is interrupted as by Ctrl-C, and tidies up. */
    readonly token: CancellationToken;
  },
): Promise<CommandEnd> {
  const child = spawn(process.execPath, [commandLine, ...words], {
    cwd: folder,
    env: { ...process.env, ELECTRON_RUN_AS_NODE: '1' },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let stdout = '';
  let stderr = '';
  child.stdout.setEncoding('utf8').on('data', text => {
    stdout += text;
  });
  child.stderr.setEncoding('utf8').on('data', text => {
    stderr += text;
    onSaid(text);
  });
  const cancelled = token.onCancellationRequested(() => child.kill('SIGINT'));
  return new Promise<CommandEnd>(resolve => {
    child.on('error', error => resolve({ code: undefined, stdout, stderr: error.message }));
    child.on('close', code => resolve({ code: code ?? undefined, stdout, stderr }));
  }).finally(() => cancelled.dispose());
}
