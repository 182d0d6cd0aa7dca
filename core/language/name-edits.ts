import { renderInPlaceOf, replace } from '../edit.ts';
import type { ReadFile } from '../project.ts';
import type { Span, TextEdit } from '../text.ts';
import { anchorsOf, type Occurrence } from './occurrence.ts';
import type { Place } from './symbol.ts';

/** An edit of the file at `path`. */
export interface PlacedEdit extends TextEdit {
  readonly path: string;
}

/** Writes `name` at all of `places`, which name one thing. A name that a file has by its place stays. */
export function writeName(places: readonly Place[], name: string): readonly PlacedEdit[] {
  return places.flatMap(place => {
    const { path, file, occurrence } = place;
    const { span, node, kind } = occurrence;
    if (!file) return { path, ...replace(span, name) };
    if (kind === 'anchor') return { path, ...replace({ start: span.start + 1, end: span.end }, name) };
    const shares = valueOfAlias(file, occurrence);
    if (!node || (shares && places.some(other => other.file === file && shares(other.occurrence.span))))
      return [];
    return { path, ...replace(span, renderInPlaceOf(node, name, file.source)) };
  });
}

/** For an occurrence that is written as an alias: what tells the place of the value that its anchor stands before. */
function valueOfAlias(file: ReadFile, { span }: Occurrence): ((value: Span) => boolean) | undefined {
  const alias = anchorsOf(file).find(
    ({ role, span: { start } }) => role === 'reference' && start === span.start,
  );
  if (alias?.anchorAt === undefined) return undefined;
  return value => anchorBefore(file, value) === alias.anchorAt;
}

/** Where the anchor begins that stands directly before a value; undefined without one. */
function anchorBefore(file: ReadFile, value: Span): number | undefined {
  return anchorsOf(file).find(
    ({ role, span }) =>
      role === 'definition' &&
      span.end < value.start &&
      file.source.text.slice(span.end, value.start).trim() === '',
  )?.span.start;
}

/** An alias that shows the text of one of `places` where something else is meant, so that it would change, too. */
export function findStranger(places: readonly Place[]): { file: ReadFile; alias: Occurrence } | undefined {
  for (const { file, occurrence } of places) {
    const anchorAt = file && occurrence.node && anchorBefore(file, occurrence.span);
    if (anchorAt === undefined) continue;
    const alias = anchorsOf(file as ReadFile).find(
      one =>
        one.role === 'reference' &&
        one.anchorAt === anchorAt &&
        !places.some(other => other.file === file && other.occurrence.span.start === one.span.start),
    );
    if (alias) return { file: file as ReadFile, alias };
  }
  return undefined;
}
