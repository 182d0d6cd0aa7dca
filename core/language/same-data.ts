import { identityOf, type Node, type Source } from '../source.ts';

/** Whether two texts hold the same documents: keys and their order, values, and how these are written. */
export function sameData(one: Source, other: Source): boolean {
  // What aliases share is compared once.
  const compared = new Map<object, object>();
  const isSame = (a: Node, b: Node): boolean => {
    if (a.kind === 'scalar')
      return b.kind === 'scalar' && a.style === b.style && a.text === b.text && a.value === b.value;
    if (a.kind !== b.kind || a.flow !== b.flow) return false;
    const before = compared.get(identityOf(a));
    if (before) return before === identityOf(b);
    compared.set(identityOf(a), identityOf(b));
    const [inA, inB] = [nodesIn(a), nodesIn(b)];
    return inA.length === inB.length && inA.every((node, i) => isSame(node, inB[i] as Node));
  };
  return (
    one.documents.length === other.documents.length &&
    one.problems.length === other.problems.length &&
    one.documents.every(({ root: a }, i) => {
      const b = other.documents[i]?.root;
      return a && b ? isSame(a, b) : a === b;
    })
  );
}

/** Keys and values in their order. */
function nodesIn(node: Exclude<Node, { kind: 'scalar' }>): readonly Node[] {
  return node.kind === 'sequence' ? node.items : node.entries.flatMap(({ key, value }) => [key, value]);
}
