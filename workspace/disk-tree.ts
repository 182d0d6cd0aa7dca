import { readdirSync, readFileSync, type Stats, statSync } from 'node:fs';
import { baseName, type FileTree, findKind, folderOf, type Kind } from '../core/index.ts';
import { findDefinitionsNow, withDefinition } from './find.ts';
import { NameIndex } from './name-index.ts';
import { toPath } from './path.ts';

/** A text that was read, and the state of its file then. */
interface Known {
  readonly modified: number;
  readonly size: number;
  readonly text: string;
}

/**
 * The files of the disk under some root folders, with the unsaved texts of an editor over them.
 * A text is read again when its file's time or size has changed; nothing has to be told about changes.
 * Only the lists of definitions and of their names are kept until {@link DiskTree.filesChanged}.
 */
export class DiskTree implements FileTree {
  #roots: readonly string[] = [];
  readonly #unsaved = new Map<string, string>();
  readonly #known = new Map<string, Known>();
  readonly #below = new Map<string, readonly string[]>();
  readonly #named = new Map<string, NameIndex>();
  /** Of the unsaved texts: these change with every letter that is typed. */
  readonly #unsavedNames = new NameIndex();

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
    const isNew = text !== undefined && !this.#unsaved.has(path);
    if (text === undefined) this.#unsaved.delete(path);
    else this.#unsaved.set(path, text);
    const kind = findKind(path);
    if (kind === 'code-env') this.#unsavedNames.set(path, text);
    if (isNew && kind) this.#opened(path);
    if (text === undefined && kind) this.#closed(path, kind);
  }

  /** A document that is opened may be a file that came unseen, and others with it. */
  #opened(path: string): void {
    const isUnseen = [...this.#below].some(
      ([folder, paths]) => isBelow(folder, path) && !paths.includes(path),
    );
    if (isUnseen) this.filesChanged();
  }

  /** A document that is closed may be a file that went unseen, or that has another name since it was listed. */
  #closed(path: string, kind: Kind): void {
    const text = this.readText(path);
    if (text === undefined) this.filesChanged();
    else if (kind === 'code-env')
      for (const [folder, names] of this.#named) if (isBelow(folder, path)) names.set(path, text);
  }

  /** To be called when files may have come or gone. */
  filesChanged(): void {
    this.#below.clear();
    this.#named.clear();
  }

  rootOf(path: string): string {
    return (
      this.#roots.find(root => path === root || isBelow(root, path)) ??
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

  isFile(path: string): boolean {
    return this.#unsaved.has(path) || (statusOf(path)?.isFile() ?? false);
  }

  definitionsBelow(folder: string): readonly string[] {
    let found = this.#below.get(folder);
    if (!found) {
      const open = [...this.#unsaved.keys()].filter(path => isBelow(folder, path) && findKind(path));
      found = withDefinition(folder, [...findDefinitionsNow(folder), ...open]);
      this.#below.set(folder, found);
    }
    return found;
  }

  definitionsNamed(folder: string, name: string): readonly string[] {
    let named = this.#named.get(folder);
    if (!named) {
      named = new NameIndex();
      for (const path of this.definitionsBelow(folder))
        if (findKind(path) === 'code-env') named.set(path, this.readText(path));
      this.#named.set(folder, named);
    }
    const unsaved = this.#unsavedNames.pathsOf(name).filter(path => isBelow(folder, path));
    return [...new Set([...named.pathsOf(name), ...unsaved])].sort();
  }

  namesIn(path: string): readonly string[] {
    const unsaved = [...this.#unsaved.keys()].filter(other => folderOf(other) === path).map(baseName);
    try {
      return [...new Set([...readdirSync(path), ...unsaved])];
    } catch {
      return unsaved;
    }
  }
}

function isBelow(folder: string, path: string): boolean {
  return path.startsWith(folder === '/' ? folder : `${folder}/`);
}

/** The state of a file or folder; undefined also where it may not be asked for, as in a folder that is closed to us. */
function statusOf(path: string): Stats | undefined {
  try {
    return statSync(path, { throwIfNoEntry: false });
  } catch {
    return undefined;
  }
}

/** `text` without the byte order mark that some editors write in front. */
export function withoutByteOrderMark(text: string): string {
  return text.startsWith('\uFEFF') ? text.slice(1) : text;
}
