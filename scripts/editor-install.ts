// Installs the editor for tests (test/editor/host) into .cache/editor and finds a browser for it. Needs no compiler.
import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { accessSync, constants, existsSync, globSync, readFileSync } from 'node:fs';
import { cp, mkdir, readdir, rename, rm, symlink } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);
const root = join(import.meta.dirname, '..');
const recipe = join(root, 'test/editor/host');
const cache = join(root, '.cache/editor');
const platform = `${process.platform}-${process.arch}`;

/** Why something cannot be had on this machine, in one sentence. */
export interface Unavailable {
  readonly unavailable: string;
}

/** Takes a line about what is going on. */
export type Log = (line: string) => void;

/** The file that starts the editor's server; there once `ensureEditor` succeeded. */
export function editorServer(): string {
  return join(installation(), 'node_modules/code-server/lib/vscode/out/server-main.js');
}

/** The folder of the installation, named for the content of the recipe: a changed recipe is another installation. */
function installation(): string {
  const hash = createHash('sha256');
  for (const file of [
    'package.json',
    'package-lock.json',
    ...globSync('stubs/*/*', { cwd: recipe }).sort(),
  ]) {
    hash.update(file).update(readFileSync(join(recipe, file)));
  }
  return join(cache, hash.digest('hex').slice(0, 16));
}

/** Installs the editor unless it is there: some 20 seconds and 200 MB, from the npm registry alone. */
export async function ensureEditor(log: Log): Promise<{ readonly server: string } | Unavailable> {
  if (process.platform === 'win32') {
    return {
      unavailable: "The editor for tests is VS Code's web server, which runs on Linux and macOS only.",
    };
  }
  const directory = installation();
  if (existsSync(directory)) return { server: editorServer() };
  log('Installing the editor for tests (VS Code, from the npm package code-server) …');
  await mkdir(cache, { recursive: true });
  const stale = (await readdir(cache)).filter(name => !name.startsWith('installing-'));
  // Elsewhere first, because two test files may find it missing at the same time.
  const draft = join(cache, `installing-${process.pid}`);
  await cp(recipe, draft, { recursive: true, filter: path => !path.includes('node_modules') });
  try {
    await run('npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'], {
      cwd: draft,
    });
    await arrange(join(draft, 'node_modules'));
    await rename(draft, directory);
  } catch (error) {
    await rm(draft, { recursive: true, force: true });
    // The other one was faster.
    if (existsSync(directory)) return { server: editorServer() };
    const said = String((error as { stderr?: unknown }).stderr || error).trim();
    return {
      unavailable: `The editor for tests could not be installed, \`npm ci\` said: ${said.split('\n')[0]}`,
    };
  }
  for (const name of stale) await rm(join(cache, name), { recursive: true, force: true });
  return { server: editorServer() };
}

/** Puts the modules where the workbench asks for them, and drops what only another platform or an account would use. */
async function arrange(modules: string): Promise<void> {
  const vscode = join(modules, 'code-server/lib/vscode');
  await symlink('../../..', join(vscode, 'node_modules'));
  const others = ['@vscode/ripgrep-universal/bin/*', 'node-pty/prebuilds/*']
    .flatMap(pattern => globSync(pattern, { cwd: modules }))
    .filter(path => !path.endsWith(platform));
  const unused = ['node-pty/third_party', 'node-pty/deps', ...others].map(path => join(modules, path));
  // Of the built-in extensions only those may go that the web client does not know as its own.
  for (const name of ['copilot', 'mermaid-markdown-features', 'microsoft-authentication']) {
    unused.push(join(vscode, 'extensions', name));
  }
  await Promise.all(unused.map(path => rm(path, { recursive: true, force: true })));
}

/** Finds Chromium or Chrome (`CHROMIUM` names one); on Debian as root it installs Chromium where there is none. */
export async function ensureChromium(log: Log): Promise<{ readonly chromium: string } | Unavailable> {
  const named = process.env['CHROMIUM'];
  if (named !== undefined && !isExecutable(named)) {
    return {
      unavailable: `CHROMIUM is "${named}", which is no program; unset it or name a Chromium or Chrome.`,
    };
  }
  const found = named ?? findChromium();
  if (found !== undefined) return { chromium: found };
  const nowhere = 'No Chromium or Chrome was found; install one, or name its program in CHROMIUM.';
  if (!isDebian() || process.getuid?.() !== 0) return { unavailable: nowhere };
  log('Installing Chromium (apt-get install chromium) …');
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  const packages = ['chromium', 'fonts-dejavu-core'];
  try {
    await run('apt-get', ['update', '-qq'], { env });
    await run('apt-get', ['install', '-y', '-qq', '--no-install-recommends', ...packages], { env });
  } catch (error) {
    const said = String((error as { stderr?: unknown }).stderr || error).trim();
    return { unavailable: `Chromium could not be installed, \`apt-get\` said: ${said.split('\n').at(-1)}` };
  }
  const installed = findChromium();
  return installed === undefined ? { unavailable: nowhere } : { chromium: installed };
}

function findChromium(): string | undefined {
  const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];
  const folders = (process.env['PATH'] ?? '').split(delimiter).filter(folder => folder !== '');
  const candidates = names.flatMap(name => folders.map(folder => join(folder, name)));
  candidates.push('/Applications/Google Chrome.app/Contents/MacOS/Google Chrome');
  candidates.push('/Applications/Chromium.app/Contents/MacOS/Chromium');
  return candidates.find(isExecutable);
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

function isDebian(): boolean {
  return existsSync('/etc/os-release') && /^ID=debian$/m.test(readFileSync('/etc/os-release', 'utf8'));
}
