import type { Fix } from './problem.ts';
import type { Entry, MapNode, ScalarNode, SequenceNode, Source } from './source.ts';
import type { Span, TextEdit } from './text.ts';

// Edits are computed from places in the text, so that comments and layout stay as the author wrote them.

/** A fix that edits the checked file. */
export function edit(title: string, edits: readonly TextEdit[]): Fix {
  return { title, changes: [{ kind: 'edit', edits }], automatic: false };
}

/** A fix that edits the file at `path`, which is not the checked one. */
export function editOther(title: string, path: string, edits: readonly TextEdit[]): Fix {
  return { title, changes: [{ kind: 'edit', path, edits }], automatic: false };
}

/** A fix that makes a file beside the definition. */
export function create(title: string, path: string, text: string): Fix {
  return { title, changes: [{ kind: 'create', path, text }], automatic: false };
}

/** The same fix, which "fix all" may apply unasked. */
export function automatic(fix: Fix): Fix {
  return { ...fix, automatic: true };
}

export function replace(span: Span, text: string): TextEdit {
  return { span, text };
}

/** `text` as a YAML (and JSON) scalar: plain where that is safe, else in double quotes. */
export function renderScalar(text: string, source: Pick<Source, 'language'>): string {
  const plain =
    /^(?:\.\.?\/)*[A-Za-z_][\w.\-/]*(?::[\w.\-/]+)*$/.test(text) &&
    !/^(?:true|false|null|yes|no|on|off|y|n)$/i.test(text);
  return source.language === 'yaml' && plain ? text : JSON.stringify(text);
}

/** `text` in the place of a scalar: in the same quotes, and in quotes of its own where it needs them. It has no control characters. */
export function renderInPlaceOf({ style, span }: ScalarNode, text: string, source: Source): string {
  const written = source.text.slice(span.start, span.end);
  // An alias has the style of its value.
  if (written.startsWith("'")) return `'${text.replaceAll("'", "''")}'`;
  if (written.startsWith('"')) return JSON.stringify(text);
  // A block text ends with its line break.
  const tail = style === 'literal' || style === 'folded' ? /\s*$/.exec(written)?.[0] : '';
  return renderScalar(text, source) + tail;
}

/** Writes `value` behind the key of an entry, in the place of what stands there. */
export function setValue(source: Source, { key, value: { span } }: Entry, value: string): TextEdit {
  if (span.end > span.start) return replace(span, value);
  const colon = /^[ \t]*:/.exec(source.text.slice(key.span.end))?.[0];
  const at = key.span.end + (colon?.length ?? 0);
  return replace({ start: at, end: at }, colon ? ` ${value}` : `: ${value}`);
}

/** Takes an entry out of its mapping: its whole lines in block style, its comma too in flow style. */
export function removeEntry(source: Source, map: MapNode, entry: Entry): TextEdit[] {
  if (map.flow) return [removeFlowItem(map.entries, entry, map.span)];
  const { text, lines } = source;
  const first = lines.positionAt(entry.span.start).line;
  const before = text.slice(lines.lineSpan(first).start, entry.span.start);
  let end = lines.positionAt(lastWritten(source, entry.span)).line;
  // A block text ends with its last line break: what follows on the next line is not the entry's.
  while (end > first && text.slice(lines.lineSpan(end).start, lines.lineSpan(end).end).trim() === '') end--;
  const tail = lines.fullLineSpan(end).end;
  if (before.trim() === '') return [replace({ start: lines.fullLineSpan(first).start, end: tail }, '')];
  // The first key of a list item (`- key: value`): the next key moves up behind the dash.
  const next = map.entries[map.entries.indexOf(entry) + 1];
  return [
    replace(
      { start: entry.span.start, end: next ? next.span.start : lines.lineSpan(end).end },
      next ? '' : '{}',
    ),
  ];
}

/** Where the last character of `span` stands that is no white space. */
export function lastWritten(source: Source, span: Span): number {
  let end = span.end;
  while (end > span.start && /\s/.test(source.text[end - 1] as string)) end--;
  return Math.max(span.start, end - 1);
}

/** `span` without the white space at its end. */
export function writtenSpan(source: Source, span: Span): Span {
  return span.end > span.start ? { start: span.start, end: lastWritten(source, span) + 1 } : span;
}

/** Writes `item` as the last one of a list, in its style. */
export function addItem(source: Source, list: SequenceNode, item: string): TextEdit {
  const { text, lines } = source;
  const last = list.items.at(-1);
  if (!last) return replace(list.span, `[${item}]`);
  const first = lines.positionAt(list.span.start).line;
  const { line, character } = lines.positionAt(last.span.start);
  if (list.flow) {
    const between = line === first ? ' ' : `${lineBreak(text)}${' '.repeat(character)}`;
    return replace({ start: last.span.end, end: last.span.end }, `,${between}${item}`);
  }
  const { end } = lines.lineSpan(lines.positionAt(lastWritten(source, last.span)).line);
  const dash = /^[ \t]*/.exec(text.slice(lines.lineSpan(line).start))?.[0] ?? '';
  return replace({ start: end, end }, `${lineBreak(text)}${dash}- ${item}`);
}

/** Takes an item out of a list. */
export function removeItem(source: Source, list: SequenceNode, index: number): TextEdit[] {
  const item = list.items[index];
  if (!item) return [];
  if (list.flow) return [removeFlowItem(list.items, item, list.span)];
  const { lines } = source;
  const first = lines.positionAt(item.span.start).line;
  const last = lines.positionAt(lastWritten(source, item.span)).line;
  return [replace({ start: lines.fullLineSpan(first).start, end: lines.fullLineSpan(last).end }, '')];
}

interface Placed {
  readonly span: Span;
}

function removeFlowItem(items: readonly Placed[], item: Placed, outer: Span): TextEdit {
  const { span } = item;
  const index = items.indexOf(item);
  const next = items[index + 1];
  if (next) return replace({ start: span.start, end: next.span.start }, '');
  const previous = items[index - 1];
  if (previous) return replace({ start: previous.span.end, end: span.end }, '');
  return replace({ start: outer.start + 1, end: outer.end - 1 }, '');
}

/** Writes `key: value` after `after` (or as the last entry) in the style of the mapping. */
export function addEntry(source: Source, map: MapNode, key: string, value: string, after?: Entry): TextEdit {
  const own = map.entries.filter(entry => !entry.foreign);
  const anchor = after && own.includes(after) ? after : own.at(-1);
  const isQuoted = source.language === 'json' || (map.flow && anchor?.key.style === 'double');
  const name = isQuoted ? JSON.stringify(key) : key;
  if (!anchor)
    return replace(
      { start: map.span.start + 1, end: map.span.start + 1 },
      map.flow ? `${name}: ${value}` : '',
    );
  const { text, lines } = source;
  const start = lines.positionAt(anchor.key.span.start);
  const indentation = ' '.repeat(start.character);
  if (map.flow) {
    const sameLine = lines.positionAt(map.span.start).line === lines.positionAt(anchor.span.start).line;
    return replace(
      { start: anchor.span.end, end: anchor.span.end },
      sameLine ? `, ${name}: ${value}` : `,${lineBreak(text)}${indentation}${name}: ${value}`,
    );
  }
  const line = lines.positionAt(lastWritten(source, anchor.span)).line;
  const { end } = lines.lineSpan(line);
  return replace({ start: end, end }, `${lineBreak(text)}${indentation}${name}: ${value}`);
}

/** The line break that a text uses. */
export function lineBreak(text: string): string {
  return /\r?\n/.exec(text)?.[0] ?? '\n';
}
