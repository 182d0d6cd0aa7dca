// Runs a mocha suite in the extension host of VS Code's web server, which is the desktop's own extension host, in Node.
import { existsSync } from 'node:fs';
import { cp, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { type EditorHost, startEditor } from '../../scripts/editor-host.ts';
import { launchBrowser, newPage } from './browser.ts';
import { RESULT_FILE, type TestOutcome } from './outcome.ts';

/** One run of a suite. Paths are absolute. */
export interface SuiteRun {
  /** The browser, from `ensureTestEditor`. */
  readonly chromium: string;
  readonly extensionDevelopmentPath: string;
  /** The suite's entry, from `bundleSuite`. */
  readonly suite: string;
  /** The folder to open a copy of. */
  readonly workspace: string;
  /** Gets what the run leaves behind: results, console, logs of the editor and a picture when it hung. */
  readonly out: string;
  readonly environment?: Readonly<Record<string, string>>;
  readonly settings?: Readonly<Record<string, unknown>>;
}

/** In milliseconds: three times what it takes on a slow machine. */
const patience = 600_000;

/** Runs the suite and gives how each test ended. Throws where there are no results, as when the extension host died. */
export async function runInExtensionHost(run: SuiteRun): Promise<readonly TestOutcome[]> {
  await rm(run.out, { recursive: true, force: true });
  await mkdir(run.out, { recursive: true });
  const results = join(run.out, 'results.json');
  const host = await startEditor({
    workspace: run.workspace,
    copyWorkspace: true,
    environment: { ...run.environment, [RESULT_FILE]: results },
    ...(run.settings && { settings: run.settings }),
    driver: true, // Without it the payload of the address is not read.
  });
  const lines: string[] = [];
  try {
    const browser = await launchBrowser(run.chromium);
    try {
      await runOnPage(await newPage(browser), host, run, lines);
    } finally {
      await browser.close();
    }
    // An extension host that dies also ends the run, with exit code 0: only the result file counts.
    if (!existsSync(results)) throw new Error('The extension host ended without results.');
    return JSON.parse(await readFile(results, 'utf8')) as TestOutcome[];
  } catch (error) {
    const said = lines.filter(line => /^(passed|failed|skipped|#) /.test(line)).join('\n');
    throw new Error(`${(error as Error).message} More in ${run.out}. Until then:\n${said}`, { cause: error });
  } finally {
    await writeFile(join(run.out, 'console.log'), lines.join('\n'));
    await writeFile(join(run.out, 'server.log'), host.output());
    const logs = join(host.userData, 'logs');
    if (existsSync(logs)) await cp(logs, join(run.out, 'logs'), { recursive: true });
    await host.stop();
  }
}

/** Lets the page run the suite and waits until the editor says that it is over. */
async function runOnPage(page: Page, host: EditorHost, run: SuiteRun, lines: string[]): Promise<void> {
  const over = Promise.withResolvers<void>();
  // The editor calls these two of its page: for each line on a console, and once at the end.
  await page.exposeBinding('codeAutomationLog', (_source, _kind: string, parts: readonly unknown[]) => {
    lines.push(parts.map(part => (typeof part === 'string' ? part : JSON.stringify(part))).join(' '));
  });
  await page.exposeBinding('codeAutomationExit', () => over.resolve());
  page.on('crash', () => over.reject(new Error('The page crashed.')));
  const clock = setTimeout(
    () => over.reject(new Error(`The suite did not end within ${patience / 1000} s.`)),
    patience,
  );
  try {
    await page.goto(
      host.url([
        ['extensionDevelopmentPath', host.remoteUri(run.extensionDevelopmentPath)],
        ['extensionTestsPath', host.remoteUri(run.suite)],
      ]),
    );
    await over.promise;
  } catch (error) {
    // The page that crashed has no picture.
    await page.screenshot({ path: join(run.out, 'failure.png') }).catch(() => {});
    throw error;
  } finally {
    clearTimeout(clock);
  }
}
