// Runs in the extension host of the editor, in place of a test suite, and prints what it measured there.
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { monitorEventLoopDelay, performance } from 'node:perf_hooks';
import { setTimeout as delay } from 'node:timers/promises';
import * as vscode from 'vscode';

const patience = 120_000;

/** What the page gets as a line on the console, behind a `#`. Times are milliseconds. */
export interface Measured {
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
  if (extension.isActive) throw new Error('The extension is active in a folder without files of ours.');
  const definitions = Number(process.env['DEFINITIONS']);
  fill(vscode.workspace.workspaceFolders?.[0]?.uri.fsPath as string, definitions);
  // What the editor itself still does after its start, and with the files, is not to be counted.
  await delay(10_000);
  const idle = await busy(async () => {});
  const blocked = monitorEventLoopDelay({ resolution: 1 });
  blocked.enable();
  const from = Date.now();
  const activation = await busy(async () => {
    await extension.activate();
  });
  for (const end = Date.now() + patience; countProblems() < definitions && Date.now() < end; )
    await delay(500);
  const measured: Measured = {
    activation: activation - idle,
    // The clock of the measurement wakes once a millisecond.
    longest: blocked.max / 1e6 - 1,
    problems: countProblems(),
    from,
    to: Date.now(),
  };
  console.log(`# ${JSON.stringify(measured)}`);
}

/** Each definition has one mistake, so that the editor gets a problem for each. */
function fill(folder: string, definitions: number): void {
  for (let i = 0; i < definitions; i++) {
    const place = join(folder, `envs/env-${i}`);
    mkdirSync(place, { recursive: true });
    writeFileSync(
      join(place, 'code-env.yaml'),
      'envLang: PYTHON\ndeploymentMode: DESIGN_MANAGED\nusableByAll: yes\n',
    );
  }
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
