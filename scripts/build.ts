// `npm run build`: makes dist/extension.cjs, dist/server.cjs, dist/cli.cjs and what they load, and dist/web for browsers.
import { createHash } from 'node:crypto';
import { copyFile, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { build, type Plugin } from 'esbuild';

const root = join(import.meta.dirname, '..');
const leftOut = join(import.meta.dirname, 'left-out.cjs');
const suitsEditor = join(import.meta.dirname, 'suits-editor.cjs');

/** Its CommonJS hides its parts from a bundler. */
const readable = { 'jsonc-parser': 'jsonc-parser/lib/esm/main.js' };

const tooOld = `const [major, minor] = process.versions.node.split('.').map(Number);
if (major < 20 || (major === 20 && minor < 19)) {
  console.error('Code Envs needs Node 20.19 or later, but this is Node ' + process.versions.node + '.');
  process.exit(2);
}
`;

/** Bundles the three programs, each into one file with nothing left to install, and the client for Kubernetes into another. */
export async function bundle(): Promise<void> {
  await rm(join(root, 'dist'), { recursive: true, force: true });
  await build({
    absWorkingDir: root,
    entryPoints: {
      client: 'client/extension.ts',
      'language-server': 'server/main.ts',
      'code-envs': 'cli/main.ts',
      kubernetes: 'engine/kubernetes/library.ts',
    },
    plugins: [
      ownFile('engine/kubernetes/library.ts', './kubernetes.cjs'),
      ownFile('server/main.ts', './server.cjs'),
    ],
    outdir: 'dist',
    outExtension: { '.js': '.cjs' },
    bundle: true,
    platform: 'node',
    target: 'node20',
    format: 'cjs',
    alias: {
      ...readable,
      '@grpc/grpc-js': leftOut,
      '@grpc/proto-loader': leftOut,
      ssh2: leftOut,
      'semver/functions/parse': suitsEditor,
      'semver/functions/satisfies': suitsEditor,
    },
    minify: true,
    sourcemap: 'linked',
    sourcesContent: false,
    // Modules that were ESM ask where they are.
    define: { 'import.meta.url': 'importMetaUrl' },
    banner: { js: "const importMetaUrl = require('node:url').pathToFileURL(__filename).href;" },
    external: ['vscode'],
    // What scripts/launch.cjs runs cannot load files by `import`.
    supported: { 'dynamic-import': false },
    logLevel: 'warning',
  });
  await bundleForBrowsers();
  await copyFile(join(root, 'scripts/launch.cjs'), join(root, 'dist/launch.cjs'));
  const cli = await launcher(
    'code-envs.cjs',
    "/^[a-z-]+$/.test(process.argv[2]) ? '-' + process.argv[2] : ''",
  );
  await writeFile(join(root, 'dist/cli.cjs'), `#!/usr/bin/env node\n'use strict';\n${tooOld}${cli}`, {
    mode: 0o755,
  });
  await writeFile(
    join(root, 'dist/server.cjs'),
    `'use strict';\n${await launcher('language-server.cjs', "''")}`,
  );
  // The process is that of all extensions, and many an editor kills it.
  await writeFile(
    join(root, 'dist/extension.cjs'),
    `'use strict';\nmodule.exports = ${await launcher('client.cjs', "'', 10")}`,
  );
}

/** The extension for an editor in a browser, and the language server that it runs in a worker. */
async function bundleForBrowsers(): Promise<void> {
  await build({
    absWorkingDir: root,
    entryPoints: { extension: 'client/web.ts', 'language-server': 'server/worker.ts' },
    outdir: 'dist/web',
    bundle: true,
    platform: 'browser',
    target: 'es2022',
    format: 'cjs',
    alias: readable,
    minify: true,
    external: ['vscode'],
    logLevel: 'warning',
  });
}

/** What starts a program of `dist/` by `scripts/launch.cjs`; `task` is an expression. */
async function launcher(program: string, task: string): Promise<string> {
  const version = createHash('sha256')
    .update(await readFile(join(root, 'dist', program)))
    .digest('hex')
    .slice(0, 16);
  return `require('./launch.cjs')(require.resolve('./${program}'), '${version}', ${task});\n`;
}

/** A module that is bundled into a file of its own, and loaded from there by whoever imports it when it is needed. */
function ownFile(module: string, file: string): Plugin {
  return {
    name: 'own-file',
    setup({ onResolve }) {
      onResolve({ filter: /\.ts$/ }, ({ kind, path, resolveDir }) =>
        kind === 'dynamic-import' && join(resolveDir, path) === join(root, module)
          ? { path: file, external: true }
          : undefined,
      );
    },
  };
}

if (import.meta.main) await bundle();
