// `npm run build`: makes dist/extension.cjs, dist/server.cjs, dist/cli.cjs and what they load.
import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { build, type Plugin } from 'esbuild';

const root = join(import.meta.dirname, '..');
const leftOut = join(import.meta.dirname, 'left-out.cjs');

/** Node can keep compiled code between runs, if it is told before it loads the code: that saves a third of the start. */
const commandLine = `#!/usr/bin/env node
'use strict';
const [major, minor] = process.versions.node.split('.').map(Number);
if (major < 20 || (major === 20 && minor < 19)) {
  console.error('Code Envs needs Node 20.19 or later, but this is Node ' + process.versions.node + '.');
  process.exit(2);
}
${cached('./code-envs.cjs')}`;

/** The same for the language server, by which an editor starts it. */
const languageServer = `'use strict';
${cached('./language-server.cjs')}`;

function cached(program: string): string {
  return `require('node:module').enableCompileCache?.();\nrequire('${program}');\n`;
}

/** Bundles the three programs, each into one file with nothing left to install, and the client for Kubernetes into another. */
export async function bundle(): Promise<void> {
  await rm(join(root, 'dist'), { recursive: true, force: true });
  await build({
    absWorkingDir: root,
    entryPoints: {
      extension: 'client/extension.ts',
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
      // Its CommonJS hides its parts from a bundler.
      'jsonc-parser': 'jsonc-parser/lib/esm/main.js',
      '@grpc/grpc-js': leftOut,
      '@grpc/proto-loader': leftOut,
      ssh2: leftOut,
    },
    minify: true,
    sourcemap: 'linked',
    sourcesContent: false,
    // Modules that were ESM ask where they are.
    define: { 'import.meta.url': 'importMetaUrl' },
    banner: { js: "const importMetaUrl = require('node:url').pathToFileURL(__filename).href;" },
    external: ['vscode'],
    logLevel: 'warning',
  });
  await writeFile(join(root, 'dist/cli.cjs'), commandLine, { mode: 0o755 });
  await writeFile(join(root, 'dist/server.cjs'), languageServer);
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
