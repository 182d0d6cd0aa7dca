import { readSource, type Source } from '../source.ts';
import { applyEdits, type Span, type TextEdit } from '../text.ts';
import { Formatter } from './formatter.ts';
import { sameData } from './same-data.ts';

/** What an editor asks of a format. */
export interface FormatOptions {
  readonly tabSize: number;
  /** YAML is indented by spaces alone, whatever this says. */
  readonly insertSpaces: boolean;
  /** Blanks at the ends of lines go, unless this is false. */
  readonly trimTrailingWhitespace?: boolean;
  readonly insertFinalNewline?: boolean;
  readonly trimFinalNewlines?: boolean;
}

/**
 * Edits of the white space in a YAML or JSON text, or in some `ranges` of it, taken as whole lines: what is written, its
 * order and its lines stay. None for a text with mistakes, and none that would change what the text means.
 */
export function formatEdits(
  source: Source,
  options: FormatOptions,
  ranges: readonly Span[] = [{ start: 0, end: source.text.length }],
): readonly TextEdit[] {
  const { text, language, lines, problems } = source;
  if (language !== 'yaml' && language !== 'json') return [];
  // The parser reads no line breaks of old Macs.
  if (problems.length > 0 || /\r(?!\n)/.test(text)) return [];
  const whole = ranges.map(({ start, end }) => {
    const last = lines.positionAt(end);
    return {
      start: lines.fullLineSpan(lines.positionAt(start).line).start,
      end: last.character === 0 && end > start ? end : lines.fullLineSpan(last.line).end,
    };
  });
  const edits = new Formatter(text, options, language, whole).edits();
  if (edits.length === 0) return edits;
  return sameData(source, readSource(applyEdits(text, edits), language)) ? edits : [];
}
