import type { Source } from '../source.ts';
import type { Span } from '../text.ts';
import { type Frame, type Mark, textOf } from './layout.ts';
import { Scanner } from './scanner.ts';

/** The marks of a document, in the order of the text. */
export function readLayout(source: Source, span: Span): readonly Mark[] {
  return new LayoutReader(source, span).read();
}

const plainKey =
  /(?:[^\s#:&*!|>'"%@`{}[\],]|:(?=[^\s:]))(?:[^\s:]|:(?=\S)|[ \t]+(?=[^\s#:]))*?(?=[ \t]*:(?:\s|$))/y;
const tightKey = /[A-Za-z_][\w-]*(?=:[^\s/:])/y;
const plainInFlow = /(?:[^\s,[\]{}:]|:(?=[^\s,[\]{}])|[ \t]+(?=[^\s,[\]{}#:]))+/y;
const entryLike = /(?:- |["']?[\w.-]+["']?[ \t]*:(?:\s|$))/y;

class LayoutReader {
  readonly #text: string;
  readonly #scan: Scanner;
  readonly #json: boolean;
  /** Text without a mistake needs no guesses about where brackets and quotes should have been closed. */
  readonly #trusted: boolean;
  readonly #marks: Mark[] = [];
  #frame: Frame | undefined;
  #lineStart: number;

  constructor(source: Source, span: Span) {
    this.#text = source.text;
    this.#json = source.language === 'json';
    this.#trusted = source.problems.length === 0;
    this.#scan = new Scanner(source.text, span);
    this.#lineStart = this.#scan.startOfLine(span.start);
  }

  read(): readonly Mark[] {
    let at = this.#scan.start;
    while (at < this.#scan.end) {
      at = this.#line(at);
      this.#lineStart = at;
    }
    return this.#marks;
  }

  #line(start: number): number {
    const at = this.#scan.skipBlanks(start);
    if (this.#scan.isBreak(at)) return this.#scan.nextLine(at);
    if (this.#text[at] === '#') return this.#rest(at);
    const column = at - this.#lineStart;
    const dash = this.#scan.isDash(at);
    while (
      this.#frame &&
      (this.#frame.indent > column ||
        (this.#frame.indent === column && this.#frame.kind === 'sequence' && !dash))
    )
      this.#frame = this.#frame.parent;
    return this.#node(at);
  }

  /** Dashes, a key, and what follows them in the line. */
  #node(start: number): number {
    let at = start;
    while (this.#scan.isDash(at)) {
      const column = at - this.#lineStart;
      if (this.#frame?.kind !== 'sequence' || this.#frame.indent !== column)
        this.#frame = this.#open('sequence', column);
      this.#frame.count++;
      this.#mark('dash', at, at + 1, this.#frame.count - 1);
      at = this.#scan.skipBlanks(at + 1);
      if (this.#scan.isBreak(at) || this.#text[at] === '#') return this.#rest(at);
    }
    const column = at - this.#lineStart;
    const key = this.#findKey(at, column);
    if (!key) return this.#value(at, at === start ? 'word' : 'value');
    if (this.#frame?.kind !== 'map' || this.#frame.indent !== column) this.#frame = this.#open('map', column);
    const colon = this.#scan.skipBlanks(key.end);
    this.#frame.key = this.#mark('key', at, key.end, '', key.quote).text;
    this.#mark('colon', colon, colon + 1, this.#frame.key);
    return this.#value(this.#scan.skipBlanks(colon + 1), 'value');
  }

  #findKey(at: number, column: number): { end: number; quote: Mark['quote'] } | undefined {
    const quote = this.#text[at];
    if (quote === '"' || quote === "'") {
      const { end, closed } = this.#quoted(at, false);
      const colon = this.#scan.skipBlanks(end);
      return closed && this.#text[colon] === ':' ? { end, quote } : undefined;
    }
    const besideKeys = !this.#frame || (this.#frame.kind === 'map' && this.#frame.indent === column);
    const found = this.#scan.match(plainKey, at) || (besideKeys && this.#scan.match(tightKey, at));
    return found && at + found.length < this.#scan.end ? { end: at + found.length, quote: '' } : undefined;
  }

  #value(start: number, kind: 'value' | 'word'): number {
    const at = this.#properties(start);
    const first = this.#text[at];
    if (this.#scan.isBreak(at) || first === '#') return this.#rest(at);
    if (first === '[' || first === '{') return this.#flow(at);
    const header = this.#scan.match(/[|>][-+\d]*(?=\s|$)/y, at);
    if (header) {
      this.#mark('header', at, at + header.length);
      return this.#block(this.#rest(at + header.length));
    }
    if (first === '"' || first === "'") {
      const { end } = this.#quoted(at, false);
      this.#member(kind, at, end, first);
      return this.#rest(end);
    }
    const line = this.#text.slice(at, this.#scan.lineEnd(at));
    const text = line.replace(/[ \t]+#.*$/, '').trimEnd();
    this.#member(kind, at, at + text.length);
    return this.#rest(at + text.length);
  }

  #properties(start: number): number {
    let at = start;
    for (;;) {
      const found = this.#scan.match(/[&!][^\s,[\]{}]*/y, at);
      if (!found) return at;
      this.#mark('property', at, at + found.length, this.#step());
      at = this.#scan.skipBlanks(at + found.length);
    }
  }

  /** The lines of a block text that are indented deeper than what holds it. */
  #block(start: number): number {
    const least = this.#frame?.indent ?? -1;
    let at = start;
    let end = start;
    while (at < this.#scan.end) {
      const content = this.#scan.skipBlanks(at);
      if (!this.#scan.isBreak(content)) {
        if (content - at <= least) break;
        end = this.#scan.lineEnd(content);
      }
      at = this.#scan.nextLine(this.#scan.lineEnd(content));
    }
    if (end > start) this.#mark('block', start, end);
    return at;
  }

  #flow(start: number): number {
    const outer = this.#frame;
    let at = start;
    while (at < this.#scan.end) {
      const char = this.#text[at] as string;
      if (this.#scan.isBreak(at)) {
        at = this.#scan.nextLine(at);
        if (outer && this.#isNewEntry(at, outer.indent)) break;
      } else if (char === ' ' || char === '\t') at++;
      else if (char === '#' && /\s/.test(this.#text[at - 1] ?? ' ')) {
        this.#mark('comment', at, this.#scan.lineEnd(at));
        at = this.#scan.lineEnd(at);
      } else if (char === '[' || char === '{') {
        if (this.#frame?.flow) {
          if (this.#frame.kind === 'sequence') this.#frame.count++;
          this.#frame.colon = false;
        }
        this.#frame = this.#open(char === '[' ? 'sequence' : 'map', outer?.indent ?? -1, true);
        this.#mark('open', at, ++at);
      } else if (char === ']' || char === '}') {
        this.#closeFlow(char === ']' ? 'sequence' : 'map', outer);
        this.#mark('close', at, ++at, this.#step());
        if (this.#frame === outer) return this.#rest(at);
      } else if (char === ',' || this.#isFlowColon(at)) {
        if (this.#frame) this.#frame.colon = char === ':';
        this.#mark(char === ',' ? 'comma' : 'colon', at, ++at, this.#step());
      } else at = this.#flowScalar(at);
    }
    this.#frame = outer;
    return at;
  }

  /** A colon divides where something can end: before a blank or a bracket, or behind what has an end of its own. */
  #isFlowColon(at: number): boolean {
    const around = /[\s,[\]{}]|^$/.test(this.#text[at + 1] ?? '') || /["'\]}]/.test(this.#text[at - 1] ?? '');
    return this.#text[at] === ':' && (around || this.#json);
  }

  #flowScalar(start: number): number {
    const at = this.#properties(start);
    if (at > start) return at;
    const quote = this.#text[at];
    const { end } =
      quote === '"' || quote === "'"
        ? this.#quoted(at, true)
        : { end: at + Math.max(1, this.#scan.match(plainInFlow, at).length) };
    const frame = this.#frame as Frame;
    const isKey = frame.kind === 'map' && !frame.colon;
    const tight = isKey && quote !== '"' && quote !== "'" ? this.#scan.match(tightKey, at).length : 0;
    if (tight > 0 && at + tight < end) {
      frame.key = this.#mark('key', at, at + tight).text;
      this.#mark('colon', at + tight, at + tight + 1, frame.key);
      frame.colon = true;
      return at + tight + 1;
    }
    const style = quote === '"' || quote === "'" ? quote : '';
    if (isKey) frame.key = this.#mark('key', at, end, '', style).text;
    else {
      if (frame.kind === 'sequence') frame.count++;
      frame.colon = false;
      this.#member('value', at, end, style);
    }
    return end;
  }

  #closeFlow(kind: Frame['kind'], outer: Frame | undefined): void {
    let frame = this.#frame;
    while (frame && frame !== outer && frame.kind !== kind) frame = frame.parent;
    if (frame && frame !== outer) this.#frame = frame.parent;
  }

  /** The end of a text in quotes. Where the closing quote was forgotten, the text ends with its line. */
  #quoted(start: number, flow: boolean): { end: number; closed: boolean } {
    const quote = this.#text[start] as string;
    for (let at = start + 1; at < this.#scan.end; at++) {
      const char = this.#text[at];
      if (char === '\\' && quote === '"' && !this.#scan.isBreak(at + 1)) at++;
      else if (char === quote) {
        if (quote === '"' || this.#text[at + 1] !== quote) return { end: at + 1, closed: true };
        at++;
      } else if (this.#scan.isBreak(at)) {
        const next = this.#scan.nextLine(at);
        if (this.#json || this.#isNewEntry(next, Number.POSITIVE_INFINITY)) break;
        at = next - 1;
      }
    }
    const rest = this.#text.slice(start + 1, this.#scan.lineEnd(start));
    const cut = flow ? rest.search(/[,\]}]/) : -1;
    return { end: start + 1 + (cut >= 0 ? cut : rest.trimEnd().length), closed: false };
  }

  /** Whether the line at `at` begins an entry that is not deeper than `indent`, so that what is open must have been forgotten. */
  #isNewEntry(at: number, indent: number): boolean {
    const content = this.#scan.skipBlanks(at);
    return !this.#trusted && content - at <= indent && this.#scan.match(entryLike, content) !== '';
  }

  /** A comment at the end of a line; gives the start of the next line. */
  #rest(start: number): number {
    const at = this.#scan.skipBlanks(start);
    const end = this.#scan.lineEnd(at);
    if (this.#text[at] === '#' && at < end) this.#mark('comment', at, end);
    return this.#scan.nextLine(end);
  }

  #member(kind: 'value' | 'word', start: number, end: number, quote: Mark['quote'] = ''): void {
    const { mark } = this.#mark(kind, start, end, this.#step(), quote);
    if (this.#frame?.kind === 'sequence') this.#frame.members.push(mark);
  }

  #mark(
    kind: Mark['kind'],
    start: number,
    end: number,
    step: string | number = '',
    quote: Mark['quote'] = '',
  ): { mark: Mark; text: string } {
    const mark: Mark = { kind, start, end, frame: this.#frame, step, quote };
    this.#marks.push(mark);
    if (kind === 'key') this.#frame?.members.push(mark);
    return { mark, text: textOf(this.#text, mark) };
  }

  #open(kind: Frame['kind'], indent: number, flow = false): Frame {
    return {
      kind,
      flow,
      indent,
      parent: this.#frame,
      step: this.#step(),
      members: [],
      key: '',
      count: 0,
      colon: false,
    };
  }

  #step(): string | number {
    if (!this.#frame) return '';
    return this.#frame.kind === 'map' ? this.#frame.key : this.#frame.count - 1;
  }
}
