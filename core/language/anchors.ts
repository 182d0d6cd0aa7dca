import type { Source } from '../source.ts';
import type { Span } from '../text.ts';
import { readLayout } from './layout-reader.ts';

/** An anchor or an alias of YAML. */
export interface AnchorMark {
  readonly kind: 'anchor' | 'alias';
  readonly name: string;
  /** With its `&` or `*`. */
  readonly span: Span;
  /** Where the anchor begins that is meant: its own place, or of an alias the last one before it; undefined without one. */
  readonly anchorAt: number | undefined;
  /** The index of its document. */
  readonly document: number;
}

/** The anchors and aliases of a file, in the order of the text, which may be broken. */
export function readAnchors(source: Source): readonly AnchorMark[] {
  const { text, language, documents } = source;
  if (language !== 'yaml' || !/[&*]/.test(text)) return [];
  return documents.flatMap(({ span }, document) => {
    const start = span.start + (/^---(?=\s)/.test(text.slice(span.start, span.start + 4)) ? 3 : 0);
    const last = new Map<string, number>();
    return readLayout(source, { start, end: span.end }).flatMap(mark => {
      const isPlain = /^(?:key|value|word)$/.test(mark.kind) && mark.quote === '';
      const sign = mark.kind === 'property' ? '&' : isPlain ? '*' : undefined;
      const name = sign && readName(text.slice(mark.start, mark.end), sign);
      if (!name) return [];
      if (sign === '&') last.set(name, mark.start);
      return {
        kind: sign === '&' ? ('anchor' as const) : ('alias' as const),
        name,
        span: { start: mark.start, end: mark.start + 1 + name.length },
        anchorAt: last.get(name),
        document,
      };
    });
  });
}

function readName(written: string, sign: '&' | '*'): string | undefined {
  return written.startsWith(sign) ? /^[^\s,[\]{}]+/.exec(written.slice(1))?.[0] : undefined;
}
