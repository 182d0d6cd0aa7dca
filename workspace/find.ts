import { findFolderOfDefinitions, findKind, folderOf } from '../core/index.ts';
import type { Disk, DiskEntry } from './disk.ts';

/** Folders that hold no definitions of the workspace, and many files. */
export const ignoredFolders: ReadonlySet<string> = new Set(['node_modules', '.git', '.cache', '.venv']);

/**
 * The definition files in `folder` and below, and the files beside them that are checked too, in the order of their paths.
 * Whatever has such a name counts, folders and links to nowhere too: whoever checks says so. Folders behind links are not
 * looked into, since they may have no end.
 */
export async function findDefinitions(folder: string, disk: Disk): Promise<readonly string[]> {
  const found: string[] = [];
  const look = async (folder: string): Promise<void> => {
    const { ours, folders } = sorted(folder, await disk.listEntries(folder));
    found.push(...ours);
    await Promise.all(folders.map(look));
  };
  await look(folder);
  return withDefinition(folder, found);
}

/** The same at once, for who cannot wait. */
export function findDefinitionsNow(folder: string, disk: Disk): readonly string[] {
  const found: string[] = [];
  const look = (folder: string): void => {
    const { ours, folders } = sorted(folder, disk.entries(folder));
    found.push(...ours);
    folders.forEach(look);
  };
  look(folder);
  return withDefinition(folder, found);
}

/**
 * The paths that were found in `folder` and below, in order and each once, without those of `spec/` that no definition lies
 * above. What lies above `folder` itself was not looked at.
 */
export function withDefinition(folder: string, found: Iterable<string>): readonly string[] {
  const root = folder === '/' ? '' : folder;
  const paths = [...new Set(found)].sort();
  const defined = new Set(paths.filter(path => findKind(path) === 'code-env').map(folderOf));
  return paths.filter(path => {
    const above = findFolderOfDefinitions(path);
    return above === undefined || defined.has(above) || !`${above}/`.startsWith(`${root}/`);
  });
}

function sorted(
  folder: string,
  entries: readonly DiskEntry[],
): { ours: readonly string[]; folders: readonly string[] } {
  const ours: string[] = [];
  const folders: string[] = [];
  for (const entry of entries) {
    const path = pathIn(folder, entry.name);
    if (findKind(path)) ours.push(path);
    else if (entry.isFolder && !ignoredFolders.has(entry.name)) folders.push(path);
  }
  return { ours, folders };
}

/** The path of what is called `name` in `folder`. */
export function pathIn(folder: string, name: string): string {
  return `${folder === '/' ? '' : folder}/${name}`;
}
