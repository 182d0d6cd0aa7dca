import type { Severity } from '../problem.ts';
import type { Span } from '../text.ts';
import type { Marker } from './marker.ts';

/** A piece of a line, and where it stands. */
export interface Part {
  readonly text: string;
  readonly span: Span;
}

/** One condition on the version. */
export interface Specifier {
  readonly operator: Part;
  readonly version: Part;
  readonly span: Span;
}

/** An option of pip, and its value where it has one. */
export interface PipOption {
  /** The long name, as in `--index-url`. */
  readonly name: string;
  readonly span: Span;
  readonly value: Part | undefined;
}

/** Something that a reader of lines does not accept: of the grammar, a version, a marker, an option. */
export interface LineProblem {
  readonly about: 'syntax' | 'version' | 'marker' | 'option';
  readonly span: Span;
  readonly message: string;
  /** Where it is not as bad as the rule says. */
  readonly severity?: Severity;
  /** What to write instead, where only one thing can be meant. */
  readonly remedy?: { readonly title: string; readonly span: Span; readonly text: string };
}

/** A line of a list of packages. */
export interface Requirement {
  /** `named`: from an index; `url` and `path`: from where it says; `option`: for pip; `unread`: no reader knows. */
  readonly form: 'named' | 'url' | 'path' | 'option' | 'unread';
  /** The whole line, without comment and the space around. */
  readonly span: Span;
  /** The lines of the list that it is made of, counted from 0. */
  readonly first: number;
  readonly last: number;
  readonly editable: boolean;
  readonly name: Part | undefined;
  /** The name as package indexes compare it; of R packages the name itself. */
  readonly key: string | undefined;
  readonly extras: readonly Part[];
  readonly specifiers: readonly Specifier[];
  /** The address or the path. */
  readonly target: Part | undefined;
  readonly marker: Marker | undefined;
  readonly options: readonly PipOption[];
  readonly problems: readonly LineProblem[];
}

/** The name as package indexes compare it. Source: packaging.python.org, name normalization. */
export function normalizedName(name: string): string {
  const lower = name.toLowerCase();
  return /[_.]|--/.test(lower) ? lower.replaceAll(/[-_.]+/g, '-') : lower;
}

/** The one version that a requirement allows, or undefined. */
export function pinOf({ specifiers }: Requirement): string | undefined {
  const pin = specifiers.find(
    ({ operator, version }) => /^={2,3}$/.test(operator.text) && !version.text.endsWith('.*'),
  );
  return pin?.version.text;
}
