import { suggest } from '../suggest.ts';
import type { Span } from '../text.ts';
import type { LineProblem, Part } from './requirement.ts';
import type { Scanner } from './scanner.ts';

/** For which environments a requirement is meant. Source: packaging.python.org, dependency specifiers (PEP 508). */
export type Marker = Connection | Comparison;

export interface Connection {
  readonly kind: 'and' | 'or';
  readonly left: Marker;
  readonly right: Marker;
  readonly span: Span;
}

export interface Comparison {
  readonly kind: 'comparison';
  readonly left: MarkerValue;
  readonly operator: Part;
  readonly right: MarkerValue;
  readonly span: Span;
}

/** A variable of the environment, or a text in quotes (without them). */
export interface MarkerValue {
  readonly variable: boolean;
  readonly text: string;
  readonly span: Span;
}

/** The variables of PEP 508, and the older names that installers still read. */
const variables: Readonly<Record<string, string>> = {
  python_version: 'python_version',
  python_full_version: 'python_full_version',
  os_name: 'os_name',
  sys_platform: 'sys_platform',
  platform_machine: 'platform_machine',
  platform_python_implementation: 'platform_python_implementation',
  platform_release: 'platform_release',
  platform_system: 'platform_system',
  platform_version: 'platform_version',
  implementation_name: 'implementation_name',
  implementation_version: 'implementation_version',
  extra: 'extra',
  extras: 'extras',
  dependency_groups: 'dependency_groups',
  'os.name': 'os_name',
  'sys.platform': 'sys_platform',
  'platform.version': 'platform_version',
  'platform.machine': 'platform_machine',
  'platform.python_implementation': 'platform_python_implementation',
  python_implementation: 'platform_python_implementation',
};

/**
 * Reads the marker that stands here, up to the scanner's end; undefined where it is not one. Each mistake is told: where
 * only one thing can be meant, that is taken for written, and the reader goes on.
 */
export function readMarker(scanner: Scanner): Marker | undefined {
  for (;;) {
    const marker = readOr(scanner, 0);
    if (!marker) return undefined;
    scanner.skipSpace();
    if (scanner.at >= scanner.end) return marker;
    const sign = scanner.rest.match(/^(?:&&?|\|\|?|,|;)/)?.[0];
    scanner.complain(connectionMissing(scanner, sign));
    if (!sign) return undefined;
    scanner.at += sign.length;
  }
}

function connectionMissing(scanner: Scanner, sign: string | undefined): LineProblem {
  const { at, text } = scanner;
  const problem = {
    about: 'marker',
    message: `A marker goes on with "and" or "or", but ${scanner.hereText()} here. Write one of the two, or delete the rest.`,
  } as const;
  if (!sign) return { ...problem, span: scanner.hereSpan() };
  const span = scanner.placeOf(at, at + sign.length);
  const word = sign.startsWith('|') ? 'or' : 'and';
  const before = /\s$/.test(text.slice(0, at)) ? '' : ' ';
  const behind = /^\s/.test(text.slice(at + sign.length)) ? '' : ' ';
  return { ...problem, span, remedy: { title: `Write "${word}"`, span, text: `${before}${word}${behind}` } };
}

/** Deeper nesting is no marker that anybody wrote. */
const deepest = 50;

function readOr(scanner: Scanner, depth: number): Marker | undefined {
  let left = readAnd(scanner, depth);
  while (left && scanner.take(/or\b/y)) left = joined('or', left, readAnd(scanner, depth));
  return left;
}

function readAnd(scanner: Scanner, depth: number): Marker | undefined {
  let left = readOne(scanner, depth);
  while (left && scanner.take(/and\b/y)) left = joined('and', left, readOne(scanner, depth));
  return left;
}

function joined(kind: 'and' | 'or', left: Marker, right: Marker | undefined): Marker | undefined {
  return right && { kind, left, right, span: { start: left.span.start, end: right.span.end } };
}

