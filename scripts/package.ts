// `npm run package`: makes code-envs-<version>.vsix, the extension as it is installed.
import { execFile } from 'node:child_process';
import { globSync } from 'node:fs';
import { cp, mkdtemp, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import manifest from '../package.json' with { type: 'json' };
import { bundle } from './build.ts';

const run = promisify(execFile);
const root = join(import.meta.dirname, '..');

/** What .vscodeignore may let something through of. vsce holds every file of a folder against it, which takes minutes here. */
const packed = [
  '.vscodeignore',
  'package.json',
  ...globSync('package.nls*.json', { cwd: root }),
  'l10n',
  'README.md',
  'CHANGELOG.md',
  'LICENSE',
  'dist',
  'syntaxes',
  'images',
  'docs',
];

/** People install it from galleries, also on slow lines. */
const mostBytes = 2_000_000;

/** Bundles the programs, packs them with all that .vscodeignore lets through, and gives the path of the .vsix. */
export async function packageExtension(): Promise<string> {
  await bundle();
  const folder = await mkdtemp(join(tmpdir(), 'code-envs-package-'));
  try {
    for (const name of packed) await cp(join(root, name), join(folder, name), { recursive: true });
    // An editor in a browser loads no ECMAScript modules. All that is packed is CommonJS.
    const { type: _, ...packedManifest } = manifest;
    await writeFile(join(folder, 'package.json'), JSON.stringify(packedManifest, undefined, 2));
    const vsix = join(root, `${manifest.name}-${manifest.version}.vsix`);
    await packFolder(folder, vsix);
    const { size } = await stat(vsix);
    if (size > mostBytes) throw new Error(`${vsix} has ${size} bytes, and may have ${mostBytes}.`);
    return vsix;
  } finally {
    await rm(folder, { recursive: true });
  }
}

/** Packs a folder as it is into a .vsix. */
export async function packFolder(folder: string, vsix: string): Promise<void> {
  const vsce = join(root, 'node_modules/@vscode/vsce/vsce');
  // Links in the README stay relative: there is no public repository that they could be made to point into.
  const flags = ['--no-dependencies', '--allow-missing-repository', '--no-rewrite-relative-links'];
  await run(process.execPath, [vsce, 'package', ...flags, '--out', vsix], { cwd: folder });
}

if (import.meta.main) console.log(await packageExtension());
