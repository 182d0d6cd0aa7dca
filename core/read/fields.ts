import type { Located } from '../model.ts';
import type { Entry, MapNode, Node, ScalarNode } from '../source.ts';

/** Reads the values of a mapping one by one. What is missing or of the wrong kind is undefined, never an error. */
export class Fields {
  readonly #entries = new Map<string, Entry>();

  /** The first mapping that has a key counts, and of equal keys in it the last. */
  constructor(...maps: (Node | undefined)[]) {
    for (const map of maps.reverse()) {
      if (map?.kind === 'map') for (const entry of map.entries) this.#entries.set(entry.key.text, entry);
    }
  }

  entry(key: string): Entry | undefined {
    return this.#entries.get(key);
  }

  map(key: string): MapNode | undefined {
    const value = this.entry(key)?.value;
    return value?.kind === 'map' ? value : undefined;
  }

  /** A number or a version that the author forgot to quote is read as it is written. */
  text(key: string): Located<string> | undefined {
    const entry = this.entry(key);
    return entry && readText(entry.value, entry);
  }

  boolean(key: string): Located<boolean> | undefined {
    const entry = this.entry(key);
    if (entry?.value.kind !== 'scalar' || typeof entry.value.value !== 'boolean') return undefined;
    return { value: entry.value.value, span: entry.value.span, node: entry.value, entry };
  }

  number(key: string): Located<number> | undefined {
    const entry = this.entry(key);
    if (entry?.value.kind !== 'scalar' || typeof entry.value.value !== 'number') return undefined;
    return { value: entry.value.value, span: entry.value.span, node: entry.value, entry };
  }

  oneOf<T extends string>(key: string, values: readonly T[]): Located<T> | undefined {
    const text = this.text(key);
    return text && (values as readonly string[]).includes(text.value) ? (text as Located<T>) : undefined;
  }

  texts(key: string): Located<readonly Located<string>[]> | undefined {
    const entry = this.entry(key);
    if (entry?.value.kind !== 'sequence') return undefined;
    const items = entry.value.items.map(item => readText(item)).filter(item => item !== undefined);
    return { value: items, span: entry.value.span, node: entry.value, entry };
  }

  /** A list of mappings, with its place; items of other kinds are left out. */
  mapList(key: string): Located<readonly MapNode[]> | undefined {
    const entry = this.entry(key);
    if (entry?.value.kind !== 'sequence') return undefined;
    return { value: this.maps(key), span: entry.value.span, node: entry.value, entry };
  }

  maps(key: string): readonly MapNode[] {
    const value = this.entry(key)?.value;
    return value?.kind === 'sequence' ? value.items.filter(item => item.kind === 'map') : [];
  }
}

function readText(node: Node, entry?: Entry): Located<string> | undefined {
  if (!isWritten(node)) return undefined;
  return { value: node.text, span: node.span, node, ...(entry && { entry }) };
}

function isWritten(node: Node): node is ScalarNode {
  return (
    node.kind === 'scalar' && node.style !== 'missing' && !(node.value === null && node.style === 'plain')
  );
}
