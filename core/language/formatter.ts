import type { Span, TextEdit } from '../text.ts';
import { beginsLine, columnOf } from './columns.ts';
import type { FormatOptions } from './format.ts';
import { type Block, itemStep, type Lexeme, readLexemes } from './lexemes.ts';

/** How many columns an editor wants between a mapping and what is in it. */
export function unitOf({ tabSize }: FormatOptions): number {
  return Number.isInteger(tabSize) && tabSize > 0 && tabSize <= 16 ? tabSize : 2;
}

/** Finds the edits of the white space between the lexemes of a text that are inside of `ranges`, which are whole lines. */
export class Formatter {
  readonly #text: string;
  readonly #options: FormatOptions;
  readonly #unit: number;
  readonly #tabs: boolean;
  readonly #ranges: readonly Span[];
  readonly #lexemes: readonly Lexeme[];
  readonly #columns = new Map<Block, number | undefined>();
  readonly #edits: TextEdit[] = [];
  /** The index of the lexeme behind a block of comments. */
  #content = 0;

  constructor(text: string, options: FormatOptions, language: 'yaml' | 'json', ranges: readonly Span[]) {
    this.#text = text;
    this.#options = options;
    this.#unit = unitOf(options);
    this.#tabs = language === 'json' && options.insertSpaces === false;
    this.#ranges = ranges;
    this.#lexemes = readLexemes(text, this.#unit);
  }

  edits(): readonly TextEdit[] {
    let before: Lexeme | undefined;
    let content: Lexeme | undefined;
    for (const [i, lexeme] of this.#lexemes.entries()) {
      const at = this.#trimLines(before?.end ?? 0, lexeme.start);
      if (lexeme.kind === 'block-text') this.#moveText(lexeme, before);
      else if (!beginsLine(this.#text, lexeme.start)) this.#space(before, lexeme);
      else if (lexeme.kind === 'comment')
        this.#indent(at, lexeme.start, this.#columnOfComment(lexeme, content, this.#contentAfter(i)));
      else this.#indent(at, lexeme.start, this.#columnOf(lexeme));
      if (lexeme.kind === 'scalar') this.#indentLines(lexeme);
      if (lexeme.kind !== 'comment') content = lexeme;
      before = lexeme;
    }
    this.#finish(before);
    return this.#edits;
  }

  /** Takes blanks from the ends of the lines between two lexemes; gives where the last of these lines begins. */
  #trimLines(start: number, end: number): number {
    let at = start;
    for (const line of this.#text.slice(start, end).split('\n').slice(0, -1)) {
      const lineBreak = line.endsWith('\r') ? 1 : 0;
      if (this.#options.trimTrailingWhitespace !== false) this.#edit(at, at + line.length - lineBreak, '');
      at += line.length + 1;
    }
    return at;
  }

  #indent(start: number, end: number, column: number | undefined): void {
    if (column !== undefined) this.#edit(start, end, this.#indentation(column));
  }

  #indentation(column: number): string {
    return this.#tabs ? '\t'.repeat(column / this.#unit) : ' '.repeat(column);
  }

  /** The space between two lexemes of a line. */
  #space(before: Lexeme | undefined, after: Lexeme): void {
    // What is on a line with a block that stays, stays too.
    if (!before || (after.block.start === after.start && !this.#covers(after.block))) return;
    const spaces = spacesBetween(before, after);
    if (spaces !== undefined) this.#edit(before.end, after.start, ' '.repeat(spaces));
  }

  /** The column at which `block` is to be; undefined for brackets whose lines stay. A block that is not covered whole stays. */
  #columnOfBlock(block: Block): number | undefined {
    if (this.#columns.has(block)) return this.#columns.get(block);
    let column: number | undefined = block.column;
    if (block.parent && this.#covers(block)) {
      const parent = this.#columnOfBlock(block.parent);
      column = parent === undefined ? undefined : parent + block.step;
    } else if (block.kind === 'brackets') column = undefined;
    this.#columns.set(block, column);
    return column;
  }

  #columnOf({ block, step }: Lexeme): number | undefined {
    const column = this.#columnOfBlock(block);
    return column === undefined || step === undefined ? undefined : column + step;
  }

