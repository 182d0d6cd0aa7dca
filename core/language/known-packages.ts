import { remembered } from '../memo.ts';
import type { EnvLang } from '../model.ts';
import type { Project } from '../project.ts';
import { corePackageNames } from '../requirements/core-packages.ts';
import { type ListText, linesOfFile } from '../requirements/list-text.ts';
import { readPipLines } from '../requirements/pip-lines.ts';
import { readRLines } from '../requirements/r-lines.ts';
import { pinOf, type Requirement } from '../requirements/requirement.ts';
import type { Instance } from '../rule.ts';

/** What an instance says of a package. */
export interface KnownPackage {
  /** As it is written where it was found first. */
  readonly name: string;
  /** The name as it is compared. */
  readonly key: string;
  /** How often it is named, by lists and locks and DSS itself. */
  readonly mentions: number;
  /** Each version that is demanded or installed somewhere, and the code env for each time that it is. */
  readonly versions: ReadonlyMap<string, readonly string[]>;
  /** The code envs that request it. */
  readonly envs: readonly string[];
}

interface Found {
  readonly name: string;
  mentions: number;
  readonly versions: Map<string, readonly string[]>;
  readonly envs: Set<string>;
}

/** A package that a list names, and the version where it says one. */
interface Named {
  readonly name: string;
  readonly key: string;
  readonly version: string | undefined;
}

/** Reads the text of a list. Each completion asks about all lists of the instance. */
function reader(
  read: (text: ListText) => readonly Requirement[],
  versionOf: (requirement: Requirement) => string | undefined,
): (text: string) => readonly Named[] {
  return remembered(1000, text =>
    read(linesOfFile(text)).flatMap(one =>
      one.form === 'named' && one.name && one.key
        ? { name: one.name.text, key: one.key, version: versionOf(one) }
        : [],
    ),
  );
}

const readers: Readonly<Record<EnvLang, (text: string) => readonly Named[]>> = {
  PYTHON: reader(readPipLines, pinOf),
  R: reader(readRLines, ({ specifiers }) => specifiers[0]?.version.text),
};

/** The packages that the code envs of an instance request or have installed, and those of DSS itself, by name. No network is asked. */
export function knownPackages(instance: Instance, lang: EnvLang, project: Project): readonly KnownPackage[] {
  const found = new Map<string, Found>();
  const note = ({ name, key }: Pick<Named, 'name' | 'key'>) => {
    const known = found.get(key) ?? { name, mentions: 0, versions: new Map(), envs: new Set() };
    found.set(key, known);
    return known;
  };
  for (const { path, env } of project.envsOf(instance)) {
    if (env.lang !== lang) continue;
    const read = (text: string | undefined) => (text === undefined ? [] : readers[lang](text));
    const { packages, lock } = project.folderOf(path, env);
    const requested = [env.specPackageList?.value, env.mandatoryPackageList?.value, packages?.text].flatMap(
      read,
    );
    for (const one of requested) note(one).envs.add(env.name);
    for (const one of [...requested, ...read(lock?.text)]) {
      const known = note(one);
      known.mentions++;
      if (one.version)
        known.versions.set(one.version, [...(known.versions.get(one.version) ?? []), env.name]);
    }
  }
  if (lang === 'PYTHON') for (const name of corePackageNames) note({ name, key: name }).mentions++;
  return [...found]
    .map(([key, { envs, ...known }]) => ({ key, ...known, envs: [...envs] }))
    .sort((a, b) => a.name.localeCompare(b.name));
}
