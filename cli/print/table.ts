import Table from 'cli-table3';
import { oneLine } from './one-line.ts';

const none = {
  top: '',
  'top-mid': '',
  'top-left': '',
  'top-right': '',
  bottom: '',
  'bottom-mid': '',
  'bottom-left': '',
  'bottom-right': '',
  left: '',
  'left-mid': '',
  mid: '',
  'mid-mid': '',
  right: '',
  'right-mid': '',
  middle: '  ',
};

/** What a last column needs at least, so that sentences can be read in it. */
const leastForSentences = 20;
/** What is left of a name must still tell it from others. */
const leastForNames = 12;

/**
 * Rows in columns, without lines: easy to read, and to cut with other tools. Where they are wider than `width`, the last
 * column, which explains the others, is wrapped, and if that is not enough names are shortened in their middle.
 */
export function table(
  head: readonly string[],
  rows: readonly (readonly string[])[],
  width: number | undefined,
): string {
  const titles = head.map(title => title.toUpperCase());
  const cells = rows.map(row => row.map(oneLine));
  const wide = titles.map((_, i) => Math.max(...[titles, ...cells].map(row => (row[i] ?? '').length)));
  const fitted = width === undefined ? wide : fit(wide, width - none.middle.length * (wide.length - 1));
  const made = new Table({
    head: titles,
    chars: none,
    style: { head: [], border: [], 'padding-left': 0, 'padding-right': 0 },
    ...(fitted !== wide && { colWidths: [...fitted], wordWrap: true }),
  });
  const isLast = (i: number) => i === wide.length - 1;
  const fitCell = (cell: string, i: number) =>
    cell.length <= (fitted[i] ?? 0)
      ? cell
      : isLast(i)
        ? breakable(cell, fitted[i] ?? 0)
        : shorten(cell, fitted[i] ?? 0);
  made.push(...cells.map(row => row.map(fitCell)));
  return `${made.toString().replaceAll(/ +$/gm, '')}\n`;
}

/** Widths of columns that take `room` together, as far as that leaves them readable. */
function fit(wide: readonly number[], room: number): readonly number[] {
  const sum = (widths: readonly number[]) => widths.reduce((a, b) => a + b, 0);
  if (sum(wide) <= room) return wide;
  const last = wide.at(-1) ?? 0;
  const least = Math.min(last, leastForSentences);
  const fitted = wide.slice(0, -1);
  // The first column says what a row is about: it is the last to be shortened.
  for (const begin of [1, 0]) {
    while (sum(fitted) + least > room) {
      const widest = Math.max(...fitted.slice(begin));
      if (widest <= leastForNames) break;
      fitted[fitted.indexOf(widest, begin)] = widest - 1;
    }
  }
  return [...fitted, Math.max(least, Math.min(last, room - sum(fitted)))];
}

/** A word that is longer than a line can be broken anywhere. */
function breakable(cell: string, width: number): string {
  return cell.replaceAll(new RegExp(`\\S{${width}}(?=\\S)`, 'g'), '$& ');
}

/** Names of images begin and end with what tells them apart. */
function shorten(name: string, width: number): string {
  const end = Math.floor((width - 1) / 2);
  return `${name.slice(0, width - 1 - end)}…${name.slice(name.length - end)}`;
}
