import { type EnvFolder, packagesFile } from '../files.ts';
import { remembered, rememberedOf } from '../memo.ts';
import type { CodeEnv, Located } from '../model.ts';
import type { Node, Source } from '../source.ts';
import { readCondaLines } from './conda-lines.ts';
import { type ListText, linesOfFile, linesOfScalar } from './list-text.ts';
import { readPipLines } from './pip-lines.ts';
import { readRLines } from './r-lines.ts';
import type { Requirement } from './requirement.ts';

/** Whose lines: pip's, R's or Conda's. */
export type ListLanguage = 'pip' | 'r' | 'conda';

/** A list of packages of a code env, read. */
export interface PackageList {
  /** `mandatory`: what DSS adds by itself. */
  readonly role: 'requested' | 'mandatory';
  readonly language: ListLanguage;
  readonly where: 'inline' | 'file';
  readonly text: ListText;
  readonly requirements: readonly Requirement[];
}

/** The lists that stand in a definition. */
export function inlineLists(source: Source, env: CodeEnv): readonly PackageList[] {
  const read = (located: Located<string> | undefined, role: PackageList['role'], language: ListLanguage) =>
    located ? [readList(linesOfNode(located.node, source, located), role, language, 'inline')] : [];
  return [
    ...read(env.specPackageList, 'requested', languageOf(env)),
    ...read(env.specCondaEnvironment, 'requested', 'conda'),
    ...read(env.mandatoryPackageList, 'mandatory', languageOf(env)),
    ...read(env.mandatoryCondaEnvironment, 'mandatory', 'conda'),
  ];
}

/** The list in the file at `path` beside the definition of `env`; undefined where DSS does not read the file for this code env. */
export function fileList(path: string, text: string, folder: string, env: CodeEnv): PackageList | undefined {
  const language = path === packagesFile(folder, env.lang) ? languageOf(env) : undefined;
  const conda = path === `${folder}/spec/environment.spec` ? 'conda' : undefined;
  const known = language ?? conda;
  return known && readList(linesOfText(text), 'requested', known, 'file');
}

/** What is requested of Conda. */
export function condaList(source: Source, env: CodeEnv, folder: EnvFolder): PackageList | undefined {
  if (folder.condaPackages)
    return readList(linesOfText(folder.condaPackages.text), 'requested', 'conda', 'file');
  return inlineLists(source, env).find(list => list.language === 'conda' && list.role === 'requested');
}

// A node that an edit leaves as it is stands where it stood.
const linesOfNode = rememberedOf((_: Node, source: Source, located: Located<string>) =>
  linesOfScalar(source, located),
);

/** Of a file, whose text is all that is known of it. */
const linesOfText = remembered(8, (text: string) => linesOfFile(text));

const readers = {
  pip: rememberedOf(readPipLines),
  r: rememberedOf(readRLines),
  conda: rememberedOf(readCondaLines),
};

function languageOf(env: CodeEnv): ListLanguage {
  return env.lang === 'R' ? 'r' : 'pip';
}

function readList(
  text: ListText,
  role: PackageList['role'],
  language: ListLanguage,
  where: PackageList['where'],
): PackageList {
  return { role, language, where, text, requirements: readers[language](text) };
}
