import { readdirSync, readFileSync, type Stats, statSync } from 'node:fs';
import { sep } from 'node:path';
import type { FileTree } from '../core/index.ts';

/** A text that was read, and the state of its file then. */
interface Known {
  readonly modified: number;
  readonly size: number;
  readonly text: string;
}

/**
 * The files of the disk under some root folders, with the unsaved texts of an editor over them.
 * A text is read again when its file's time or size has changed; nothing has to be told about changes.
 */
export class DiskTree implements FileTree {
  #roots: readonly string[] = [];
  readonly #unsaved = new Map<string, string>();
  readonly #known = new Map<string, Known>();

  constructor(roots: readonly string[]) {
    this.setRoots(roots);
  }

  setRoots(roots: readonly string[]): void {
    // The longest first: the nearest root of a path is the first that it lies in.
    this.#roots = roots.map(toPath).sort((a, b) => b.length - a.length);
  }

  get roots(): readonly string[] {
    return this.#roots;
  }

  /** From now on `text` stands for the file, saved or not; undefined gives the word back to the disk. */
  setUnsaved(path: string, text: string | undefined): void {
    if (text === undefined) this.#unsaved.delete(path);
    else this.#unsaved.set(path, text);
  }

  rootOf(path: string): string {
    return (
      this.#roots.find(root => path === root || path.startsWith(root === '/' ? root : `${root}/`)) ??
      path.slice(0, Math.max(1, path.lastIndexOf('/')))
    );
  }

  readText(path: string): string | undefined {
    const unsaved = this.#unsaved.get(path);
    if (unsaved !== undefined) return unsaved;
    const status = statusOf(path);
    if (!status?.isFile()) {
      this.#known.delete(path);
      return undefined;
    }
    const known = this.#known.get(path);
    if (known && known.modified === status.mtimeMs && known.size === status.size) return known.text;
    try {
      const text = withoutByteOrderMark(readFileSync(path, 'utf8'));
      this.#known.set(path, { modified: status.mtimeMs, size: status.size, text });
      return text;
    } catch {
      // Not readable: for the core that is the same as not there. Who was asked for this very file says why.
      return undefined;
    }
  }

  isFolder(path: string): boolean {
    return statusOf(path)?.isDirectory() ?? false;
  }

  namesIn(path: string): readonly string[] {
    const unsaved = [...this.#unsaved.keys()].flatMap(other =>
      other.slice(0, other.lastIndexOf('/')) === path ? other.slice(other.lastIndexOf('/') + 1) : [],
    );
    try {
      return [...new Set([...readdirSync(path), ...unsaved])];
    } catch {
      return unsaved;
    }
  }
}

/** The state of a file or folder; undefined also where it may not be asked for, as in a folder that is closed to us. */
function statusOf(path: string): Stats | undefined {
  try {
    return statSync(path);
  } catch {
    return undefined;
  }
}

/** A path of the operating system as the core writes it: with `/`, and no `/` at the end. */
export function toPath(path: string): string {
  const slashes = sep === '\\' ? path.replaceAll('\\', '/') : path;
  return slashes.length > 1 && slashes.endsWith('/') ? slashes.slice(0, -1) : slashes;
}

/** `text` without the byte order mark that some editors write in front. */
export function withoutByteOrderMark(text: string): string {
  return text.startsWith('\uFEFF') ? text.slice(1) : text;
}
