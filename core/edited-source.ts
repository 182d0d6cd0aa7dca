import { movedEntry, movedNode, movedSpan } from './moved.ts';
import {
  type Entry,
  type MapNode,
  type Node,
  readSource,
  type SequenceNode,
  type Source,
  type SourceDocument,
} from './source.ts';
import { type Replacement, replacementBetween, type Span } from './text.ts';

/** A list or mapping whose items stand below each other. */
type Block = MapNode | SequenceNode;

type Item = Node | Entry;

/** The lines, in the text before, of the items `first` to `last` of a block, up to those of the next item. */
interface Stretch {
  readonly span: Span;
  readonly first: number;
  readonly last: number;
}

/** A block after an edit; what was read for it, and in place of which stretch of the text before. */
interface Mended {
  readonly block: Block;
  readonly part: Source;
  readonly instead: Span;
}

/**
 * Reads a text that came of another one by an edit: only the lines of those entries or items that the edit is in, as a text
 * of their own; all else is taken over. Equal to what {@link readSource} gives. Undefined where that cannot be known from
 * these lines alone, or where they are most of the text: then all of it is to be read.
 */
export function readEdited(before: Source, text: string): Source | undefined {
  // Behind a mistake nothing is sure, and what is shared is not only where the edit is.
  if (before.language !== 'yaml' || before.problems.length > 0) return undefined;
  // The version of YAML that a text names decides what its values are.
  if (before.text.includes('%YAML') || text.includes('%YAML')) return undefined;
  if (before.documents.some(({ shares }) => shares)) return undefined;
  const edit = replacementBetween(before.text, text);
  const at = before.documents.findIndex(({ span }) => edit.start < span.end);
  const document = before.documents[at < 0 ? before.documents.length - 1 : at];
  const root = document?.root;
  if (!document || !root || !isBlock(root)) return undefined;
  const start = document === before.documents[0] ? 0 : undefined;
  const end = endOfContents(before.text, root.span.end, document.span.end);
  const mended = new Mender(before.text, text, edit).mend(root, start, end);
  return mended && joined(before, text, edit, document, mended);
}

/** Where those lines end that can belong to a value that ends at `from`: at `---` or `...`, or with its document. */
function endOfContents(text: string, from: number, end: number): number {
  const marker = /^(?:---|\.\.\.)/gm;
  marker.lastIndex = from;
  return Math.min(marker.exec(text)?.index ?? end, end);
}

/** Takes an edit over into the tree of the text before it. */
class Mender {
  readonly #before: string;
  readonly #text: string;
  readonly #edit: Replacement;
  /** How much further back all that is behind the edit stands now. */
  readonly #by: number;

  constructor(before: string, text: string, edit: Replacement) {
    this.#before = before;
    this.#text = text;
    this.#edit = edit;
    this.#by = movedBy(edit);
  }

