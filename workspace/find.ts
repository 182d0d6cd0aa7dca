import { readdir } from 'node:fs/promises';
import { definitionsOf, findKind } from '../core/index.ts';
import { toPath } from './disk-tree.ts';

/** Folders that hold no definitions of the workspace, and many files. */
const ignored: ReadonlySet<string> = new Set(['node_modules', '.git', '.cache', '.venv']);

/**
 * The definition files in `folder` and below, and the files beside them that are checked too, in the order of their paths.
 * Whatever has such a name counts, folders and links to nowhere too: whoever checks says so. Folders behind links are not
 * looked into, since they may have no end.
 */
export async function findDefinitions(folder: string): Promise<readonly string[]> {
  const found = new Set<string>();
  const look = async (folder: string): Promise<void> => {
    // A folder that may not be read holds nothing for us.
    const entries = await readdir(folder, { withFileTypes: true }).catch(() => []);
    await Promise.all(
      entries.map(async entry => {
        const path = `${folder === '/' ? '' : folder}/${entry.name}`;
        if (findKind(path)) found.add(path);
        else if (entry.isDirectory() && !ignored.has(entry.name)) await look(path);
      }),
    );
  };
  await look(toPath(folder));
  return [...found].filter(path => hasDefinition(path, found)).sort();
}

/** What lies beside a definition counts only with it. */
function hasDefinition(path: string, found: ReadonlySet<string>): boolean {
  const definitions = definitionsOf(path);
  return definitions.length === 0 || definitions.some(definition => found.has(definition));
}