  /** A comment stays with what it was at the same column with, or right of. */
  #columnOfComment(
    comment: Lexeme,
    before: Lexeme | undefined,
    after: Lexeme | undefined,
  ): number | undefined {
    if (comment.block.kind === 'brackets') return this.#columnOf(comment);
    const places: { written: number; column: number | undefined }[] = [];
    if (after && beginsLine(this.#text, after.start))
      places.push({ written: columnOf(this.#text, after.start), column: this.#columnOf(after) });
    for (let block = before?.block; block; block = block.parent)
      if (block.kind !== 'brackets')
        places.push({ written: block.column, column: this.#columnOfBlock(block) });
    // Of a list or mapping that is not there, or of which there are only comments.
    if (before?.kind === 'colon' || before?.kind === 'dash') {
      const column =
        (this.#columnOfBlock(before.block) ?? 0) + (before.kind === 'dash' ? itemStep : this.#unit);
      places.push({ written: before.block.column + 1, column });
    }
    const written = columnOf(this.#text, comment.start);
    const left = places.filter(place => place.written <= written);
    return left.length === 0 ? 0 : left.reduce((a, b) => (b.written > a.written ? b : a)).column;
  }

  #contentAfter(index: number): Lexeme | undefined {
    this.#content = Math.max(this.#content, index);
    while (this.#lexemes[this.#content]?.kind === 'comment') this.#content++;
    return this.#lexemes[this.#content];
  }

  /** The further lines of a text in quotes, or without. */
  #indentLines(lexeme: Lexeme): void {
    const column = this.#columnOf(lexeme);
    if (column === undefined) return;
    for (const line of this.#text.slice(lexeme.start, lexeme.end).matchAll(/\n([ \t]*)(?=[^ \t\r\n])/g)) {
      const start = lexeme.start + line.index + 1;
      this.#edit(start, start + (line[1] as string).length, this.#indentation(column));
    }
  }

  /** The lines of a block text all move by the same number of columns. */
  #moveText(lexeme: Lexeme, header: Lexeme | undefined): void {
    const { start, end, block } = lexeme;
    const lines = this.#text.slice(start, end).split('\n');
    const column = this.#columnOf(lexeme);
    const first = lines.find(line => !isBlank(line));
    if (column === undefined || first === undefined || !this.#covers(lexeme)) return;
    const told = Number(/^[|>][-+]?([1-9])/.exec(this.#text.slice(header?.start, header?.end))?.[1] ?? 0);
    const written = told > 0 ? block.column + told : indentationOf(first);
    const move = told > 0 ? (this.#columnOfBlock(block) ?? 0) - block.column : column - written;
    if (move === 0) return;
    let at = start;
    for (const line of lines) {
      const spaces = indentationOf(line);
      const moved = isBlank(line) && spaces <= written ? 0 : Math.max(0, spaces + move);
      this.#edit(at, at + spaces, ' '.repeat(moved));
      at += line.length + 1;
    }
  }

  /** What stands behind the last lexeme. */
  #finish(last: Lexeme | undefined): void {
    const start = last?.end ?? 0;
    const { trimTrailingWhitespace, insertFinalNewline, trimFinalNewlines } = this.#options;
    let rest = this.#text.slice(start);
    // The line break that ends a block text is part of it.
    const isText = last?.kind === 'block-text';
    if (trimTrailingWhitespace !== false) rest = rest.replaceAll(/[ \t]+(?=\r?\n|$)/g, '');
    if (trimFinalNewlines) rest = isText || !last ? '' : rest.replace(/(\n)\s*$/, '$1');
    if (insertFinalNewline && last && !isText && !rest.includes('\n'))
      rest += this.#text.includes('\r\n') ? '\r\n' : '\n';
    this.#edit(start, this.#text.length, rest);
  }

  #covers({ start, end }: Span): boolean {
    return this.#ranges.some(range => range.start <= start && end <= range.end);
  }

  #edit(start: number, end: number, text: string): void {
    const span = { start, end };
    if (this.#text.slice(start, end) !== text && this.#covers(span)) this.#edits.push({ span, text });
  }
}

function isBlank(line: string): boolean {
  return /^ *\r?$/.test(line);
}

function indentationOf(line: string): number {
  return line.length - line.replace(/^ +/, '').length;
}

/** How many spaces belong between two lexemes of a line; undefined where it is as the author wants. */
function spacesBetween({ kind: before }: Lexeme, { kind: after }: Lexeme): number | undefined {
  if (after === 'comment') return undefined;
  if (after === 'comma') return before === 'scalar' || before === 'close' ? 0 : undefined;
  if (after === 'colon' && before === 'scalar') return 0;
  const dividers: readonly Lexeme['kind'][] = ['dash', 'question', 'colon', 'comma', 'property', 'marker'];
  return dividers.includes(before) && after !== 'close' ? 1 : undefined;
}
