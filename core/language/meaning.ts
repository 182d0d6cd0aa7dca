import type { Schema } from '../schema.ts';

// What a schema says about its keys and values, in words.

/** What a value of `enum` means; undefined where there is nothing to say that its name does not say. */
export function meaningOf(schema: Schema, value: string): string | undefined {
  const written = schema['x-values']?.[value];
  if (written) return written;
  const [, product, major, minor] = /^(PYTHON|PANDAS)(\d)(\d+)$/.exec(value) ?? [];
  if (!product) return undefined;
  return `${product === 'PYTHON' ? 'Python' : 'Pandas'} ${major}.${minor}.`;
}

/** What kind of value a key takes, in a word or two. */
export function kindOf(schema: Schema): string | undefined {
  if (schema.enum) return schema.enum.length <= 3 ? schema.enum.join(' | ') : 'one of a list';
  const kinds: Readonly<Record<string, string>> = {
    string: 'text',
    boolean: 'true | false',
    number: 'number',
    array: 'list',
    object: 'mapping',
  };
  return kinds[String(schema.type)];
}

/** A key, for people: what it is for, what it can be, and what it is when it is missing. Markdown. */
export function describeKey(schema: Schema): string {
  const parts: string[] = [];
  if (schema.description) parts.push(schema.description);
  const item = schema.items ?? schema;
  if (item.enum) parts.push(describeValues(item, item.enum));
  else if (item.type === 'boolean') parts.push('`true` or `false`');
  if (schema.default !== undefined) parts.push(`Default: \`${String(schema.default)}\``);
  return parts.join('\n\n');
}

function describeValues(schema: Schema, values: readonly string[]): string {
  if (!schema['x-values']) return values.map(value => `\`${value}\``).join(', ');
  const line = (value: string) => {
    const meaning = meaningOf(schema, value);
    return `- \`${value}\`${meaning ? `: ${meaning}` : ''}`;
  };
  return values.map(line).join('\n');
}
