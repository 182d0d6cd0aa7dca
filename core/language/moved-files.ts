import { baseName, findKind, folderOf, placeOf, relativePath, resolvePath } from '../files.ts';
import type { Project, ReadFile } from '../project.ts';
import { type PlacedEdit, writeName } from './name-edits.ts';
import { isWritten, occurrencesOf } from './occurrence.ts';
import { placesOf } from './symbol.ts';

/** A file or folder that gets another path. */
export interface Move {
  readonly from: string;
  readonly to: string;
}

/**
 * What must be written elsewhere when files and folders are about to move: the paths that lead to them or start from them,
 * and the names of code envs that they give. The edits are of the files where they are now.
 */
export function editsForMoves(moves: readonly Move[], project: Project): readonly PlacedEdit[] {
  const moved = (path: string): string => {
    const move = moves.find(({ from }) => path === from || path.startsWith(`${from}/`));
    return move ? move.to + path.slice(move.from.length) : path;
  };
  const roots = new Set(moves.map(({ from }) => project.rootOf(from)));
  const concerns = (path: string) => findKind(path) !== 'code-env' || moved(path) !== path;
  const edits = [...roots]
    .flatMap(root => project.filesBelow(root, concerns))
    .flatMap(file => [...pathsIn(file, moved), ...namesGivenBy(file, moved, project)]);
  return [...new Map(edits.map(edit => [`${edit.path} ${edit.span.start}`, edit])).values()];
}

type Moved = (path: string) => string;

function pathsIn(file: ReadFile, moved: Moved): readonly PlacedEdit[] {
  const { path } = file;
  const folder = folderOf(moved(path));
  return occurrencesOf(file).flatMap(occurrence => {
    const written = occurrence.node?.text ?? '';
    const target = moved(occurrence.name);
    if (occurrence.kind !== 'path' || resolvePath(folder, written) === target) return [];
    const [before] = /^(?:\.\/)?/.exec(written) ?? [''];
    const [behind] = /\/?$/.exec(written) ?? [''];
    const renamed = written.startsWith('/') ? target : before + relativePath(folder, target);
    return writeName([{ path, file, occurrence }], renamed + behind);
  });
}

/** The mentions of code envs that have their names from the place of `file`. */
function namesGivenBy(file: ReadFile, moved: Moved, project: Project): readonly PlacedEdit[] {
  const to = moved(file.path);
  const name = placeOf(to).name;
  if (to === file.path || findKind(to) !== 'code-env' || name === placeOf(file.path).name) return [];
  const instance = project.instanceOf(file.path);
  if (!instance || (moved(instance.path) === instance.path && project.instanceOf(to)?.path !== instance.path))
    return [];
  return occurrencesOf(file).flatMap(occurrence => {
    if (occurrence.role !== 'definition' || isWritten(occurrence)) return [];
    const places = placesOf(occurrence, file, project);
    const stays = places.some(
      other =>
        other.occurrence.role === 'definition' &&
        (isWritten(other.occurrence) || moved(other.path) === other.path),
    );
    return stays ? [] : writeName(places, name);
  });
}

/** What is to be moved so that the code env at `path`, which has its name from there, gets the name `name`. */
export function moveForName(path: string, name: string): Move {
  const folder = folderOf(path);
  const [, extension] = /^.+(\.code-env\.ya?ml)$/.exec(baseName(path)) ?? [];
  return extension === undefined
    ? { from: folder, to: `${folderOf(folder)}/${name}` }
    : { from: path, to: `${folder}/${name}${extension}` };
}
