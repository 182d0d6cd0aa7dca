import { edit, removeEntry } from '../edit.ts';
import type { CodeEnv } from '../model.ts';
import type { Fix } from '../problem.ts';
import type { Entry, MapNode, Source } from '../source.ts';

/** The repair that several rules share: a key of a code env goes away. None where it came in by an alias. */
export function deleteKey(source: Source, env: CodeEnv, entry: Entry): readonly Fix[] {
  const map = ownerOf(env, entry);
  return map && !entry.foreign ? [edit(`Delete ${entry.key.text}`, removeEntry(source, map, entry))] : [];
}

/** The mapping that holds a key: the definition itself or its `desc`. */
export function ownerOf({ root }: CodeEnv, entry: Entry): MapNode | undefined {
  const desc = root.entries.find(other => other.key.text === 'desc')?.value;
  return [root, desc].find((map): map is MapNode => map?.kind === 'map' && map.entries.includes(entry));
}
