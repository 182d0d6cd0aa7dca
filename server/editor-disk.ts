import type { Connection } from 'vscode-languageserver';
import { type ReadFolderAnswer, readFolderRequest, readTextRequest } from '../protocol/index.ts';
import type { Disk, DiskEntry } from '../workspace/disk.ts';
import { type FarFiles, LoadedDisk } from '../workspace/loaded-disk.ts';
import { isVirtual, uriOf } from './address.ts';

/** The files of the editor's folders: those of this machine from its disk, where there is one, others from the editor. */
export class EditorDisk implements Disk {
  readonly #local: Disk | undefined;
  readonly #far: LoadedDisk;

  /** `onRead` is called when the editor has given a text late. */
  constructor(connection: Connection, local: Disk | undefined, onRead: () => void) {
    this.#local = local;
    this.#far = new LoadedDisk(filesOf(connection), onRead);
  }

  /** Has the editor read those of these folders that we cannot; undefined where we can read all. */
  load(folders: readonly string[]): Promise<void> | undefined {
    return this.#each(folders, far => this.#far.load(far));
  }

  /** To be called when files or folders have come, changed or gone. Undefined where nothing must be waited for. */
  reload(paths: readonly string[]): Promise<void> | undefined {
    return this.#each(paths, far => this.#far.reload(far));
  }

  status(path: string): 'file' | 'folder' | 'other' | undefined {
    return this.#of(path).status(path);
  }

  readText(path: string): string | undefined {
    return this.#of(path).readText(path);
  }

  entries(folder: string): readonly DiskEntry[] {
    return this.#of(folder).entries(folder);
  }

  listEntries(folder: string): Promise<readonly DiskEntry[]> {
    return this.#of(folder).listEntries(folder);
  }

  /** Whether the editor has to read what is at `path`. */
  readonly isFar = (path: string): boolean => !this.#local || isVirtual(path);

  #of(path: string): Disk {
    return this.#local && !this.isFar(path) ? this.#local : this.#far;
  }

  #each(
    paths: readonly string[],
    read: (far: readonly string[]) => Promise<void>,
  ): Promise<void> | undefined {
    const far = paths.filter(this.isFar);
    return far.length > 0 ? read(far) : undefined;
  }
}

/** Where the editor fails to read, or is gone, there is nothing. */
function filesOf(connection: Connection): FarFiles {
  const ask = <T>(request: string, path: string): Promise<T | undefined> =>
    connection.sendRequest<T | null>(request, { uri: uriOf(path) }).then(
      answer => answer ?? undefined,
      () => undefined,
    );
  return {
    readFolder: path => ask<NonNullable<ReadFolderAnswer>>(readFolderRequest, path),
    readText: path => ask<string>(readTextRequest, path),
  };
}
