import { type Dirent, readdirSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { definitionsOf, findKind } from '../core/index.ts';
import { toPath } from './path.ts';

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
    const { ours, folders } = sorted(folder, entries);
    for (const path of ours) found.add(path);
    await Promise.all(folders.map(look));
  };
  await look(toPath(folder));
  return withDefinition(found);
}

/** In order, without what lies beside a definition that is not there. */
function withDefinition(found: ReadonlySet<string>): readonly string[] {
  const hasDefinition = (path: string) => {
    const definitions = definitionsOf(path);
    return definitions.length === 0 || definitions.some(definition => found.has(definition));
  };
  return [...found].filter(hasDefinition).sort();
}

/** The same at once, for who cannot wait. */
export function findDefinitionsNow(folder: string): readonly string[] {
  const found = new Set<string>();
  const look = (folder: string): void => {
    const { ours, folders } = sorted(folder, entriesOf(folder));
    for (const path of ours) found.add(path);
    folders.forEach(look);
  };
  look(toPath(folder));
  return withDefinition(found);
}

function entriesOf(folder: string): readonly Dirent[] {
  try {
    return readdirSync(folder, { withFileTypes: true });
  } catch {
    return [];
  }
}

function sorted(
  folder: string,
  entries: readonly Dirent[],
): { ours: readonly string[]; folders: readonly string[] } {
  const ours: string[] = [];
  const folders: string[] = [];
  for (const entry of entries) {
    const path = `${folder === '/' ? '' : folder}/${entry.name}`;
    if (findKind(path)) ours.push(path);
    else if (entry.isDirectory() && !ignored.has(entry.name)) folders.push(path);
  }
  return { ours, folders };
}
