import { edit, removeEntry, replace } from '../edit.ts';
import type { CodeEnv } from '../model.ts';
import type { Fix } from '../problem.ts';
import type { Source } from '../source.ts';

/** The repair that several rules share: no container configuration is selected any more. */
export function deselect(source: Source, env: CodeEnv): Fix {
  const all = env.allContainerConfs;
  const names = env.containerConfs?.entry;
  const owned = names && env.root.entries.includes(names) && !names.foreign;
  return edit('Deselect the container configurations', [
    ...(all?.value ? [replace(all.span, 'false')] : []),
    ...(env.containerConfs?.value.length
      ? owned
        ? removeEntry(source, env.root, names)
        : [replace(env.containerConfs.span, '[]')]
      : []),
  ]);
}
