import { baseName, findKind, folderOf } from '../core/index.ts';
import type { Disk, DiskEntry } from './disk.ts';
import { ignoredFolders, pathIn } from './find.ts';

/** What lies in a folder that another program reads; what a link leads to, where it is one. */
export interface FarEntry {
  readonly name: string;
  readonly type: 'file' | 'folder' | 'other';
  readonly isLink: boolean;
}

/** Who reads the files, and takes time for it. */
export interface FarFiles {
  /** Undefined where there is no such folder. */
  readFolder(path: string): Promise<readonly FarEntry[] | undefined>;
  /** Undefined where there is no such file, or it may not be read. */
  readText(path: string): Promise<string | undefined>;
}

/**
 * A disk that cannot be waited for. What lies where, and the texts of our files, are read before anybody asks; another text
 * is read once it was asked for, and until then it is as if it could not be read.
 */
export class LoadedDisk implements Disk {
  readonly #files: FarFiles;
  readonly #onRead: () => void;
  readonly #folders = new Map<string, ReadonlyMap<string, FarEntry>>();
  readonly #texts = new Map<string, string | undefined>();

  /** `onRead` is called after a text was read that has been asked for. */
  constructor(files: FarFiles, onRead: () => void) {
    this.#files = files;
    this.#onRead = onRead;
  }

  /** Reads these folders and what lies below them, and forgets all others. */
  async load(folders: readonly string[]): Promise<void> {
    this.#folders.clear();
    this.#texts.clear();
    await Promise.all(folders.map(folder => this.#walk(folder)));
  }

  /** To be called when files or folders have come, changed or gone: they are read again. */
  async reload(paths: readonly string[]): Promise<void> {
    const children = new Map<string, Set<string>>();
    for (const path of paths) {
      this.#forget(path);
      const folder = this.#knownAbove(path);
      if (folder === undefined) continue;
      const name = path.slice(pathIn(folder, '').length).split('/', 1)[0] ?? '';
      children.set(folder, (children.get(folder) ?? new Set()).add(name));
    }
    await Promise.all(
      [...children].map(async ([folder, names]) => {
        const entries = await this.#list(folder);
        await this.#take(
          folder,
          entries.filter(({ name }) => names.has(name)),
        );
      }),
    );
  }

  status(path: string): FarEntry['type'] | undefined {
    if (this.#folders.has(path)) return 'folder';
    return this.#folders.get(folderOf(path) || '/')?.get(baseName(path))?.type;
  }

  readText(path: string): string | undefined {
    if (!this.#texts.has(path) && this.status(path) === 'file') {
      this.#texts.set(path, undefined);
      void this.#read(path).then(this.#onRead);
    }
    return this.#texts.get(path);
  }

  entries(folder: string): readonly DiskEntry[] {
    return [...(this.#folders.get(folder)?.values() ?? [])].map(({ name, type, isLink }) => ({
      name,
      isFolder: type === 'folder' && !isLink,
    }));
  }

  async listEntries(folder: string): Promise<readonly DiskEntry[]> {
    return this.entries(folder);
  }

  async #walk(folder: string): Promise<void> {
    await this.#take(folder, await this.#list(folder));
  }

  async #list(folder: string): Promise<readonly FarEntry[]> {
    const entries = await this.#files.readFolder(folder);
    if (entries) this.#folders.set(folder, new Map(entries.map(entry => [entry.name, entry])));
    else this.#folders.delete(folder);
    return entries ?? [];
  }

  async #take(folder: string, entries: readonly FarEntry[]): Promise<void> {
    await Promise.all(
      entries.map(async ({ name, type, isLink }) => {
        const path = pathIn(folder, name);
        if (type === 'folder' && !isLink && !ignoredFolders.has(name)) await this.#walk(path);
        // A Dockerfile that is not there is a problem of its instance.
        if (type === 'file' && (findKind(path) || name === 'Dockerfile')) await this.#read(path);
      }),
    );
  }

  async #read(path: string): Promise<void> {
    this.#texts.set(path, await this.#files.readText(path));
  }

  #forget(path: string): void {
    const isGone = (other: string) => other === path || other.startsWith(`${path}/`);
    for (const known of [this.#folders, this.#texts])
      for (const other of known.keys()) if (isGone(other)) known.delete(other);
  }

  #knownAbove(path: string): string | undefined {
    for (let folder = folderOf(path); ; folder = folderOf(folder)) {
      if (this.#folders.has(folder || '/')) return folder || '/';
      if (folder === '') return undefined;
    }
  }
}
