import type { Entry, MapNode, Node, SequenceNode } from './source.ts';
import type { Span } from './text.ts';

/** `span` as it is where `by` more characters stand before it. */
export function movedSpan({ start, end }: Span, by: number): Span {
  return { start: start + by, end: end + by };
}

/** `node` as it is where `by` more characters stand before it. */
export function movedNode(node: Node, by: number): Node {
  if (by === 0) return node;
  if (node.kind === 'map') return node instanceof MovedMap ? node.moved(by) : new MovedMap(node, by);
  if (node.kind === 'sequence')
    return node instanceof MovedSequence ? node.moved(by) : new MovedSequence(node, by);
  const { kind, value, text, style } = node;
  return { kind, span: movedSpan(node.span, by), value, text, style };
}

export function movedEntry(entry: Entry, by: number): Entry {
  if (by === 0) return entry;
  const { key, value, span, foreign } = entry;
  return {
    key: movedNode(key, by) as Entry['key'],
    value: movedNode(value, by),
    span: movedSpan(span, by),
    foreign,
  };
}

/**
 * A mapping that stands elsewhere than where it was read. An edit moves all that is behind it, and few ask what is in there:
 * the entries are moved for the first who does.
 */
class MovedMap implements MapNode {
  readonly kind = 'map';
  readonly span: Span;
  readonly flow: boolean;
  readonly #origin: MapNode;
  readonly #by: number;
  #entries: readonly Entry[] | undefined;

  constructor(origin: MapNode, by: number) {
    this.span = movedSpan(origin.span, by);
    this.flow = origin.flow;
    this.#origin = origin;
    this.#by = by;
  }

  get entries(): readonly Entry[] {
    this.#entries ??= this.#origin.entries.map(entry => movedEntry(entry, this.#by));
    return this.#entries;
  }

  get identity(): object {
    return this.#origin.entries;
  }

  moved(by: number): MapNode {
    return new MovedMap(this.#origin, this.#by + by);
  }
}

/** The same for a list. */
class MovedSequence implements SequenceNode {
  readonly kind = 'sequence';
  readonly span: Span;
  readonly flow: boolean;
  readonly #origin: SequenceNode;
  readonly #by: number;
  #items: readonly Node[] | undefined;

  constructor(origin: SequenceNode, by: number) {
    this.span = movedSpan(origin.span, by);
    this.flow = origin.flow;
    this.#origin = origin;
    this.#by = by;
  }

  get items(): readonly Node[] {
    this.#items ??= this.#origin.items.map(item => movedNode(item, this.#by));
    return this.#items;
  }

  get identity(): object {
    return this.#origin.items;
  }

  moved(by: number): SequenceNode {
    return new MovedSequence(this.#origin, this.#by + by);
  }
}
