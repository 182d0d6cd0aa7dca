import type { Source } from '../source.ts';
import type { TextEdit } from '../text.ts';
import type { FormatOptions } from './format.ts';
import { unitOf } from './formatter.ts';
import { documentAround, type Mark } from './layout.ts';
import { readLayout } from './layout-reader.ts';
import { itemStep } from './lexemes.ts';

/**
 * Indents the blank line at `offset`, which a line break has just begun, by what stands on the line above. The text may be
 * broken. No edit where more than one column can be meant, and in JSON.
 */
export function indentNewLine(source: Source, offset: number, options: FormatOptions): readonly TextEdit[] {
  const { text, lines, language } = source;
  const span = lines.lineSpan(lines.positionAt(offset).line);
  const document = language === 'yaml' ? documentAround(text, offset) : undefined;
  if (!document || text.slice(span.start, span.end).trim() !== '') return [];
  const marks = readLayout(source, document).filter(({ start }) => start < span.start);
  const last = marks.findLast(({ kind }) => kind !== 'comment');
  const above = lines.lineSpan(lines.positionAt(offset).line - 1);
  if (!last || last.end <= above.start || lines.positionAt(offset).line === 0) return [];
  const column = columnBehind(last, source, above.start, unitOf(options));
  const indentation = column === undefined ? undefined : ' '.repeat(column);
  return indentation === undefined || indentation === text.slice(span.start, span.end)
    ? []
    : [{ span, text: indentation }];
}

function columnBehind(
  { kind, frame, start, end, quote }: Mark,
  { text }: Source,
  above: number,
  unit: number,
): number | undefined {
  const indented = /^ *(?=\S)/.exec(text.slice(above, above + 1000))?.[0].length;
  if (kind === 'block') return indented;
  if (!frame || frame.flow) return undefined;
  switch (kind) {
    case 'colon':
    case 'header':
    case 'property':
      return frame.indent + (frame.kind === 'map' ? unit : itemStep);
    case 'dash':
      return frame.indent + itemStep;
    case 'close':
      return frame.indent;
    case 'value': {
      const isOpen = quote !== '' && (end - start < 2 || text[end - 1] !== quote);
      return isOpen ? undefined : frame.indent;
    }
    default:
      return undefined;
  }
}
