import { lastWritten, lineBreak, replace } from './edit.ts';
import type { Entry, MapNode, Source } from './source.ts';
import type { TextEdit } from './text.ts';

// Entries go from one mapping to another with the comments above and behind them. Where the way they are written makes that
// unsafe, there is no answer: the user moves them.

/** Moves `entries` of `map` into the mapping under its key `key`, which is made where there is none. */
export function moveInto(
  source: Source,
  map: MapNode,
  entries: readonly Entry[],
  key: string,
): readonly TextEdit[] | undefined {
  if (entries.some(entry => entry.foreign) || isTied(source, map)) return undefined;
  const target = map.entries.findLast(entry => entry.key.text === key);
  const inner = target?.value.kind === 'map' && !target.foreign ? target.value : undefined;
  if (target && !inner) return undefined;
  if (inner?.entries.some(own => entries.some(entry => entry.key.text === own.key.text))) return undefined;
  if (map.flow) return moveInFlow(source, map, entries, key, inner);
  const moved = entries.map(entry => linesOf(source, map, entry));
  const column = columnOf(source, entries[0] as Entry);
  const newLine = lineBreak(source.text);
  if (!inner) {
    const [first, ...rest] = moved;
    if (!first) return undefined;
    const lines = moved.map(part => shift(part.text, 2)).join(newLine);
    const head = `${first.behindDash ? '' : ' '.repeat(column)}${key}:`;
    return [
      replace({ start: first.start, end: first.end }, `${head}${newLine}${lines}${first.lineBreak}`),
      ...rest.map(part => replace({ start: part.start, end: part.end }, '')),
    ];
  }
  // A dash would lose the key behind it.
  const anchor = inner.entries.findLast(entry => !entry.foreign);
  if (moved.some(part => part.behindDash) || inner.flow || !anchor) return undefined;
  const lines = moved.map(part => shift(part.text, columnOf(source, anchor) - column)).join(newLine);
  const { end } = source.lines.lineSpan(source.lines.positionAt(lastWritten(source, anchor.span)).line);
  return [
    replace({ start: end, end }, `${newLine}${lines}`),
    ...moved.map(part => replace({ start: part.start, end: part.end }, '')),
  ];
}

/** Puts what the mapping under `entry` holds in the place of `entry`. */
export function unwrap(source: Source, map: MapNode, entry: Entry): readonly TextEdit[] | undefined {
  const inner = entry.value;
  if (entry.foreign || inner.kind !== 'map' || isTied(source, map)) return undefined;
  const first = inner.entries[0];
  if (!first || inner.entries.some(own => map.entries.some(other => other.key.text === own.key.text)))
    return undefined;
  const column = columnOf(source, entry);
  if (inner.flow) {
    if (hasLines(source, inner)) return undefined;
    const separator = map.flow ? ', ' : lineBreak(source.text) + ' '.repeat(column);
    return [replace(entry.span, inner.entries.map(own => pairOf(source, own)).join(separator))];
  }
  const { text, lines } = source;
  // Only comments on lines of their own may stand between.
  if (!/^\s*:[ \t]*(?:\r?\n[ \t]*(?:#[^\n]*)?)+$/.test(text.slice(entry.key.span.end, first.key.span.start)))
    return undefined;
  const { end } = lines.lineSpan(lines.positionAt(lastWritten(source, entry.span)).line);
  const { start } = lines.lineSpan(lines.positionAt(entry.key.span.end).line + 1);
  const content = shift(text.slice(start, end), column - columnOf(source, first));
  return [replace({ start: entry.key.span.start, end }, content.trimStart())];
}

interface EntryLines {
  readonly start: number;
  readonly end: number;
  /** Without the last line break. */
  readonly text: string;
  readonly lineBreak: string;
  /** The entry is the first of a list item, behind its dash. */
  readonly behindDash: boolean;
}

/** The lines of an entry in block style, and the comments that stand directly above it. */
function linesOf(source: Source, map: MapNode, entry: Entry): EntryLines {
  const { text, lines } = source;
  const first = lines.positionAt(entry.span.start).line;
  const last = lines.positionAt(lastWritten(source, entry.span)).line;
  const end = lines.fullLineSpan(last).end;
  const break_ = text.slice(lines.lineSpan(last).end, end);
  const column = columnOf(source, entry);
  const behindDash = text.slice(lines.lineSpan(first).start, entry.span.start).trim() !== '';
  if (behindDash) {
    const own = text.slice(entry.span.start, end - break_.length);
    return {
      start: entry.span.start,
      end,
      text: ' '.repeat(column) + own,
      lineBreak: break_,
      behindDash,
    };
  }
  let top = first;
  const isComment = (line: number) =>
    new RegExp(`^ {${column}}#`).test(text.slice(lines.lineSpan(line).start, lines.lineSpan(line).end));
  if (map.entries[0] !== entry) while (top > 0 && isComment(top - 1)) top--;
  const { start } = lines.lineSpan(top);
  return { start, end, text: text.slice(start, end - break_.length), lineBreak: break_, behindDash };
}

function moveInFlow(
  source: Source,
  map: MapNode,
  entries: readonly Entry[],
  key: string,
  inner: MapNode | undefined,
): readonly TextEdit[] | undefined {
  if (hasLines(source, map)) return undefined;
  const moved = entries.map(entry => pairOf(source, entry));
  const name = map.entries[0]?.key.style === 'double' ? JSON.stringify(key) : key;
  const whole = `${name}: { ${[...(inner?.entries ?? []).map(entry => pairOf(source, entry)), ...moved].join(', ')} }`;
  const parts = map.entries.flatMap(entry => {
    if (inner ? entry.value === inner : entry === entries[0]) return whole;
    return entries.includes(entry) ? [] : pairOf(source, entry);
  });
  return [replace(map.span, `{ ${parts.join(', ')} }`)];
}

function pairOf({ text }: Source, { key, value }: Entry): string {
  const written = text.slice(value.span.start, value.span.end);
  return `${text.slice(key.span.start, key.span.end)}:${written === '' ? '' : ` ${written}`}`;
}

/** In a broken text, and with anchors, which must stand before their aliases, lines cannot change places. */
function isTied({ text, problems }: Source, { span }: MapNode): boolean {
  return problems.length > 0 || /(?:^|[\s[{,:-])[&*!]\S/.test(text.slice(span.start, span.end));
}

function hasLines({ text }: Source, { span }: MapNode): boolean {
  return /[\r\n]/.test(text.slice(span.start, span.end));
}

function columnOf({ lines }: Source, entry: Entry): number {
  return lines.positionAt(entry.key.span.start).character;
}

/** `text` with its lines moved to the right, or to the left where there is space. */
function shift(text: string, by: number): string {
  const lines = text.split('\n');
  if (by < 0) {
    const space = new RegExp(`^ {1,${-by}}`);
    return lines.map(line => line.replace(space, '')).join('\n');
  }
  return lines.map(line => (line.trim() === '' ? line : ' '.repeat(by) + line)).join('\n');
}
