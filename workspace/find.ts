import { glob } from 'tinyglobby';
import { filePatterns } from '../core/index.ts';
import { toPath } from './disk-tree.ts';

/** Folders that hold no definitions of the workspace, and many files. */
const ignored = ['**/node_modules/**', '**/.git/**', '**/.cache/**', '**/.venv/**'];

/** The definition files in `folder` and below, in the order of their paths. Folders with such names count too: whoever checks says so. */
export async function findDefinitions(folder: string): Promise<readonly string[]> {
  const options = { cwd: folder, absolute: true, dot: true, ignore: ignored, followSymbolicLinks: false };
  const found = await glob([...filePatterns], { ...options, onlyFiles: false });
  return found.map(toPath).sort();
}
