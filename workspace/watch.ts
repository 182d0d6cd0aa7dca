import { realpathSync } from 'node:fs';
import { basename, relative, sep } from 'node:path';
import type { FSWatcher } from 'chokidar';
import { ignoredFolders } from './find.ts';

/** Says that something changed in a folder and in other files and folders that belong to it, however editors write. */
export class FileWatch {
  readonly #watcher: FSWatcher;
  readonly #folder: string;
  #others: ReadonlySet<string> = new Set();

  private constructor(folder: string, watcher: FSWatcher) {
    this.#folder = folder;
    this.#watcher = watcher;
  }

  /** Resolves once every change from now on is seen. `onError` gets what the system does not let us see. */
  static async start(
    folder: string,
    { onChange, onError }: { readonly onChange: () => void; readonly onError: (error: Error) => void },
  ): Promise<FileWatch> {
    // Loaded only by who watches. `fs.watch` of Node 20 loses sight of files that are replaced, as editors do.
    const { watch } = await import('chokidar');
    const watcher = watch(folder, {
      ignoreInitial: true,
      // What lies behind a link may have no end.
      followSymlinks: false,
      ignored: path => isIgnored(folder, path),
    });
    watcher.on('all', onChange).on('error', error => onError(error as Error));
    await new Promise<void>(resolve => watcher.once('ready', resolve));
    return new FileWatch(folder, watcher);
  }

  /** From now on these files and folders are watched, too, and no others outside of the folder. */
  follow(paths: Iterable<string>): void {
    const others = new Set([...paths].map(realPathOf).filter(path => !isInside(this.#folder, path)));
    this.#watcher.unwatch([...this.#others].filter(path => !others.has(path)));
    this.#watcher.add([...others].filter(path => !this.#others.has(path)));
    this.#others = others;
  }

  close(): Promise<void> {
    return this.#watcher.close();
  }
}

/** Resources are taken as they are, whatever the name. */
function isIgnored(folder: string, path: string): boolean {
  return ignoredFolders.has(basename(path)) && !relative(folder, path).split(sep).includes('resources');
}

function isInside(folder: string, path: string): boolean {
  return path === folder || path.startsWith(folder.endsWith(sep) ? folder : folder + sep);
}

function realPathOf(path: string): string {
  try {
    return realpathSync(path);
  } catch {
    return path;
  }
}
