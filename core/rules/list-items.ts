import { renderScalar, replace } from '../edit.ts';
import type { Located } from '../model.ts';
import type { Source } from '../source.ts';
import type { TextEdit } from '../text.ts';

/** Writes more items behind an item of a list, in the style of the list. Undefined where the list is not written here. */
export function insertAfter(
  source: Source,
  list: Located<readonly Located<string>[]>,
  item: Located<string>,
  texts: readonly string[],
): TextEdit | undefined {
  const { node, entry } = list;
  if (node.kind !== 'sequence' || entry?.foreign) return undefined;
  const { end } = item.span;
  const rendered = texts.map(text => renderScalar(text, source));
  if (node.flow) return replace({ start: end, end }, rendered.map(text => `, ${text}`).join(''));
  const { line } = source.lines.positionAt(item.span.start);
  const { start, end: lineEnd } = source.lines.lineSpan(line);
  const dash = source.text.slice(start, item.span.start);
  if (!/^\s*-\s+$/.test(dash) || source.lines.positionAt(end).line !== line) return undefined;
  const lineBreak = source.text.includes('\r\n') ? '\r\n' : '\n';
  return replace(
    { start: lineEnd, end: lineEnd },
    rendered.map(text => `${lineBreak}${dash}${text}`).join(''),
  );
}
