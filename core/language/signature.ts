import type { Project, ReadFile } from '../project.ts';
import type { ListLanguage } from '../requirements/package-list.ts';
import { type LineOfList, lineAt } from './lists.ts';

/** The form of a line in a list of packages, and which part of it is being written. */
export interface Signature {
  /** The whole form. Where it has the label of a parameter first, there the parameter is. */
  readonly label: string;
  readonly parameters: readonly Parameter[];
  /** The index of the parameter at the cursor. */
  readonly active: number;
}

export interface Parameter {
  readonly label: string;
  /** A sentence in Markdown. */
  readonly documentation: string;
}

type Form = Omit<Signature, 'active'>;

const name = {
  label: 'name',
  documentation: 'The name of the package; case does not count, and `-`, `_` and `.` are the same.',
};
const extras = {
  label: '[extras]',
  documentation: 'Optional parts of the package, with commas between them, as in `[cuda,lookups]`.',
};
const markers = {
  label: 'markers',
  documentation: 'The line counts only where this is true, as in `python_version < "3.11"`.',
};
const versions = {
  label: 'version-specifiers',
  documentation:
    'Conditions that must all hold, as in `>=1.2,<2`; `==` takes exactly one version, `~=` also later ones that are compatible.',
};
const address = {
  label: 'URL',
  documentation: 'Where the package is taken from instead of an index, as in `git+https://host/project@tag`.',
};

/** Source: PEP 508. */
const byVersion: Form = {
  label: 'name[extras] version-specifiers ; markers',
  parameters: [name, extras, versions, markers],
};
const byAddress: Form = {
  label: 'name[extras] @ URL ; markers',
  parameters: [name, extras, address, markers],
};
/** Source: doc.dataiku.com, code-envs/operations-r. */
const ofR: Form = {
  label: '"name","minimum version"',
  parameters: [
    { label: '"name"', documentation: 'The name of the package as CRAN has it, where case counts.' },
    {
      label: '"minimum version"',
      documentation: 'The oldest version that will do; without one, as in `"name",`, any will.',
    },
  ],
};
/** Source: docs.conda.io, package match specifications. */
const ofConda: Form = {
  label: 'name=version=build',
  parameters: [
    {
      label: 'name',
      documentation:
        'The name of the package, behind the channel it is taken from if it matters, as in `conda-forge::name`.',
    },
    {
      label: 'version',
      documentation:
        'Which versions will do: `=1.26` is any that begins like this, `==1.26` this one alone, `>=1.2,<2` a range.',
    },
    { label: 'build', documentation: 'The build of that version, as in `py311*`.' },
  ],
};

const readers: Readonly<Record<ListLanguage, (typed: string, line: string) => Signature | undefined>> = {
  pip: signatureOfPip,
  r: signatureOfR,
  conda: signatureOfConda,
};

/** The form of the line of a list of packages at `offset`; undefined where none is written, and in comments and options. */
export function signatureAt(file: ReadFile, offset: number, project: Project): Signature | undefined {
  const here = lineAt(file, offset, project);
  if (!here) return undefined;
  const before = here.list.language === 'pip' ? joinedBefore(here) : '';
  const line = before + here.line.text;
  const typed = line.slice(0, before.length + offset - here.line.span.start);
  if (/^\s*(?:[#-]|$)/.test(line) || /(?:^|\s)#/.test(typed)) return undefined;
  return readers[here.list.language](typed, line);
}

/** The lines before that pip joins with the line, because each ends with a backslash. */
function joinedBefore({ list, index }: LineOfList): string {
  const lines = list.text.lines.slice(0, index).map(({ text }) => text);
  const first = lines.findLastIndex(text => !text.endsWith('\\') || /^\s*#/.test(text)) + 1;
  return lines
    .slice(first)
    .map(text => text.replace(/\\+$/, ''))
    .join('');
}

function signatureOfPip(typed: string, line: string): Signature | undefined {
  const isPlace = /^\s*[\w.-]*[:/\\+]/.test(line);
  const isOption = /\s-/.test(typed);
  if (isPlace || isOption) return undefined;
  const named = /^\s*(?:[A-Za-z0-9][\w.-]*)?/.exec(typed)?.[0] ?? '';
  if (named === typed) return { ...byVersion, active: 0 };
  const behindName = typed.slice(named.length);
  if (/^\s*\[[^\]]*$/.test(behindName)) return { ...byVersion, active: 1 };
  const rest = behindName.replace(/^\s*\[[^\]]*\]/, '').trimStart();
  // In an address a semicolon may be a character as any other.
  if (rest.startsWith('@')) return { ...byAddress, active: /\s;/.test(rest) ? 3 : 2 };
  return /^(?:[(=<>~!;]|$)/.test(rest) ? { ...byVersion, active: rest.includes(';') ? 3 : 2 } : undefined;
}

function signatureOfR(typed: string): Signature | undefined {
  const active = typed.split(',').length - 1;
  return active < ofR.parameters.length ? { ...ofR, active } : undefined;
}

function signatureOfConda(typed: string): Signature | undefined {
  const named = /^\s*(?:[\w./:-]+::)?(?:[A-Za-z0-9_][\w.-]*)?:{0,2}/.exec(typed)?.[0] ?? '';
  const rest = typed.slice(named.length);
  if (rest === '') return { ...ofConda, active: 0 };
  if (!/^(?:\s*[=<>~!]|\s+(?:[\w*]|$))/.test(rest)) return undefined;
  // A version ends at a space or an equals sign that is no part of an operator.
  return { ...ofConda, active: /[^\s=<>~!,|][\s=]/.test(rest) ? 2 : 1 };
}
