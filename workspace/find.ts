import { readdir } from 'node:fs/promises';
import { Project } from '../core/index.ts';
import { DiskTree, toPath } from './disk-tree.ts';

/** Folders that hold no definitions of the workspace, and many files. */
const ignored: ReadonlySet<string> = new Set(['node_modules', '.git', '.cache', '.venv']);

/**
 * The definition files in `folder` and below, with the lists of packages beside them, in the order of their paths. Whatever
 * has such a name counts, folders and links to nowhere too: whoever checks says so. Folders behind links are not looked
 * into, since they may have no end.
 */
export async function findDefinitions(folder: string): Promise<readonly string[]> {
  const project = new Project(new DiskTree([folder]));
  const found: string[] = [];
  const look = async (folder: string): Promise<void> => {
    // A folder that may not be read holds nothing for us.
    const entries = await readdir(folder, { withFileTypes: true }).catch(() => []);
    await Promise.all(
      entries.map(async entry => {
        const path = `${folder === '/' ? '' : folder}/${entry.name}`;
        if (project.kindOf(path)) found.push(path);
        else if (entry.isDirectory() && !ignored.has(entry.name)) await look(path);
      }),
    );
  };
  await look(toPath(folder));
  return found.sort();
}
