import type { Path } from '../schema.ts';
import type { Entry, Node, SourceDocument } from '../source.ts';

/** A key or value, where it is written, and the keys and indices that lead to it. */
export interface Written {
  readonly node: Node;
  readonly path: Path;
  /** Of a value that has a key. */
  readonly entry: Entry | undefined;
}

/** Every value that is written in a document, outer ones first. What aliases and merge keys bring in is written elsewhere. */
export function* writtenIn({ root }: SourceDocument): Generator<Written> {
  if (root) yield* writtenAt({ node: root, path: [], entry: undefined });
}

function* writtenAt(written: Written): Generator<Written> {
  yield written;
  const { node, path } = written;
  if (node.kind === 'scalar') return;
  const isInside = ({ span }: { readonly span: Node['span'] }) =>
    node.span.start <= span.start && span.end <= node.span.end;
  if (node.kind === 'sequence') {
    for (const [i, item] of node.items.entries())
      if (isInside(item)) yield* writtenAt({ node: item, path: [...path, i], entry: undefined });
  } else {
    for (const entry of node.entries)
      if (isInside(entry.key))
        yield* writtenAt({ node: entry.value, path: [...path, entry.key.text], entry });
  }
}
