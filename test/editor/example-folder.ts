// Folders for the editor that begin as a copy of the examples.
import assert from 'node:assert/strict';
import { cpSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { makeFolder, runCli } from '../cli/run-cli.ts';

/** The instance that tests of the editor begin with. */
export const examples = join(import.meta.dirname, '../../examples');

/** A copy of the examples; with an `installId`, as an instance whose images no other has. */
export async function exampleFolder(installId?: string): Promise<string> {
  const folder = join(makeFolder(), 'examples');
  cpSync(examples, folder, { recursive: true });
  if (installId !== undefined)
    await change(folder, 'container-configs.yaml', /^installId: .*$/m, `installId: ${installId}`);
  return folder;
}

/** The same as a new instance, in which these words of the command line have built. */
export async function builtFolder(name: string, words: readonly string[]): Promise<string> {
  const folder = await exampleFolder(`${name}${Date.now().toString(36)}`);
  const environment = { DOCKER_HOST: process.env['DOCKER_HOST'] ?? '' };
  const { code, stderr } = await runCli(['build', ...words], { folder, environment });
  assert.equal(code, 0, stderr);
  return folder;
}

/** Changes the text of a file; fails where that changes nothing. */
export async function change(folder: string, path: string, what: string | RegExp, by: string): Promise<void> {
  const file = join(folder, path);
  const before = await readFile(file, 'utf8');
  const text = before.replace(what, by);
  assert.notEqual(text, before, `${path} has no ${what}`);
  await writeFile(file, text);
}
