import type { Span } from '../text.ts';
import type { LogicalLine } from './logical-lines.ts';
import type { LineProblem, Part } from './requirement.ts';

/** Goes over a line from left to right, and keeps what it has to complain about. */
export class Scanner {
  readonly text: string;
  readonly problems: LineProblem[] = [];
  readonly #line: LogicalLine;
  readonly end: number;
  at: number;

  constructor(line: LogicalLine, start: number, end: number) {
    this.#line = line;
    this.text = end < line.text.length ? line.text.slice(0, end) : line.text;
    this.at = start;
    this.end = end;
  }

  get rest(): string {
    return this.text.slice(this.at, this.end);
  }

  skipSpace(): void {
    while (this.at < this.end && isSpace(this.text.charCodeAt(this.at))) this.at++;
  }

  /** What `pattern`, which is sticky, finds here; then it is behind that. Space in front is skipped. */
  take(pattern: RegExp): Part | undefined {
    this.skipSpace();
    pattern.lastIndex = this.at;
    const found = pattern.exec(this.text)?.[0];
    if (!found) return undefined;
    this.at += found.length;
    return { text: found, span: this.#line.placeOf(this.at - found.length, this.at) };
  }

  placeOf(start: number, end: number): Span {
    return this.#line.placeOf(start, end);
  }

  /** The word that stands here, or the end of what stood before. */
  hereSpan(): Span {
    this.skipSpace();
    const word = /^(?:[\w.-]+|\S)/.exec(this.rest)?.[0] ?? '';
    if (word !== '') return this.placeOf(this.at, this.at + word.length);
    const before = this.text.slice(0, this.at).trimEnd().length;
    return this.placeOf(Math.max(0, before - 1), before);
  }

  /** What stands here, for a message. */
  hereText(): string {
    this.skipSpace();
    const word = /^(?:[\w.-]+|\S)/.exec(this.rest)?.[0];
    return word === undefined ? 'the line ends' : `${JSON.stringify(word)} stands`;
  }

  complain(problem: LineProblem): undefined {
    this.problems.push(problem);
    return undefined;
  }
}

function isSpace(code: number): boolean {
  return code === 32 || (code >= 9 && code <= 13) || (code > 127 && /\s/.test(String.fromCharCode(code)));
}
