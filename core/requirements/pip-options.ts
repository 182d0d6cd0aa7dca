import { suggest } from '../suggest.ts';
import type { LogicalLine } from './logical-lines.ts';
import type { LineProblem, PipOption } from './requirement.ts';

/** Where an option may stand: on a line of its own, behind a requirement. */
interface OptionKind {
  readonly place: 'line' | 'requirement' | 'both';
  readonly value: boolean;
}

const line = { place: 'line', value: true } as const;
const flag = { place: 'line', value: false } as const;
const requirement = { place: 'requirement', value: true } as const;

/** Source: pip.pypa.io, requirements file format. */
const options: Readonly<Record<string, OptionKind>> = {
  '--index-url': line,
  '--pypi-url': line,
  '--extra-index-url': line,
  '--no-index': flag,
  '--constraint': line,
  '--requirement': line,
  '--editable': line,
  '--find-links': line,
  '--no-binary': line,
  '--only-binary': line,
  '--prefer-binary': flag,
  '--require-hashes': flag,
  '--pre': flag,
  '--all-releases': line,
  '--only-final': line,
  '--uploaded-prior-to': line,
  '--trusted-host': line,
  '--use-feature': line,
  '--hash': requirement,
  '--global-option': requirement,
  '--config-settings': { place: 'both', value: true },
  '--config-setting': { place: 'both', value: true },
};

/** What older versions of pip read, and newer ones refuse. */
const removed: Readonly<Record<string, string>> = {
  '--install-option': '23.1',
  '--process-dependency-links': '19.0',
  '--always-unzip': '21.0',
  '--use-wheel': '10.0',
  '--no-use-wheel': '10.0',
  '--allow-external': '10.0',
  '--allow-all-external': '10.0',
  '--allow-unverified': '10.0',
};

const shortNames: Readonly<Record<string, string>> = {
  '-i': '--index-url',
  '-c': '--constraint',
  '-r': '--requirement',
  '-e': '--editable',
  '-f': '--find-links',
  '-C': '--config-settings',
};

const hashLengths: Readonly<Record<string, number>> = { sha256: 64, sha384: 96, sha512: 128 };

