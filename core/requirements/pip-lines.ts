import { type ListText, linesOfFile } from './list-text.ts';
import { type LogicalLine, logicalLines } from './logical-lines.ts';
import { readMarker } from './marker.ts';
import { readOptions } from './pip-options.ts';
import {
  type LineProblem,
  normalizedName,
  type Part,
  type Requirement,
  type Specifier,
} from './requirement.ts';
import { Scanner } from './scanner.ts';
import { explainMistake, gluedSemicolon, operatorSlip } from './slips.ts';
import { explainVersion } from './versions.ts';

const nameStart = /[A-Za-z0-9](?:[A-Za-z0-9._-]*[A-Za-z0-9])?/y;
const address = /^(?:[a-z][a-z0-9+.-]*:\/\/|file:)/i;
const archive = /\.(?:whl|zip|tar|tgz|tbz|txz|tlz|tar\.(?:gz|bz2|xz|lz|lzma))(?:\[[^\]]*\])?$/i;
const path = /^(?:[.~][/\\]|\.{1,2}$|[^\s@[;=<>~!#]*[/\\])/;
/** pip puts the value of an environment variable there before it reads the line. */
const environmentVariable = /\$\{[A-Z0-9_]+\}/;

const noOptions = { options: [], problems: [] };

/** Reads a list of packages in the format of pip's requirements files. Never throws: what cannot be read is told at its line. */
export function readPipLines(list: ListText): readonly Requirement[] {
  return logicalLines(list).map(line => {
    const read = readLine(line);
    return { ...read, key: read.name && normalizedName(read.name.text) };
  });
}

function readLine(line: LogicalLine): Omit<Requirement, 'key'> {
  const { text } = line;
  const start = text.length - text.trimStart().length;
  // pip splits at spaces: the first word that begins with a dash begins the options.
  const dash = /(?:^|\s)-\S?/.exec(text);
  const optionsAt = dash ? dash.index + (dash[0].startsWith('-') ? 0 : 1) : text.length;
  const empty: Omit<Requirement, 'key'> = {
    form: 'unread',
    span: line.placeOf(start, text.length),
    first: line.first,
    last: line.last,
    editable: false,
    name: undefined,
    extras: [],
    specifiers: [],
    target: undefined,
    marker: undefined,
    options: [],
    problems: [],
  };
  const slip = explainMistake(line, start);
  if (slip) return { ...empty, problems: [readsWell(slip, text, start) ? slip : without(slip)] };
  const { options, problems } = dash ? readOptions(line, optionsAt) : noOptions;
  const end = text.slice(0, optionsAt).trimEnd().length;
  if (end > start) {
    const read = readRequirement(line, start, end);
    return { ...empty, ...read, options, problems: [...(read.problems ?? []), ...problems] };
  }
  const editable = options.find(option => option.name === '--editable');
  if (!editable?.value) return { ...empty, form: 'option', options, problems };
  return { ...empty, ...readTarget(editable.value), editable: true, options, problems };
}

/** Whether a line can be read once it is mended: else there is more to mend than a remedy does. */
function readsWell({ remedy }: LineProblem, text: string, start: number): boolean {
  if (!remedy) return true;
  const mended = remedy.text + text.slice(start + remedy.span.end - remedy.span.start);
  return readPipLines(linesOfFile(mended)).every(({ problems }) => problems.length === 0);
}

function without({ remedy: _, ...problem }: LineProblem): LineProblem {
  return problem;
}

/** What `-e` installs: an address or a folder. */
function readTarget(value: Part): Partial<Requirement> {
  const extras = /\[([^\]]*)\]$/.exec(value.text);
  const form = address.test(value.text) ? 'url' : 'path';
  return {
    form,
    target: value,
    name: form === 'url' ? eggName(value) : undefined,
    ...(extras && { extras: [] }),
  };
}

function readRequirement(line: LogicalLine, start: number, end: number): Partial<Requirement> {
  const scanner = new Scanner(line, start, end);
  const { problems } = scanner;
  const rest = scanner.rest;
  // In an address a semicolon may be a character as any other: only behind a space it begins a marker.
  const isAddress = address.test(rest);
  const semicolon = rest.search(isAddress ? /\s;|;\s/ : /;/);
  const first = (semicolon < 0 ? rest : rest.slice(0, semicolon)).trimEnd();
  if (isAddress || path.test(first) || (archive.test(first) && !/[@=<>~!\s]/.test(first))) {
    const target = scanner.take(isAddress ? /\S+?(?=\s|;\s|;?$)/y : /[^;]+?(?=\s*(?:;|$))/y);
    const marker = readRest(scanner);
    const form = isAddress ? 'url' : 'path';
    return { form, target, name: target && eggName(target), marker, problems };
  }
  const name = scanner.take(nameStart);
  if (!name) {
    if (!environmentVariable.test(rest)) scanner.complain(unreadable(scanner, 'the name of a package'));
    return { problems };
  }
  if (environmentVariable.test(rest)) return { name, problems };
  const extras = readExtras(scanner);
  if (!extras) return { name, problems };
  if (scanner.take(/@/y)) {
    const target = scanner.take(/\S+/y);
    if (!target) scanner.complain(unreadable(scanner, 'an address behind @'));
    else if (/[^;];$/.test(target.text) && scanner.rest.trim() !== '') {
      scanner.complain(gluedSemicolon(target.span.end));
      readMarker(scanner);
    } else return { form: 'url', name, extras, target, marker: readRest(scanner), problems };
    return { form: 'url', name, extras, target, problems };
  }
  const specifiers = readSpecifiers(scanner);
  if (!specifiers) return { name, extras, problems };
  return { form: 'named', name, extras, specifiers, marker: readRest(scanner), problems };
}

function readExtras(scanner: Scanner): readonly Part[] | undefined {
  const extras: Part[] = [];
  if (!scanner.take(/\[/y)) return extras;
  if (scanner.take(/\]/y)) return extras;
  for (;;) {
    const extra = scanner.take(nameStart);
    if (!extra) return scanner.complain(unreadable(scanner, 'the name of an extra'));
    extras.push(extra);
    if (scanner.take(/\]/y)) return extras;
    if (!scanner.take(/,/y)) return scanner.complain(unreadable(scanner, '"," or "]"'));
  }
}

function readSpecifiers(scanner: Scanner): readonly Specifier[] | undefined {
  const specifiers: Specifier[] = [];
  const open = scanner.take(/\(/y);
  for (;;) {
    const operator = scanner.take(/(?:===|~=|==|!=|<=|>=|<(?!>)|>)(?![=<>])/y) ?? meantOperator(scanner);
    if (operator === undefined) break;
    if (operator === 'none') return undefined;
    const version = scanner.take(operator.text === '===' ? /[^\s,;)]+/y : /[\w.*+!-]+/y);
    if (!version) return scanner.complain(unreadable(scanner, `a version behind ${operator.text}`));
    const span = { start: operator.span.start, end: version.span.end };
    const wrong = explainVersion(operator.text, version.text);
    if (wrong)
      scanner.complain({
        about: 'version',
        span: version.span,
        message: wrong.message,
        ...(wrong.instead && {
          remedy: {
            title: `Write ${operator.text}${wrong.instead}`,
            span: version.span,
            text: wrong.instead,
          },
        }),
      });
    specifiers.push({ operator, version, span });
    if (!scanner.take(/,/y)) break;
  }
  if (open && !scanner.take(/\)/y)) return scanner.complain(unreadable(scanner, '")"'));
  return specifiers;
}

