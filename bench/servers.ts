// The two language servers, and the folder that both work in.
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { serverFlags } from '../protocol/index.ts';
import type { Definition } from './definition.ts';
import type { ServerCommand } from './language-server.ts';

const root = join(import.meta.dirname, '..');
// A package of its own, so that its modules do not stand before the project's.
const peer = join(import.meta.dirname, 'peer');

/** Ours as the extension starts it, except that it speaks over standard input and output. */
export const ours: ServerCommand = {
  name: 'Code Envs',
  args: [...serverFlags, join(root, 'dist/server.cjs'), '--stdio'],
  settings: {},
};

/** Red Hat's, with our schema and without anything to fetch. */
export const theirs: ServerCommand = {
  name: 'yaml-language-server',
  args: [join(peer, 'node_modules/yaml-language-server/bin/yaml-language-server'), '--stdio'],
  settings: {
    yaml: {
      validate: true,
      schemas: { [pathToFileURL(join(root, 'schemas/code-env.schema.json')).href]: ['**/code-env.yaml'] },
      schemaStore: { enable: false },
    },
  },
};

/** Installs the packages of bench/peer unless they are there. Throws when npm cannot. */
export function installTheirs(): void {
  const lockFile = readFileSync(join(peer, 'package-lock.json'), 'utf8');
  const stampFile = join(peer, 'node_modules/.installed.json');
  if (readIfThere(stampFile) === lockFile) return;
  console.error('Installing yaml-language-server …');
  const { status } = spawnSync(
    'npm',
    ['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'],
    {
      cwd: peer,
      stdio: ['ignore', process.stderr, 'inherit'],
      shell: process.platform === 'win32',
    },
  );
  if (status !== 0) throw new Error('`npm ci` failed in bench/peer. Is the npm registry reachable?');
  writeFileSync(stampFile, lockFile);
}

function readIfThere(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
}

/** A definition on the disk, in an instance of its own. */
export interface Workspace {
  readonly definition: Definition;
  readonly folderUri: string;
  readonly documentUri: string;
}

const made: string[] = [];
process.once('exit', () => {
  for (const folder of made) rmSync(folder, { recursive: true, force: true });
});

/** Writes a definition and its instance into a folder that goes with this process, however it ends. */
export function makeWorkspace(definition: Definition): Workspace {
  const folder = mkdtempSync(join(tmpdir(), 'code-envs-bench-'));
  made.push(folder);
  writeFileSync(join(folder, 'container-configs.yaml'), definition.instance);
  const folderUri = pathToFileURL(folder).href;
  return { definition, folderUri, documentUri: writeEnv(folder, 'churn', definition.text) };
}

/** Writes as many code envs into a workspace as there are texts, and gives their addresses. */
export function writeEnvs({ folderUri }: Workspace, texts: readonly string[]): readonly string[] {
  return texts.map((text, i) => writeEnv(fileURLToPath(folderUri), `churn-${i}`, text));
}

function writeEnv(folder: string, name: string, text: string): string {
  mkdirSync(join(folder, 'envs', name), { recursive: true });
  const path = join(folder, 'envs', name, 'code-env.yaml');
  writeFileSync(path, text);
  return pathToFileURL(path).href;
}
