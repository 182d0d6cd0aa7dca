import type { Path } from '../schema.ts';
import type { Span } from '../text.ts';

// A second, forgiving look at a text, for the place of a cursor. The parser wants whole documents; while somebody types,
// the layout still tells what belongs where: indentation, dashes, brackets. Nothing is judged here.

/** A mapping or a list, as far as the layout tells. */
export interface Frame {
  readonly kind: 'map' | 'sequence';
  /** Written in brackets. */
  readonly flow: boolean;
  /** The column of the keys or dashes; -1 for brackets at the root. */
  readonly indent: number;
  readonly parent: Frame | undefined;
  /** The key or index under which the parent holds it. */
  readonly step: string | number;
  /** The marks of its keys or items. */
  readonly members: Mark[];
  /** The last key. */
  key: string;
  /** How many items have begun. */
  count: number;
  /** In brackets: a colon was read, and no value yet. */
  colon: boolean;
}

/** A piece of text that is not blank. `word`: alone on its line, a key to be or a value. `block`: the lines of a block text. */
export interface Mark {
  readonly kind:
    | 'key'
    | 'value'
    | 'word'
    | 'colon'
    | 'dash'
    | 'comma'
    | 'open'
    | 'close'
    | 'property'
    | 'header'
    | 'block'
    | 'comment';
  readonly start: number;
  readonly end: number;
  /** What the text after it is in. */
  readonly frame: Frame | undefined;
  /** Of a value, colon or dash: the key or index that it is about. */
  readonly step: string | number;
  readonly quote: '' | '"' | "'";
}

/** The document around `offset`: from its `---` to the next. Undefined on such a line itself, and among directives. */
export function documentAround(text: string, offset: number): Span | undefined {
  let start = text.startsWith('\uFEFF') ? 1 : 0;
  for (const match of text.matchAll(/^(?:---|\.\.\.)(?=\s|$)[^\r\n]*/gm)) {
    if (match.index > offset) return isDirectives(text, start) ? undefined : { start, end: match.index };
    if (offset <= match.index + match[0].length) return undefined;
    start = match.index + 3;
  }
  return isDirectives(text, start) ? undefined : { start, end: text.length };
}

/** Whether `%YAML` or another directive stands there, which belongs to the document behind the next `---`. */
function isDirectives(text: string, start: number): boolean {
  return /\s*%/y.test(text.slice(start, start + 200));
}

/** The keys and indices from the root to `frame`. */
export function pathOf(frame: Frame | undefined): Path {
  const path: (string | number)[] = [];
  for (let at = frame; at?.parent; at = at.parent) path.push(at.step);
  return path.reverse();
}

/** What a mark says, without its quotes. */
export function textOf(text: string, mark: Mark): string {
  const raw = text.slice(mark.start, mark.end);
  if (mark.quote === '') return raw;
  const end = raw.length > 1 && raw.endsWith(mark.quote) ? -1 : undefined;
  return raw.slice(1, end);
}

export function spanOf({ start, end }: Mark): Span {
  return { start, end };
}
