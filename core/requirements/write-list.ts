import { addEntry, lineBreak, replace, setValue } from '../edit.ts';
import type { Entry, MapNode, Node, Source } from '../source.ts';
import { readSource } from '../source.ts';
import { applyEdits, type TextEdit } from '../text.ts';
import type { ListText } from './list-text.ts';

/** Writes a list of packages as the value of `key`: as a literal block where such a one can have the text, else in quotes. */
export function writeList(source: Source, map: MapNode, key: string, list: string, entry?: Entry): TextEdit {
  const text = `${list
    .replace(/^\uFEFF/, '')
    .replace(/\r\n?/g, '\n')
    .trimEnd()}\n`;
  const write = (value: string) =>
    entry ? setValue(source, entry, value) : addEntry(source, map, key, value);
  const own = entry ?? map.entries.find(entry => !entry.foreign);
  const column = own ? source.lines.positionAt(own.key.span.start).character : 0;
  const indented = text.trimEnd().replace(/^(?=.)/gm, ' '.repeat(column + 2));
  const block = write(`|\n${indented}`.replaceAll('\n', lineBreak(source.text)));
  const after = readSource(applyEdits(source.text, [block]), source.language === 'json' ? 'json' : 'yaml');
  const isKept =
    !map.flow &&
    after.problems.length === 0 &&
    after.documents.some(({ root }) => textsAt(root, key).includes(text));
  return isKept ? block : write(JSON.stringify(text));
}

/** Writes lines behind the last one of a list that can be edited as it is. */
export function appendLines(source: Source, { lines }: ListText, added: readonly string[]): TextEdit {
  const last = lines.findLast(({ text }) => text.trim() !== '');
  const end = last?.span.end ?? lines[0]?.span.start ?? source.text.length;
  const { character = 0 } = last ? source.lines.positionAt(last.span.start) : {};
  const indentation = ' '.repeat(character);
  const written = added.map(line => (line === '' ? '' : indentation + line)).join(lineBreak(source.text));
  return replace({ start: end, end }, (last ? lineBreak(source.text) : '') + written);
}

/** The texts that stand under this key, in the mapping and below. */
function textsAt(node: Node | undefined, key: string): readonly string[] {
  if (node?.kind !== 'map') return [];
  return node.entries.flatMap(({ key: { text }, value }) =>
    text === key && value.kind === 'scalar' ? value.text : textsAt(value, key),
  );
}
