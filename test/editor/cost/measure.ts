// `npm run cost`: what the extension costs the editor, in the real one. Absolute times, so that a person judges them.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'esbuild';
import { bundle } from '../../../scripts/build.ts';
import { startEditor } from '../../../scripts/editor-host.ts';
import { ensureTestEditor, launchBrowser, newPage } from '../browser.ts';
import type { Measured } from './suite.ts';

const root = join(import.meta.dirname, '../../..');

/** Does what ours does at its start: makes a language client, whose server is another process. */
const peer = 'vscode.css-language-features';

/** A stretch of time that the page did nothing else: when, on the clock of the machine, and how long, in milliseconds. */
interface LongTask {
  readonly at: number;
  readonly ms: number;
}

const editor = await ensureTestEditor(line => console.error(line));
if ('unavailable' in editor) throw new Error(editor.unavailable);
await bundle();
const suite = join(root, 'out/cost/suite.cjs');
await build({
  absWorkingDir: root,
  entryPoints: ['test/editor/cost/suite.ts'],
  outfile: suite,
  bundle: true,
  platform: 'node',
  format: 'cjs',
  external: ['vscode'],
  logLevel: 'warning',
});
const browser = await launchBrowser(editor.chromium);
const cache = mkdtempSync(join(tmpdir(), 'code-envs-cost-'));
try {
  const first = await activation();
  const starts = [];
  const peers = [];
  // By turns, side by side.
  while (starts.length < 5) {
    starts.push(await activation());
    peers.push(await activation(peer));
  }
  console.log(
    [
      `Activation: ${median(starts).toFixed(0)} ms of the extension host's thread, the median of ${starts.length} starts`,
      `(the editor's own ${peer}: ${median(peers).toFixed(0)} ms); the first of this version ${first.toFixed(0)} ms.`,
    ].join(' '),
  );
  // By turns: the window has pauses of its own, of which nobody can tell whose they are.
  const opened = [];
  const idle = [];
  while (opened.length < 3) {
    opened.push(await measure(10_000));
    idle.push((await measure(10_000, { isIdle: true })).window);
  }
  for (const { measured, window } of opened)
    console.log(
      [
        `10,000 definitions: until ${measured.problems.toLocaleString('en')} problems are there, ${((measured.to - measured.from) / 1000).toFixed(0)} s,`,
        `the extension host is blocked for ${measured.longest.toFixed(0)} ms at most, the window for ${window.toFixed(0)} ms.`,
      ].join(' '),
    );
  console.log(`Without us the window is blocked for ${idle.map(ms => ms.toFixed(0)).join(', ')} ms at most.`);
} finally {
  await browser.close();
  rmSync(cache, { recursive: true, force: true });
}

async function activation(extension?: string): Promise<number> {
  return (await measure(1, { extension })).measured.activation;
}

function median(times: readonly number[]): number {
  return times.toSorted((a, b) => a - b)[Math.floor(times.length / 2)] ?? 0;
}

/** Opens a folder with so many definitions. `isIdle`: without the extension being activated, for as long as that takes. */
async function measure(
  definitions: number,
  { isIdle = false, extension = 'code-envs.code-envs' } = {},
): Promise<{ measured: Measured; window: number }> {
  const workspace = mkdtempSync(join(tmpdir(), 'code-envs-bench-'));
  const host = await startEditor({
    workspace,
    environment: {
      DEFINITIONS: String(definitions),
      EXTENSION: extension,
      IDLE: String(isIdle),
      XDG_CACHE_HOME: cache,
    },
    driver: true,
  });
  try {
    const page = await newPage(browser);
    await page.addInitScript(() => {
      const tasks: LongTask[] = [];
      Object.assign(globalThis, { longTasks: tasks });
      new PerformanceObserver(list => {
        for (const { startTime, duration } of list.getEntries())
          tasks.push({ at: performance.timeOrigin + startTime, ms: duration });
      }).observe({ entryTypes: ['longtask'] });
    });
    const said = Promise.withResolvers<Measured>();
    await page.exposeBinding('codeAutomationLog', (_source, _kind: string, parts: readonly unknown[]) => {
      const line = parts.find(part => typeof part === 'string' && part.includes('# {'));
      if (typeof line === 'string') said.resolve(JSON.parse(line.slice(line.indexOf('# ') + 2)) as Measured);
    });
    await page.exposeBinding('codeAutomationExit', () =>
      said.reject(new Error('The editor ended without results.')),
    );
    await page.goto(
      host.url([
        ['extensionDevelopmentPath', host.remoteUri(root)],
        ['extensionTestsPath', host.remoteUri(suite)],
      ]),
    );
    const measured = await said.promise;
    const tasks = await page.evaluate(() => (globalThis as unknown as { longTasks: LongTask[] }).longTasks);
    await page.context().close();
    const during = tasks.filter(({ at }) => at >= measured.from && at <= measured.to);
    return { measured, window: Math.max(0, ...during.map(({ ms }) => ms)) };
  } finally {
    await host.stop();
    rmSync(workspace, { recursive: true, force: true });
  }
}
