import type { Entry, Node } from '../source.ts';
import type { Span } from '../text.ts';
import type { PlacedEdit } from './name-edits.ts';

/** Another way to write the same. */
export interface Refactoring {
  /** What it does, in the imperative. */
  readonly title: string;
  /** As in the protocol. */
  readonly kind: 'refactor.extract' | 'refactor.move' | 'refactor.inline' | 'refactor.rewrite';
  /** What happens to a file, so that only editors that can do it are offered the refactoring. */
  readonly file: 'create' | 'delete' | undefined;
  /** Found when it is chosen. */
  readonly changes: () => Changes;
}

/** Edits of files that are there, and a file that comes or goes. */
export interface Changes {
  readonly edits: readonly PlacedEdit[];
  readonly create?: { readonly path: string; readonly text: string };
  /** The path of a file. */
  readonly remove?: string;
}

/** Whether `a` and `b` share a place, be it their ends. */
export function touches(a: Span, b: Span): boolean {
  return a.start <= b.end && b.start <= a.end;
}

/** The entry of `key` in a mapping, where it stands there itself and once. */
export function ownEntry(map: Node | undefined, key: string): Entry | undefined {
  const found = map?.kind === 'map' ? map.entries.filter(entry => entry.key.text === key) : [];
  return found.length === 1 && !found[0]?.foreign ? found[0] : undefined;
}
