import { possibleNames } from '../core/index.ts';

/** Which definitions may have a name, by their texts as they were told last. */
export class NameIndex {
  readonly #names = new Map<string, readonly string[]>();
  readonly #paths = new Map<string, Set<string>>();

  /** From now on `text` is the one of the definition at `path`; undefined where it has none any more. */
  set(path: string, text: string | undefined): void {
    for (const name of this.#names.get(path) ?? []) this.#paths.get(name)?.delete(path);
    this.#names.delete(path);
    if (text === undefined) return;
    const names = possibleNames(path, text);
    this.#names.set(path, names);
    for (const name of names) {
      const paths = this.#paths.get(name) ?? new Set();
      this.#paths.set(name, paths.add(path));
    }
  }

  /** The paths of the definitions that may have this name. */
  pathsOf(name: string): readonly string[] {
    return [...(this.#paths.get(name) ?? [])];
  }
}
