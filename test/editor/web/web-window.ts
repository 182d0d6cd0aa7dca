// The workbench as vscode.dev shows it: no machine stands behind it, and all extensions run in a worker of the browser.
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'esbuild';
import type { Browser } from 'playwright-core';
import { quietSettings, startEditor } from '../../../scripts/editor-host.ts';
import { newPage, PICTURE_SIZE, ready } from '../browser.ts';
import { Workbench } from '../workbench.ts';
import { serveWeb } from './web-server.ts';

/** What the window is opened with. */
export interface WebWindow {
  /** The packaged extension. */
  readonly vsix: string;
  /** The texts of the workspace, by their paths in it. */
  readonly files: Readonly<Record<string, string>>;
  /** The file that is open at the start. */
  readonly open: string;
  readonly settings: Readonly<Record<string, unknown>>;
}

/** The address of the folder that is open. */
const folder = { scheme: 'test-files', path: '/code-envs' };

/** Uses such a window. */
export async function inWebWindow(
  browser: Browser,
  { vsix, files, open, settings }: WebWindow,
  use: (workbench: Workbench) => Promise<void>,
): Promise<void> {
  const home = await mkdtemp(join(tmpdir(), 'code-envs-web-'));
  // Of the editor only its files are used, and what it unpacks.
  const host = await startEditor({ workspace: home, vsix });
  const extensions = join(host.home, 'extensions');
  const [installed = ''] = (await readdir(extensions)).filter(name => name.startsWith('code-envs.'));
  await writeFilesExtension(home, files);
  const server = await serveWeb({
    port: host.port,
    extensions: { 'code-envs': join(extensions, installed), files: home },
    settings: { folderUri: folder, configurationDefaults: { ...quietSettings, ...settings } },
  });
  try {
    const page = await newPage(browser, PICTURE_SIZE);
    const payload = [['openFile', `${folder.scheme}:${folder.path}/${open}`]];
    await page.goto(`${server.address}?${new URLSearchParams({ payload: JSON.stringify(payload) })}`);
    await ready(page);
    await use(new Workbench(page));
    await page.context().close();
  } finally {
    server.stop();
    await host.stop();
    await rm(home, { recursive: true });
  }
}

async function writeFilesExtension(home: string, files: Readonly<Record<string, string>>): Promise<void> {
  await mkdir(home, { recursive: true });
  const manifest = {
    name: 'files',
    publisher: 'test',
    version: '1.0.0',
    engines: { vscode: '^1.101.0' },
    browser: './extension.js',
    activationEvents: ['onFileSystem:test-files'],
  };
  const texts = Object.entries(files).map(([path, text]) => [`${folder.path}/${path}`, text]);
  await writeFile(join(home, 'package.json'), JSON.stringify(manifest));
  await writeFile(join(home, 'files.json'), JSON.stringify(Object.fromEntries(texts)));
  await build({
    entryPoints: [join(import.meta.dirname, 'files-extension.ts')],
    outfile: join(home, 'extension.js'),
    bundle: true,
    platform: 'browser',
    format: 'cjs',
    external: ['vscode'],
    logLevel: 'warning',
  });
}

/** The texts of a folder of this machine, by their paths in it. */
export async function textsOf(folder: string): Promise<Record<string, string>> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries.filter(entry => entry.isFile()).map(entry => join(entry.parentPath, entry.name));
  const texts = await Promise.all(
    files.map(async file => [file.slice(folder.length + 1), await readFile(file, 'utf8')]),
  );
  return Object.fromEntries(texts);
}
