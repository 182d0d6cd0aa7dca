// `npm run package`: makes dist/code-envs-<version>.vsix, the extension as it is installed.
import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import manifest from '../package.json' with { type: 'json' };
import { bundle } from './build.ts';

const run = promisify(execFile);
const root = join(import.meta.dirname, '..');

/** Bundles the programs, packs them with all that .vscodeignore lets through, and gives the path of the .vsix. */
export async function packageExtension(): Promise<string> {
  await bundle();
  const vsix = join(root, `dist/${manifest.name}-${manifest.version}.vsix`);
  const vsce = join(root, 'node_modules/@vscode/vsce/vsce');
  // Links in the README stay relative: there is no public repository that they could be made to point into.
  const flags = ['--no-dependencies', '--allow-missing-repository', '--no-rewrite-relative-links'];
  await run(process.execPath, [vsce, 'package', ...flags, '--out', vsix], { cwd: root });
  return vsix;
}

if (import.meta.main) console.log(await packageExtension());