function readOne(scanner: Scanner, depth: number): Marker | undefined {
  if (scanner.take(/\(/y)) {
    const inner: Marker | undefined = depth < deepest ? readOr(scanner, depth + 1) : undefined;
    if (!inner || scanner.take(/\)/y)) return inner;
    return scanner.complain({
      about: 'marker',
      span: scanner.hereSpan(),
      message: `A parenthesis is not closed: ${scanner.hereText()} where ")" is expected. Close it.`,
    });
  }
  const left = readValue(scanner);
  const operator = left && readOperator(scanner);
  const right = operator && readValue(scanner);
  if (!left || !operator || !right) return undefined;
  return {
    kind: 'comparison',
    left,
    operator,
    right,
    span: { start: left.span.start, end: right.span.end },
  };
}

function readOperator(scanner: Scanner): Part | undefined {
  const written = scanner.take(/(?:===|~=|==|!=|<=|>=|<|>|in\b|not\s+in\b)(?![=<>])/y);
  if (written) return { ...written, text: written.text.replace(/\s+/, ' ') };
  const slip = scanner.rest.match(/^(?:=>|=<|<>|=)/)?.[0];
  const meant = slip && { '=>': '>=', '=<': '<=', '<>': '!=', '=': '==' }[slip];
  const span = slip ? scanner.placeOf(scanner.at, scanner.at + slip.length) : scanner.hereSpan();
  scanner.complain({
    about: 'marker',
    span,
    message: meant
      ? `${slip} is no comparison. Write ${meant}.`
      : `A comparison is expected, but ${scanner.hereText()} here. Write one of ==, !=, <, <=, >, >=, ~=, in and not in.`,
    ...(meant && { remedy: { title: `Write ${meant}`, span, text: meant } }),
  });
  if (!slip || !meant) return undefined;
  scanner.at += slip.length;
  return { text: meant, span };
}

function readValue(scanner: Scanner): MarkerValue | undefined {
  const quoted = scanner.take(/(?:"[^"]*"|'[^']*')/y);
  if (quoted) return { variable: false, text: quoted.text.slice(1, -1), span: quoted.span };
  const start = scanner.at;
  const word = scanner.take(/[A-Za-z_][\w.]*/y);
  const known = word && Object.hasOwn(variables, word.text) ? variables[word.text] : undefined;
  if (word && known) return { variable: true, text: known, span: word.span };
  scanner.at = start;
  const problem = wrongValue(scanner);
  scanner.complain(problem);
  const { remedy } = problem;
  if (!remedy) return undefined;
  scanner.take(/[\w.*]+['"]?/y);
  return { variable: word !== undefined, text: remedy.text.replaceAll('"', ''), span: problem.span };
}

function wrongValue(scanner: Scanner): LineProblem {
  scanner.skipSpace();
  const { at, rest } = scanner;
  const place = (length: number) => scanner.placeOf(at, at + length);
  const [written, number] = /^(\d[\w.*]*)['"]?/.exec(rest) ?? [];
  if (written && number) {
    const span = place(written.length);
    return {
      about: 'marker',
      span,
      message: `${written} stands without quotes around it. Write "${number}".`,
      remedy: { title: 'Put it in quotes', span, text: `"${number}"` },
    };
  }
  const word = /^[A-Za-z_][\w.]*/.exec(rest)?.[0];
  if (word) {
    const span = place(word.length);
    const meant = word === 'python' ? 'python_version' : suggest(word, Object.keys(variables));
    return {
      about: 'marker',
      span,
      message: `No variable of an environment is called ${word}. ${meant ? `Write ${meant}` : 'Write one such as python_version or sys_platform'}, or put a text in quotes.`,
      ...(meant && { remedy: { title: `Change it to ${meant}`, span, text: meant } }),
    };
  }
  const open = /^["']/.test(rest);
  return {
    about: 'marker',
    span: open ? place(rest.length) : scanner.hereSpan(),
    message: open
      ? 'A quote is not closed. Close it.'
      : `A variable such as python_version, or a text in quotes, is expected, but ${scanner.hereText()} here. Write one.`,
  };
}
