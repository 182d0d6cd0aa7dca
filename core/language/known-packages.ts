import { folderOf } from '../files.ts';
import type { EnvLang } from '../model.ts';
import type { Project } from '../project.ts';
import { corePackageNames } from '../requirements/core-packages.ts';
import { linesOfFile } from '../requirements/list-text.ts';
import { fileList, inlineLists } from '../requirements/package-list.ts';
import { readPipLines } from '../requirements/pip-lines.ts';
import { readRLines } from '../requirements/r-lines.ts';
import { pinOf, type Requirement } from '../requirements/requirement.ts';
import type { Instance } from '../rule.ts';

/** What an instance says of a package. */
export interface KnownPackage {
  /** As it is written where it was found first. */
  readonly name: string;
  /** Each version that is demanded or installed somewhere, and the code envs where. */
  readonly versions: ReadonlyMap<string, readonly string[]>;
  /** The code envs that request it. */
  readonly envs: readonly string[];
}

/** The packages that the code envs of an instance request or have installed, and those of DSS itself, by name. No network is asked. */
export function knownPackages(instance: Instance, lang: EnvLang, project: Project): readonly KnownPackage[] {
  const found = new Map<string, { name: string; versions: Map<string, Set<string>>; envs: Set<string> }>();
  const note = ({ name, key }: Pick<Requirement, 'name' | 'key'>) => {
    const known = found.get(key ?? '') ?? { name: name?.text ?? '', versions: new Map(), envs: new Set() };
    found.set(key ?? '', known);
    return known;
  };
  for (const { path, source, env } of project.envsOf(instance)) {
    if (env.lang !== lang) continue;
    const { packages, lock } = project.folderOf(path, env);
    const read = lang === 'R' ? readRLines : readPipLines;
    const lists = [
      ...inlineLists(source, env).filter(({ language }) => language !== 'conda'),
      ...(packages ? [fileList(packages.path, packages.text, folderOf(path), env)] : []),
    ].flatMap(list => list?.requirements ?? []);
    for (const [isLock, requirements] of [
      [false, lists],
      [true, lock ? read(linesOfFile(lock.text)) : []],
    ] as const)
      for (const one of requirements) {
        if (one.form !== 'named' || !one.key) continue;
        const known = note(one);
        if (!isLock) known.envs.add(env.name);
        const version = lang === 'R' ? one.specifiers[0]?.version.text : pinOf(one);
        if (!version) continue;
        known.versions.set(version, (known.versions.get(version) ?? new Set()).add(env.name));
      }
  }
  if (lang === 'PYTHON')
    for (const name of corePackageNames)
      note({ name: { text: name, span: { start: 0, end: 0 } }, key: name });
  return [...found.values()]
    .map(({ name, versions, envs }) => ({
      name,
      versions: new Map([...versions].map(([version, envs]) => [version, [...envs]])),
      envs: [...envs],
    }))
    .sort((a, b) => a.name.localeCompare(b.name));
}
