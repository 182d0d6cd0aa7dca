// Runs in the extension host of the editor, in place of a test suite, and prints what it measured there.
import { mkdirSync, writeFileSync } from 'node:fs';
import { type Profiler, Session } from 'node:inspector/promises';
import { join } from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { setTimeout as delay } from 'node:timers/promises';
import * as vscode from 'vscode';

const patience = 120_000;

/** About how long it takes until all problems of 10,000 definitions are there, in milliseconds. */
const usual = 15_000;

/** What the page gets as a line on the console, behind a `#`. Times are milliseconds. */
export interface Measured {
  /** How long the thread of the extension host ran code of the extension, or what that called, in the seconds after the activation began. */
  readonly activation: number;
  /** The longest time that the extension host did nothing else, until all problems were there. */
  readonly longest: number;
  readonly problems: number;
  /** When that was, on the clock of the machine. */
  readonly from: number;
  readonly to: number;
}

/** Called by the editor. */
export async function run(): Promise<void> {
  const extension = vscode.extensions.getExtension(process.env['EXTENSION'] ?? '');
  if (!extension) throw new Error('The extension is not there.');
  if (extension.isActive) throw new Error('The extension is active in a folder without files of its own.');
  const definitions = Number(process.env['DEFINITIONS']);
  // What the editor itself still does after its start, and with the new files, is not to be counted.
  const files = vscode.workspace.createFileSystemWatcher('**');
  let last = Date.now();
  files.onDidCreate(() => {
    last = Date.now();
  });
  fill(vscode.workspace.workspaceFolders?.[0]?.uri.fsPath as string, definitions);
  for (let before = 0; Date.now() < last + 10_000; await delay(1000)) {
    const active = vscode.extensions.all.filter(({ isActive }) => isActive).length;
    if (active !== before) last = Date.now();
    before = active;
  }
  files.dispose();
  // To ask the editor for all problems would block the thread that is measured.
  const withProblems = new Set<string>();
  const problems = vscode.languages.onDidChangeDiagnostics(({ uris }) => {
    for (const { path } of uris) withProblems.add(path);
  });
  const blocked = monitorEventLoopDelay({ resolution: 1 });
  blocked.enable();
  const from = Date.now();
  let activation = 0;
  if (process.env['IDLE'] === 'true') await delay(usual);
  // To stop a profile blocks the thread itself.
  else if (definitions === 1) activation = await profile(extension);
  else {
    await extension.activate();
    for (const end = Date.now() + patience; withProblems.size < definitions && Date.now() < end; )
      await delay(500);
  }
  blocked.disable();
  problems.dispose();
  const measured: Measured = {
    activation,
    // The clock of the measurement wakes once a millisecond.
    longest: blocked.max / 1e6 - 1,
    from,
    to: Date.now(),
    problems: countProblems(),
  };
  console.log(`# ${JSON.stringify(measured)}`);
}

/** Makes an instance. Each definition has one mistake and no container configuration, which is two problems for the editor. */
function fill(folder: string, definitions: number): void {
  writeFileSync(join(folder, 'container-configs.yaml'), 'dssVersion: 14.3.2\nexecutionConfigs: []\n');
  for (let i = 0; i < definitions; i++) {
    const place = join(folder, `envs/env-${i}`);
    mkdirSync(place, { recursive: true });
    writeFileSync(
      join(place, 'code-env.yaml'),
      'envLang: PYTHON\ndeploymentMode: DESIGN_MANAGED\nusableByAll: yes\n',
    );
  }
}

/** Gives how long code of the extension ran in the seconds after its activation began, and waits until what was compiled is kept. */
async function profile(extension: vscode.Extension<unknown>): Promise<number> {
  const session = new Session();
  session.connect();
  await session.post('Profiler.enable');
  await session.post('Profiler.setSamplingInterval', { interval: 100 });
  await session.post('Profiler.start');
  await extension.activate();
  await delay(5000);
  const { profile } = await session.post('Profiler.stop');
  session.disconnect();
  await delay(10_000);
  return timeOf(extension, profile);
}

function timeOf(
  { extensionPath }: vscode.Extension<unknown>,
  { nodes, samples = [], timeDeltas = [] }: Profiler.Profile,
): number {
  const own = new Set<number>();
  // Parents come before their children.
  for (const { id, callFrame, children = [] } of nodes) {
    if (callFrame.url.includes(`${extensionPath}/`) && callFrame.url.includes('/dist/')) own.add(id);
    if (own.has(id)) for (const child of children) own.add(child);
  }
  return samples.reduce((time, id, i) => (own.has(id) ? time + (timeDeltas[i] ?? 0) : time), 0) / 1000;
}

function countProblems(): number {
  return vscode.languages.getDiagnostics().reduce((count, [, problems]) => count + problems.length, 0);
}
