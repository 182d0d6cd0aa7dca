import type { Source } from '../source.ts';
import type { Span } from '../text.ts';
import { documentAround } from './layout.ts';
import { readLayout } from './layout-reader.ts';

/**
 * The name of the anchor or alias at `offset`, and of all that belong to the same anchor, without `&` and `*`: they change
 * together. Undefined where there is only one.
 */
export function linkedNames(source: Source, offset: number): readonly Span[] | undefined {
  const document = source.language === 'yaml' ? documentAround(source.text, offset) : undefined;
  if (!document) return undefined;
  // An anchor can be used from where it stands to where the next one takes its name.
  const groups = new Map<string, Span[]>();
  for (const mark of readLayout(source, document)) {
    const written = source.text.slice(mark.start, mark.end);
    const isAlias = /^(?:key|value|word)$/.test(mark.kind) && mark.quote === '' && written.startsWith('*');
    const isAnchor = mark.kind === 'property' && written.startsWith('&');
    const name = isAlias || isAnchor ? /^[^\s,[\]{}]+/.exec(written.slice(1))?.[0] : undefined;
    if (name === undefined) continue;
    if (isAnchor) {
      if (groups.get(name)?.some(span => contains(span, offset))) break;
      groups.set(name, []);
    }
    groups.get(name)?.push({ start: mark.start + 1, end: mark.start + 1 + name.length });
  }
  const found = [...groups.values()].find(spans => spans.some(span => contains(span, offset)));
  return found && found.length > 1 ? found : undefined;
}

function contains({ start, end }: Span, offset: number): boolean {
  return start <= offset && offset <= end;
}
