import type { EnvLang } from '../model.ts';
import { allows } from '../requirements/versions.ts';
import { newInterpreters, usualInterpreter } from './interpreters.ts';

/** What a file of another tool says of a code env. */
export interface Imported {
  readonly lang: EnvLang;
  /** What the file calls it, where that is a name for a code env. */
  readonly name: string | undefined;
  /** As in `PYTHON311`; undefined where the file demands none that a new code env can have. */
  readonly interpreter: string | undefined;
  /** The versions of Python that the file demands, as in `>=3.10`. */
  readonly python?: string | undefined;
  /** The lines of `specPackageList`. */
  readonly packages: readonly string[];
  /** The lines of `specCondaEnvironment`; none where Conda is not needed. */
  readonly condaPackages: readonly string[];
  /** What is not taken over and why, a line each. */
  readonly left: readonly string[];
}

/** `text` as the name of a code env: letters, digits and hyphens; undefined where nothing is left. */
export function toEnvName(text: string): string | undefined {
  return text.replaceAll(/[^A-Za-z\d]+/g, '-').replaceAll(/^-+|-+$/g, '') || undefined;
}

/** The interpreter that these conditions allow, the usual one first; undefined where they allow none. */
export function interpreterFor(conditions: string): string | undefined {
  return [usualInterpreter, ...newInterpreters].find(name => isAllowed(name, conditions));
}

/** Whether these conditions on Python allow an interpreter. */
export function isAllowed(interpreter: string, conditions: string): boolean {
  const version = versionOf(interpreter);
  // `>=3.11.4` is a condition on a patch that the interpreter has by now.
  return allows(conditions, version) || allows(conditions, `${version}.99`);
}

/** `3.11` of `PYTHON311`. */
export function versionOf(interpreter: string): string {
  return interpreter.replace(/^PYTHON(\d)/, '$1.');
}

/** The interpreter, or what is to be said where there is none. */
export function interpreterOrNote(
  conditions: string,
  written: string,
): Pick<Imported, 'interpreter' | 'python' | 'left'> {
  const interpreter = interpreterFor(conditions);
  const left = interpreter
    ? []
    : [`${written}: no interpreter of DSS is of that version. Choose another pythonInterpreter.`];
  return { interpreter, python: conditions, left };
}
