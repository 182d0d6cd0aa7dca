import { baseName, type FileTree, findKind, folderOf, type Kind } from '../core/index.ts';
import type { Disk } from './disk.ts';
import { findDefinitions, findDefinitionsNow, withDefinition } from './find.ts';
import { NameIndex } from './name-index.ts';

/**
 * The files of a disk under some root folders, with the unsaved texts of an editor over them.
 * Only the lists of definitions and of their names are kept until {@link EditedTree.filesChanged}.
 */
export class EditedTree implements FileTree {
  readonly #disk: Disk;
  #roots: readonly string[] = [];
  readonly #unsaved = new Map<string, string>();
  readonly #below = new Map<string, readonly string[]>();
  readonly #named = new Map<string, NameIndex>();
  /** Of the unsaved texts: these change with every letter that is typed. */
  readonly #unsavedNames = new NameIndex();

  constructor(disk: Disk, roots: readonly string[] = []) {
    this.#disk = disk;
    this.setRoots(roots);
  }

  setRoots(roots: readonly string[]): void {
    // The longest first: the nearest root of a path is the first that it lies in.
    this.#roots = [...roots].sort((a, b) => b.length - a.length);
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
    return this.#unsaved.get(path) ?? this.#disk.readText(path);
  }

  isFolder(path: string): boolean {
    return this.#disk.status(path) === 'folder';
  }

  isFile(path: string): boolean {
    return this.#unsaved.has(path) || this.#disk.status(path) === 'file';
  }

  /** What `folder` and what lies below it hold of our files now, for who can wait; unsaved texts do not count. */
  findDefinitions(folder: string): Promise<readonly string[]> {
    return findDefinitions(folder, this.#disk);
  }

  definitionsBelow(folder: string): readonly string[] {
    let found = this.#below.get(folder);
    if (!found) {
      const open = [...this.#unsaved.keys()].filter(path => isBelow(folder, path) && findKind(path));
      found = withDefinition(folder, [...findDefinitionsNow(folder, this.#disk), ...open]);
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
    return [...new Set([...this.#disk.entries(path).map(({ name }) => name), ...unsaved])];
  }
}

function isBelow(folder: string, path: string): boolean {
  return path.startsWith(folder === '/' ? folder : `${folder}/`);
}
