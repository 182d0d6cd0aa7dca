import { baseName, folderOf } from '../files.ts';
import { isImageReference, withTag } from '../image-reference.ts';
import type { Project, ReadFile } from '../project.ts';
import type { Span } from '../text.ts';
import { editsForMoves, type Move, moveForName } from './moved-files.ts';
import { findStranger, type PlacedEdit, writeName } from './name-edits.ts';
import { isWritten, type NameKind, type Occurrence } from './occurrence.ts';
import { instanceOf } from './references.ts';
import { occurrenceAt, type Place, placesAround, samePlaces } from './symbol.ts';

/** Why something cannot be renamed, and what to do: a sentence for the user. */
export interface Refusal {
  readonly refusal: string;
}

/** What gives something its new name: edits first, then the move of a file or folder whose name it has. */
export interface Renaming {
  readonly edits: readonly PlacedEdit[];
  readonly move: Move | undefined;
}

const words: Readonly<Record<Exclude<NameKind, 'path'>, string>> = {
  'code-env': 'code env',
  'container-config': 'container configuration',
  'spark-config': 'Spark configuration',
  'image-build-config': 'image build configuration',
  'base-image': 'base image',
  workload: 'workload',
  anchor: 'anchor',
};

/** Whether the name at `offset` can be changed, and where it stands without quotes; undefined where no name is. `moves`: files can be moved. */
export function prepareRename(
  file: ReadFile,
  offset: number,
  project: Project,
  moves: boolean,
): { readonly span: Span; readonly name: string } | Refusal | undefined {
  const asked = findAsked(file, offset, project);
  if (!asked) return undefined;
  const { at } = asked;
  const { start, end } = at.span;
  const sign = at.kind === 'anchor' ? 1 : 0;
  const quote = /["']/.test(file.source.text[start] ?? '') ? 1 : 0;
  return (
    refuse(asked, file, project, moves) ?? {
      span: { start: start + quote + sign, end: end - quote },
      name: at.name,
    }
  );
}

/** Gives what is named at `offset` the name `name`, everywhere; undefined where no name is. */
export function rename(
  file: ReadFile,
  offset: number,
  name: string,
  project: Project,
  moves: boolean,
): Renaming | Refusal | undefined {
  const asked = findAsked(file, offset, project);
  if (!asked) return undefined;
  const { at, places, around } = asked;
  if (name === at.name) return { edits: [], move: undefined };
  const refusal = refuse(asked, file, project, moves) ?? refuseName(name, at, around);
  if (refusal) return refusal;
  const placed = placeOfName(places);
  if (!placed) return { edits: writeName(places, name), move: undefined };
  const move = moveForName(placed.path, name);
  if (/[/\\]/.test(name) || /^\.\.?$/.test(name))
    return { refusal: `${name} cannot be the name of a file. Choose another name.` };
  if (project.isTaken(move.to))
    return {
      refusal: `${baseName(move.to)} is in ${baseName(folderOf(move.to))} already. Choose another name.`,
    };
  return { edits: editsForMoves([move], project), move };
}

interface Asked {
  readonly at: Occurrence & { readonly kind: Exclude<NameKind, 'path'> };
  readonly places: readonly Place[];
  /** All of its kind. */
  readonly around: readonly Place[];
}

function findAsked(file: ReadFile, offset: number, project: Project): Asked | undefined {
  const at = occurrenceAt(file, offset);
  if (!at || at.kind === 'path') return undefined;
  const around = placesAround(at, file, project);
  return { at: { ...at, kind: at.kind }, around, places: samePlaces(at, around) };
}

/** The definition that has the name from its file or folder. */
function placeOfName(places: readonly Place[]): Place | undefined {
  return places.find(({ occurrence }) => !isWritten(occurrence));
}

function refuse(
  { at, places }: Asked,
  file: ReadFile,
  project: Project,
  moves: boolean,
): Refusal | undefined {
  const { kind, name } = at;
  const isDefined = places.some(({ occurrence }) => occurrence.role === 'definition');
  // A base image can come from anywhere.
  if (!isDefined && kind !== 'base-image')
    return { refusal: `No ${words[kind]} is called ${name} here, so that there is nothing to rename.` };
  if (kind === 'anchor') return undefined;
  const broken = brokenFile(at, file, project);
  if (broken)
    return {
      refusal: `There is a mistake in ${broken}. Correct it first, so that no place is missed that names ${name}.`,
    };
  const stranger = findStranger(places);
  if (stranger) {
    const line = stranger.file.source.lines.positionAt(stranger.alias.span.start).line + 1;
    return {
      refusal: `The alias *${stranger.alias.name} in line ${line} of ${nameOf(stranger.file.path)} shows this text for another purpose. Write there what is meant.`,
    };
  }
  const placed = placeOfName(places);
  if (!placed) return undefined;
  const { from } = moveForName(placed.path, name);
  const isFolder = from !== placed.path;
  const instance = project.instanceOf(placed.path);
  const holdsMore = isFolder && (from === project.rootOf(from) || instance?.path.startsWith(`${from}/`));
  if (moves && !holdsMore) return undefined;
  return {
    refusal: `The code env is called ${name} because its ${isFolder ? 'folder' : 'file'} is. Give its definition an envName, or rename the ${isFolder ? 'folder' : 'file'}.`,
  };
}

/** A file of the instance that cannot be read as a whole, with the line of its mistake. */
function brokenFile(at: Occurrence, file: ReadFile, project: Project): string | undefined {
  const instance = instanceOf(file, at.span.start, project);
  const others = instance ? project.filesOf(instance).filter(({ path }) => path !== file.path) : [];
  for (const { path, source } of [file, ...others]) {
    const [problem] = source.problems;
    if (problem) return `line ${source.lines.positionAt(problem.span.start).line + 1} of ${nameOf(path)}`;
  }
  return undefined;
}

function nameOf(path: string): string {
  return `${baseName(folderOf(path))}/${baseName(path)}`;
}

function refuseName(
  name: string,
  { kind, ...at }: Asked['at'],
  around: readonly Place[],
): Refusal | undefined {
  if (name.trim() === '') return { refusal: 'The new name is empty. Write one.' };
  if (name !== name.trim() || /\p{Cc}/u.test(name))
    return {
      refusal: `${JSON.stringify(name)} has blanks around it or characters that nobody sees. Write the name without them.`,
    };
  if (kind === 'anchor' && !/^[^\s,[\]{}]+$/.test(name))
    return {
      refusal: `${name} cannot be the name of an anchor: those have no blanks, commas or brackets. Choose another name.`,
    };
  if (kind === 'base-image' && !isImageReference(name))
    return { refusal: `${name} is not the name of an image. Write it as [registry/]name[:tag].` };
  const isTaken = around.some(
    ({ occurrence: other }) =>
      other.role === 'definition' &&
      other.document === (kind === 'anchor' ? at.document : other.document) &&
      (kind === 'base-image'
        ? withTag(other.name) === withTag(name) && withTag(name) !== withTag(at.name)
        : other.name === name),
  );
  return isTaken
    ? { refusal: `Another ${words[kind]} is already called ${name}. Choose another name.` }
    : undefined;
}
