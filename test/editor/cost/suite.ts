// Runs in the extension host of the editor, in place of a test suite, and prints what it measured there.
import { monitorEventLoopDelay, performance } from 'node:perf_hooks';
import { setTimeout as delay } from 'node:timers/promises';
import * as vscode from 'vscode';

const patience = 120_000;

/** What the page gets as a line on the console, behind a `#`. Times are milliseconds. */
export interface Measured {
  readonly activeBefore: boolean;
  /** How long the extension host was busy from the activation on, less what it is busy in as long without one. */
  readonly activation: number;
  /** The longest time that the extension host did nothing else, from the activation until all problems were there. */
  readonly longest: number;
  readonly problems: number;
  /** When that was, on the clock of the machine. */
  readonly from: number;
  readonly to: number;
}

/** Called by the editor. */
export async function run(): Promise<void> {
  const extension = vscode.extensions.getExtension('code-envs.code-envs');
  if (!extension) throw new Error('The extension is not there.');
  // What the editor itself still does after its start is not to be counted.
  await delay(5000);
  const activeBefore = extension.isActive;
  const idle = await busy(async () => {});
  const blocked = monitorEventLoopDelay({ resolution: 1 });
  blocked.enable();
  const from = Date.now();
  const activation = await busy(async () => {
    await (activeBefore ? vscode.commands.executeCommand('code-envs.restartServer') : extension.activate());
  });
  const expected = Number(process.env['EXPECTED_PROBLEMS']);
  for (const end = Date.now() + patience; countProblems() < expected && Date.now() < end; ) await delay(500);
  const measured: Measured = {
    activeBefore,
    activation: activation - idle,
    // The clock of the measurement wakes once a millisecond.
    longest: blocked.max / 1e6 - 1,
    problems: countProblems(),
    from,
    to: Date.now(),
  };
  console.log(`# ${JSON.stringify(measured)}`);
}

async function busy(what: () => Promise<void>): Promise<number> {
  const before = performance.eventLoopUtilization();
  await what();
  await delay(2000);
  return performance.eventLoopUtilization(before).active;
}

function countProblems(): number {
  return vscode.languages.getDiagnostics().reduce((count, [, problems]) => count + problems.length, 0);
}
