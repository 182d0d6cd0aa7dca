import type { Span } from '../text.ts';

/** Looks at the characters of a stretch of a text. Every place outside of the stretch counts as a line break. */
export class Scanner {
  readonly text: string;
  readonly start: number;
  readonly end: number;

  constructor(text: string, { start, end }: Span) {
    this.text = text;
    this.start = start;
    this.end = end;
  }

  /** What `pattern`, which is sticky, finds right at `at`; empty for nothing. */
  match(pattern: RegExp, at: number): string {
    pattern.lastIndex = at;
    return pattern.exec(this.text)?.[0] ?? '';
  }

  isDash(at: number): boolean {
    return this.text[at] === '-' && at < this.end && /\s|^$/.test(this.text[at + 1] ?? '');
  }

  isBreak(at: number): boolean {
    return at >= this.end || this.text[at] === '\n' || this.text[at] === '\r';
  }

  skipBlanks(start: number): number {
    let at = start;
    while (at < this.end && (this.text[at] === ' ' || this.text[at] === '\t')) at++;
    return at;
  }

  lineEnd(start: number): number {
    let at = start;
    while (!this.isBreak(at)) at++;
    return at;
  }

  startOfLine(offset: number): number {
    let at = offset;
    while (at > 0 && !/[\n\r\uFEFF]/.test(this.text[at - 1] as string)) at--;
    return at;
  }

  nextLine(lineEnd: number): number {
    return lineEnd + (this.text[lineEnd] === '\r' && this.text[lineEnd + 1] === '\n' ? 2 : 1);
  }
}
