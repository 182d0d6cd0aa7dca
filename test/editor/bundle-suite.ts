// Bundles the suite of the extension host: it runs in an editor, which strips no types.
import { globSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { build } from 'esbuild';

const root = join(import.meta.dirname, '../..');

/** Makes out/editor from test/editor/suite and gives the path of the entry. */
export async function bundleSuite(): Promise<string> {
  const outdir = join(root, 'out/editor');
  await rm(outdir, { recursive: true, force: true });
  await build({
    absWorkingDir: root,
    entryPoints: globSync('test/editor/suite/*.ts', { cwd: root }),
    outdir,
    outExtension: { '.js': '.cjs' },
    bundle: true,
    platform: 'node',
    target: 'node22',
    format: 'cjs',
    keepNames: true,
    sourcemap: 'inline',
    // Mocha is found in node_modules: all test files have to share the one that runs them.
    external: ['vscode', 'mocha'],
    logLevel: 'warning',
  });
  return join(outdir, 'index.cjs');
}
