import type { ReadFile } from '../project.ts';
import type { Span } from '../text.ts';
import { occurrenceAt, placesWithin } from './symbol.ts';

/**
 * The name of the anchor or alias at `offset`, and of all that belong to the same anchor, without `&` and `*`: they change
 * together. Undefined where there is only one.
 */
export function linkedNames(file: ReadFile, offset: number): readonly Span[] | undefined {
  const at = occurrenceAt(file, offset);
  // In front of the sign it is not the name that is typed into.
  if (at?.kind !== 'anchor' || at.anchorAt === undefined || offset === at.span.start) return undefined;
  const places = placesWithin(at, file).map(({ occurrence: { span } }) => span);
  return places.length > 1 ? places.map(({ start, end }) => ({ start: start + 1, end })) : undefined;
}
