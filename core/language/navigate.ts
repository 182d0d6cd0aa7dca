import type { Project, ReadFile } from '../project.ts';
import type { Span } from '../text.ts';
import { isWritten, type Occurrence } from './occurrence.ts';
import { occurrenceAt, type Place, placesOf, placesWithin } from './symbol.ts';

/** A place to go to: `span` is to be selected, `whole` is what it is the name of. */
export interface Target {
  readonly path: string;
  readonly span: Span;
  readonly whole: Span;
}

/** Where the name or path at `offset` leads to, and where it stands itself. */
export function definitionAt(
  file: ReadFile,
  offset: number,
  project: Project,
): { readonly origin: Span; readonly targets: readonly Target[] } | undefined {
  const at = occurrenceAt(file, offset);
  if (!at) return undefined;
  const targets =
    at.kind === 'path'
      ? beginningOf(at.name, project)
      : placesOf(at, file, project).filter(isDefinition).map(toTarget);
  return { origin: at.span, targets };
}

/** A file, or the Dockerfile of a folder: an editor opens no folders. */
function beginningOf(path: string, project: Project): readonly Target[] {
  const found = [path, `${path}/Dockerfile`].find(one => project.isFile(one));
  const span = { start: 0, end: 0 };
  return found === undefined ? [] : [{ path: found, span, whole: span }];
}

/** Every place that names the same thing as the name at `offset`. */
export function referencesAt(
  file: ReadFile,
  offset: number,
  project: Project,
  withDefinitions: boolean,
): readonly Target[] {
  const at = occurrenceAt(file, offset);
  if (!at) return [];
  const places = placesOf(at, file, project);
  return places.filter(place => withDefinitions || !isDefinition(place)).map(toTarget);
}

/** The places of `file` that name the same thing as the name at `offset`. */
export function highlightsAt(file: ReadFile, offset: number): readonly Occurrence[] {
  const at = occurrenceAt(file, offset);
  const places = at ? placesWithin(at, file) : [];
  return places.map(({ occurrence }) => occurrence).filter(isWritten);
}

function isDefinition({ occurrence }: Place): boolean {
  return occurrence.role === 'definition';
}

function toTarget({ path, occurrence: { span, whole } }: Place): Target {
  return { path, span, whole };
}
