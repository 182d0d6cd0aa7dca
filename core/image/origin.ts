import type { Located } from '../model.ts';
import type { Source } from '../source.ts';

/** Where something in an image comes from: a line, counted from 0, of a file, and where it begins in that line. */
export interface Origin {
  readonly path: string;
  readonly line: number;
  /** Counted from 0; without it, it begins where the line's text begins. */
  readonly character?: number;
}

/** A line of a list of packages or of a fragment, and where it was written. */
export interface Line {
  readonly text: string;
  readonly origin: Origin;
}

/** Where `located` begins. */
export function originOf(path: string, source: Source, located: Located<unknown>): Origin {
  return { path, ...source.lines.positionAt(located.span.start) };
}

/** The lines of a text that stands in a definition. Only a literal block keeps its lines; otherwise all are where it begins. */
export function linesOf(path: string, source: Source, located: Located<string>): readonly Line[] {
  const origin = originOf(path, source, located);
  const literal = located.node.kind === 'scalar' && located.node.style === 'literal';
  return located.value
    .replace(/\n$/, '')
    .split(/\r\n|\n/)
    .map((text, i) => ({ text, origin: literal ? { path, line: origin.line + 1 + i } : origin }));
}

/** The lines of a file beside a definition. */
export function fileLines(file: { readonly path: string; readonly text: string }): readonly Line[] {
  return file.text
    .replace(/\r?\n$/, '')
    .split(/\r\n|\n/)
    .map((text, line) => ({ text, origin: { path: file.path, line } }));
}
