import { isAlias, isNode, isScalar, parseAllDocuments, visit } from '../yaml.ts';

/** Whether two texts hold the same documents: values, keys and their order, anchors, tags, and how values are written. */
export function sameData(one: string, other: string): boolean {
  return dataOf(one) === dataOf(other);
}

/** What a text holds. Aliases are not followed, so that it is as long as the text at most. */
function dataOf(text: string): string {
  const documents = parseAllDocuments(text, { uniqueKeys: false, prettyErrors: false, logLevel: 'silent' });
  return JSON.stringify(
    [...documents].map(document => {
      const found: unknown[] = [document.errors.map(({ code }) => code)];
      visit(document, {
        Node: (key, node, path) => {
          if (!isNode(node)) return;
          const { tag } = node;
          const anchor = isAlias(node) ? node.source : node.anchor;
          const value = isScalar(node) ? [node.type, node.source, String(node.value)] : [];
          found.push([path.length, key, tag, anchor, ...value]);
        },
      });
      return found;
    }),
  );
}
