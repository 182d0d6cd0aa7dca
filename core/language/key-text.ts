import type { Schema } from '../schema.ts';
import type { Source } from '../source.ts';
import type { SlotText } from './completion.ts';
import type { Slot } from './slot.ts';

/** Keys whose texts have several lines, besides those that hold a piece of a Dockerfile. */
const longTexts = ['specPackageList', 'specCondaEnvironment', 'resourcesInitScript'];

/** A key with its colon, and the beginning of a value of its kind. */
export function renderKey(key: string, schema: Schema, slot: Slot, source: Source): SlotText {
  const json = source.language === 'json';
  const quote = json ? '"' : slot.quote;
  const name = `${quote}${key}${quote}`;
  if (slot.colon) return { text: name };
  const continues = schema.type === 'boolean' || hasValues(schema) || hasValues(schema.items);
  const start = `${name}:`;
  const at = (before: string, after = '', more = continues): SlotText => ({
    text: `${start}${before}${after}`,
    cursor: start.length + before.length,
    continues: more,
  });
  const item = schema.items;
  const opensLines = !json && !slot.flow && slot.lastOnLine;
  const indentation = lineBreakOf(source.text) + ' '.repeat(slot.column + 2);
  if (schema.type === 'array') {
    const nested = item?.properties !== undefined || item?.$ref !== undefined || item?.type === 'object';
    if (opensLines && nested) return at(`${indentation}- `, '', true);
    return at(' [', ']');
  }
  if (schema.type === 'object') {
    if (opensLines) return at(indentation, '', true);
    return at(' {', '}', true);
  }
  if (opensLines && (schema['x-dockerfile'] || longTexts.includes(key))) return at(` |${indentation}`);
  if (!json) return at(' ');
  // JSON has no empty value.
  if (schema.type === 'string') return at(' "', '"');
  if (schema.type === 'boolean') return at(' ', 'false');
  return at(' ', schema.type === 'number' ? '0' : 'null');
}

function hasValues(schema: Schema | undefined): boolean {
  return Boolean(schema?.enum ?? schema?.examples ?? schema?.['x-reference']);
}

function lineBreakOf(text: string): string {
  return /\r?\n/.exec(text)?.[0] ?? '\n';
}
