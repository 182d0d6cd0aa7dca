import { baseName, folderOf } from '../files.ts';
import type { ReadFile } from '../project.ts';
import type { Span } from '../text.ts';
import { type NameKind, occurrencesOf } from './occurrence.ts';

/** A name that a workspace defines. */
export interface WorkspaceName {
  readonly name: string;
  readonly kind: Exclude<NameKind, 'anchor' | 'path'>;
  readonly path: string;
  readonly span: Span;
  /** Where it is defined, for people: the folder and the file. */
  readonly container: string;
}

/** The names that `files` define and that have the characters of `query` in its order, whatever stands between them. */
export function namesIn(files: readonly ReadFile[], query: string): readonly WorkspaceName[] {
  const asked = [...query.toLowerCase()].filter(character => character.trim() !== '');
  return files.flatMap(file =>
    occurrencesOf(file).flatMap(({ role, name, kind, span }) => {
      if (
        role !== 'definition' ||
        kind === 'anchor' ||
        kind === 'path' ||
        !hasInOrder(name.toLowerCase(), asked)
      )
        return [];
      const { path } = file;
      return { name, kind, path, span, container: `${baseName(folderOf(path))}/${baseName(path)}` };
    }),
  );
}

function hasInOrder(name: string, characters: readonly string[]): boolean {
  let at = 0;
  for (const character of characters) {
    const found = name.indexOf(character, at);
    if (found < 0) return false;
    at = found + character.length;
  }
  return true;
}
