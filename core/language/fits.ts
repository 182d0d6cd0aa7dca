import { type FileKind, findSchema, type Path } from '../schema.ts';
import type { Node } from '../source.ts';

/** Whether `node` could stand at `path`: an answer without the work of checking the whole document. Nothing fits everywhere. */
export function fits(kind: FileKind, path: Path, node: Node): boolean {
  const schema = findSchema(kind, path);
  if (!schema) return true;
  if (node.kind === 'map') {
    const { properties } = schema;
    const known = ({ key }: { key: { text: string } }) =>
      schema['additionalProperties'] !== false || Object.hasOwn(properties ?? {}, key.text);
    return isOf(schema.type, 'object') && node.entries.every(known);
  }
  if (node.kind === 'sequence')
    return isOf(schema.type, 'array') && node.items.every(item => fits(kind, [...path, 0], item));
  if (node.value === null) return true;
  return isOf(schema.type, typeof node.value) && (!schema.enum || schema.enum.includes(node.text));
}

function isOf(type: string | readonly string[] | undefined, wanted: string): boolean {
  return type === undefined || [type].flat().includes(wanted);
}