interface Token {
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

/** The options that stand in a line from `start` on, and what is wrong with them. */
export function readOptions(
  logical: LogicalLine,
  start: number,
): { readonly options: readonly PipOption[]; readonly problems: readonly LineProblem[] } {
  const found: PipOption[] = [];
  const problems: LineProblem[] = [];
  const behindRequirement = logical.text.slice(0, start).trim() !== '';
  const complain = (from: number, to: number, message: string, more: Partial<LineProblem> = {}) =>
    problems.push({ about: 'option', span: logical.placeOf(from, to), message, ...more });

  const tokens = split(logical.text, start);
  for (let i = 0; i < tokens.length; i++) {
    const token = tokens[i] as Token;
    if (!/^-./.test(token.text)) {
      complain(
        token.start,
        token.end,
        `${shown(token.text)} stands where an option of pip is expected. ${found.at(-1)?.value ? 'Put it on a line of its own, or delete it' : 'Delete it'}.`,
      );
      continue;
    }
    const { written, attached } = nameIn(token.text);
    const name = fullName(written);
    const kind = name === undefined ? undefined : options[name];
    const nameEnd = token.start + Math.min(written.length, token.end - token.start);
    if (!name || !kind) {
      const since = removed[written];
      const meant = suggest(written, Object.keys(options));
      const span = logical.placeOf(token.start, nameEnd);
      complain(
        token.start,
        nameEnd,
        since
          ? `pip has no option ${written} since version ${since}. Delete it.`
          : `pip reads no option ${shown(written)} in a list of packages.${meant ? ` Did you mean ${meant}?` : ' Delete it, or put it into pipInstallExtraOptions.'}`,
        {
          ...(since && { severity: 'warning' as const }),
          ...(meant && !since && { remedy: { title: `Change it to ${meant}`, span, text: meant } }),
        },
      );
      const next = tokens[i + 1];
      if (attached === undefined && next && !next.text.startsWith('-')) i++;
      continue;
    }
    let value: Token | undefined =
      attached === undefined
        ? undefined
        : { text: attached, start: token.end - attached.length, end: token.end };
    if (kind.value && attached === undefined) {
      const next = tokens[i + 1];
      if (next) {
        value = next;
        i++;
      } else complain(token.start, token.end, `${written} needs a value. Write it behind.`);
    } else if (!kind.value && attached !== undefined) {
      complain(token.start, token.end, `${name} takes no value. Delete ${shown(`=${attached}`)}.`);
    }
    if (behindRequirement && kind.place === 'line')
      complain(
        token.start,
        value?.end ?? token.end,
        `${name} has no effect behind a requirement: pip reads it on a line of its own. Put it there.`,
        { severity: 'warning' },
      );
    if (!behindRequirement && kind.place === 'requirement')
      complain(token.start, value?.end ?? token.end, `${name} belongs behind a requirement. Put it there.`, {
        severity: 'warning',
      });
    if (name === '--hash' && value) {
      const wrong = hashComplaint(value.text);
      if (wrong) complain(value.start, value.end, wrong);
    }
    found.push({
      name,
      span: logical.placeOf(token.start, value?.end ?? token.end),
      value: value && { text: value.text, span: logical.placeOf(value.start, value.end) },
    });
  }
  const open = openQuote(logical.text, start);
  if (open !== undefined) complain(open, logical.text.length, 'A quote is not closed. Close it.');
  return { options: found, problems };
}

/** `--name=value`, `-nvalue`, or the name alone. */
function nameIn(token: string): { written: string; attached: string | undefined } {
  if (token.startsWith('--')) {
    const equals = token.indexOf('=');
    return equals < 0
      ? { written: token, attached: undefined }
      : { written: token.slice(0, equals), attached: token.slice(equals + 1) };
  }
  return { written: token.slice(0, 2), attached: token.length > 2 ? token.slice(2) : undefined };
}

/** pip takes the beginning of a long name for the whole, if no other begins so. */
function fullName(written: string): string | undefined {
  if (Object.hasOwn(options, written)) return written;
  if (!written.startsWith('--')) return shortNames[written];
  const longer = Object.keys(options).filter(name => name.startsWith(written));
  return longer.length === 1 ? longer[0] : undefined;
}

function hashComplaint(value: string): string | undefined {
  const colon = value.indexOf(':');
  const algorithm = value.slice(0, Math.max(0, colon));
  const length = Object.hasOwn(hashLengths, algorithm) ? hashLengths[algorithm] : undefined;
  if (colon < 0) return `${shown(value)} is no hash. Write the algorithm in front, as in sha256:….`;
  if (length === undefined)
    return `pip knows no hashes of ${shown(algorithm)}. Write one of sha256, sha384 and sha512.`;
  const digits = value.slice(colon + 1);
  return new RegExp(`^[0-9a-f]{${length}}$`, 'i').test(digits)
    ? undefined
    : `A hash of ${algorithm} has ${length} hexadecimal digits, but ${shown(digits)} stands here. Copy it anew.`;
}

/** As a shell would: quotes hold words together. */
function split(text: string, start: number): readonly Token[] {
  const tokens: Token[] = [];
  for (const match of text.slice(start).matchAll(/(?:"[^"]*"|'[^']*'|\\.|[^\s"']|["'])+/g)) {
    const at = start + match.index;
    tokens.push({
      text: match[0].replaceAll(/"([^"]*)"|'([^']*)'|\\(.)/g, '$1$2$3'),
      start: at,
      end: at + match[0].length,
    });
  }
  return tokens;
}

function openQuote(text: string, start: number): number | undefined {
  const rest = text.slice(start).replaceAll(/"[^"]*"|'[^']*'|\\./g, quoted => '_'.repeat(quoted.length));
  const at = rest.search(/["']/);
  return at < 0 ? undefined : start + at;
}

function shown(text: string): string {
  return JSON.stringify(text.length > 40 ? `${text.slice(0, 40)}…` : text);
}