  /**
   * `block` after the edit. Its lines end at `end`. A block that the text begins with has a `start`, too: then what stands
   * before its first item may be edited as well.
   */
  mend(block: Block, start: number | undefined, end: number): Mended | undefined {
    const stretch = this.#stretch(block, start, end);
    // The smaller the block that the edit is in, the less is read.
    return stretch && (this.#mendInside(block, stretch) ?? this.#mendItems(block, stretch));
  }

  /** The items around the edit. The first of them begins before it, so that the one above ends where it did. */
  #stretch(block: Block, start: number | undefined, end: number): Stretch | undefined {
    const { start: from, oldEnd } = this.#edit;
    const items = itemsOf(block);
    let first = 0;
    for (let behind = items.length; behind - first > 1; ) {
      const middle = (first + behind) >> 1;
      if (startOf(items[middle]) < from) first = middle;
      else behind = middle;
    }
    let last = first;
    while (last + 1 < items.length && startOf(items[last + 1]) < oldEnd) last++;
    const next = last + 1 < items.length ? lineOf(this.#before, items[last + 1]) : end;
    if (next === undefined || next < oldEnd) return undefined;
    if (first === 0 && start !== undefined) return { span: { start, end: next }, first, last };
    const line = lineOf(this.#before, items[first]);
    if (line === undefined || startOf(items[first]) >= from) return undefined;
    return { span: { start: line, end: next }, first, last };
  }

  #mendInside(block: Block, { span, first, last }: Stretch): Mended | undefined {
    const item = itemsOf(block)[first];
    const child = item && contentOf(item);
    if (!child || !isBlock(child) || first !== last) return undefined;
    const mended = this.mend(child, undefined, span.end);
    if (!mended) return undefined;
    const { block: value } = mended;
    const instead =
      'key' in item ? { ...item, value, span: { start: item.span.start, end: value.span.end } } : value;
    return { ...mended, block: this.#replaced(block, first, last, [instead], block.span.start) };
  }

  #mendItems(block: Block, { span, first, last }: Stretch): Mended | undefined {
    const lines = this.#text.slice(span.start, span.end + this.#by);
    // To read most of a text, maybe in vain, is no better than to read all of it.
    if (lines.length > this.#text.length / 2) return undefined;
    // What is behind must begin in a new line, and in the same document.
    if (span.end < this.#before.length && (!lines.endsWith('\n') || /^\.\.\./m.test(lines))) return undefined;
    // A byte order mark is none within a text.
    if (span.start > 0 && lines.startsWith('\uFEFF')) return undefined;
    const part = readSource(lines);
    const [document, ...more] = part.documents;
    const root = document?.root;
    if (!root || more.length > 0 || document.shares || part.problems.length > 0) return undefined;
    if (!isBlock(root) || root.kind !== block.kind) return undefined;
    if (columnOf(lines, root) !== columnOf(this.#before, block)) return undefined;
    const read = movedNode(root, span.start) as Block;
    const at = first === 0 ? read.span.start : block.span.start;
    return { block: this.#replaced(block, first, last, itemsOf(read), at), part, instead: span };
  }

  #replaced(block: Block, first: number, last: number, instead: readonly Item[], start: number): Block {
    const items = itemsOf(block);
    const behind = items.slice(last + 1).map(item => movedItem(item, this.#by));
    const all = [...items.slice(0, first), ...instead, ...behind];
    const span = { start, end: all.at(-1)?.span.end ?? start };
    return block.kind === 'map'
      ? { kind: 'map', span, entries: all as Entry[], flow: false }
      : { kind: 'sequence', span, items: all as Node[], flow: false };
  }
}

/** The whole text, with a document that was mended. */
function joined(
  before: Source,
  text: string,
  edit: Replacement,
  changed: SourceDocument,
  { block, part, instead }: Mended,
): Source {
  const by = movedBy(edit);
  const at = before.documents.indexOf(changed);
  const documents = before.documents.map((document, i) => {
    if (i < at) return document;
    if (i === at)
      return { ...document, span: { start: document.span.start, end: document.span.end + by }, root: block };
    return {
      ...document,
      span: movedSpan(document.span, by),
      root: document.root && movedNode(document.root, by),
    };
  });
  const comments = [
    ...before.comments.filter(({ span }) => span.start < instead.start),
    ...movedAll(part.comments, instead.start),
    ...movedAll(
      before.comments.filter(({ span }) => span.start >= instead.end),
      by,
    ),
  ];
  return { ...before, text, lines: before.lines.replaced(text, edit), documents, comments };
}

function movedBy({ oldEnd, newEnd }: Replacement): number {
  return newEnd - oldEnd;
}

function isBlock(node: Node): node is Block {
  return node.kind !== 'scalar' && !node.flow;
}

function itemsOf(block: Block): readonly Item[] {
  return block.kind === 'map' ? block.entries : block.items;
}

function contentOf(item: Item): Node {
  return 'key' in item ? item.value : item;
}

function startOf(item: Item | undefined): number {
  return item?.span.start ?? 0;
}

/** Where the line of an item begins. Undefined where more than its key, or the dash before it, stands there. */
function lineOf(text: string, item: Item | undefined): number | undefined {
  if (!item || ('key' in item && item.key.style === 'missing')) return undefined;
  const start = text.lastIndexOf('\n', item.span.start - 1) + 1;
  const lead = text.slice(start, item.span.start);
  return ('key' in item ? /^ *$/ : /^ *- +$/).test(lead) ? start : undefined;
}

/** In which column the items of a block begin, with their dashes; undefined where more than that stands before the first. */
function columnOf(text: string, block: Block): number | undefined {
  const [first] = itemsOf(block);
  const line = lineOf(text, first);
  return line === undefined ? undefined : text.slice(line).search(/[^ ]/);
}

function movedAll<Placed extends { readonly span: Span }>(
  all: readonly Placed[],
  by: number,
): readonly Placed[] {
  return by === 0 ? all : all.map(one => ({ ...one, span: movedSpan(one.span, by) }));
}

function movedItem(item: Item, by: number): Item {
  return 'key' in item ? movedEntry(item, by) : movedNode(item, by);
}