/** The operator that a slip stands for, once it is told; `none` where nobody can know. */
function meantOperator(scanner: Scanner): Part | 'none' | undefined {
  const slip = operatorSlip(scanner);
  if (!slip) return undefined;
  scanner.complain(slip);
  if (!slip.remedy) return 'none';
  scanner.at += scanner.text.slice(scanner.at).match(/^[=<>~]+/)?.[0].length ?? 0;
  return { text: slip.remedy.text, span: slip.span };
}

/** A marker, or the end. */
function readRest(scanner: Scanner): Requirement['marker'] {
  scanner.skipSpace();
  if (scanner.at >= scanner.end) return undefined;
  if (scanner.take(/;/y)) {
    scanner.skipSpace();
    return scanner.at < scanner.end ? readMarker(scanner) : undefined;
  }
  const before = scanner.text[scanner.at - 1] ?? '';
  const glued = scanner.rest.startsWith('#') && !/\s/.test(before);
  if (glued) {
    const span = scanner.placeOf(scanner.at, scanner.at + 1);
    return scanner.complain({
      about: 'syntax',
      span,
      message: 'A comment begins behind a space. Put one before #.',
      remedy: { title: 'Put a space before #', span, text: ' #' },
    });
  }
  const version = /^\s$/.test(before) && /^v?\d[\w.]*$/.test(scanner.rest);
  if (version) {
    const span = scanner.placeOf(scanner.at, scanner.end);
    return scanner.complain({
      about: 'syntax',
      span,
      message: `${scanner.rest} stands without an operator. Write ==${scanner.rest}.`,
      remedy: { title: `Write ==${scanner.rest}`, span, text: `==${scanner.rest}` },
    });
  }
  return scanner.complain(
    unreadable(scanner, 'a version such as ==1.2, ";" with a marker, or the end of the line'),
  );
}

function unreadable(scanner: Scanner, expected: string): LineProblem {
  const another = /^,?\s*[A-Za-z]/.test(scanner.rest) && scanner.rest !== scanner.text.trim();
  return {
    about: 'syntax',
    span: scanner.hereSpan(),
    message: `Expected ${expected}, but ${scanner.hereText()} here. ${another ? 'Put another requirement on a line of its own' : 'Mend the line'}.`,
  };
}

/** The name behind `#egg=` or in front of a wheel's version. */
function eggName(target: Part): Part | undefined {
  const egg = /[#&]egg=([A-Za-z0-9][A-Za-z0-9._-]*)/.exec(target.text)?.[1];
  const wheel = /(?:^|[/\\])([A-Za-z0-9_.]+)-[^/\\-]+(?:-[^/\\-]+){3,4}\.whl(?:[#?]|$)/.exec(
    target.text,
  )?.[1];
  const text = egg ?? wheel;
  return text === undefined ? undefined : { text, span: target.span };
}
