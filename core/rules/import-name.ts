import { edit, replace } from '../edit.ts';
import type { Fix } from '../problem.ts';
import { resourcesModule } from '../resources-functions.ts';
import type { ResourcesScript } from '../resources-script.ts';

/** Adds a name to what the script imports of the module already. */
export function importFixes(script: ResourcesScript, name: string): readonly Fix[] {
  const last = script.imports.findLast(
    ({ module, name, topLevel }) => module === resourcesModule && name !== undefined && topLevel,
  );
  if (!last || last.local !== last.name || script.embedded.indentation === undefined) return [];
  const { end } = last.span;
  return [edit(`Import ${name}`, [replace({ start: end, end }, `, ${name}`)])];
}
