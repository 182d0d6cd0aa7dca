import type { Path } from '../schema.ts';
import type { Source } from '../source.ts';
import type { Span } from '../text.ts';
import { documentAround, pathOf, spanOf, textOf } from './layout.ts';
import { readLayout } from './layout-reader.ts';
import type { Slot } from './slot.ts';
import { SlotFinder } from './slot-finder.ts';

/** What can be written at `offset`; undefined where nothing of ours can. */
export function findSlot(source: Source, offset: number): Slot | undefined {
  const document = documentAround(source.text, offset);
  const slot = document && new SlotFinder(source, readLayout(source, document), offset).find();
  // JSON is all brackets.
  return source.language === 'json' && !slot?.flow ? undefined : slot;
}

/** The key, value or comment at `offset`, with its path; undefined elsewhere. */
export function findWord(
  source: Source,
  offset: number,
): { kind: 'key' | 'value' | 'comment'; path: Path; span: Span; text: string } | undefined {
  const document = documentAround(source.text, offset);
  if (!document) return undefined;
  const mark = readLayout(source, document).find(
    mark => /^(?:key|value|word|comment)$/.test(mark.kind) && mark.start <= offset && offset <= mark.end,
  );
  if (!mark) return undefined;
  const text = textOf(source.text, mark);
  const kind = mark.kind === 'word' ? 'value' : (mark.kind as 'key' | 'value' | 'comment');
  const step = kind === 'key' ? text : mark.step;
  return { kind, path: mark.frame ? [...pathOf(mark.frame), step] : [], span: spanOf(mark), text };
}
