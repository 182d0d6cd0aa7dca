import { baseName, type EnvFolder, packagesFile } from '../files.ts';
import { ownEntry } from '../language/refactoring.ts';
import type { CodeEnv } from '../model.ts';
import type { ReadFile } from '../project.ts';
import { type ListText, linesOfFile } from '../requirements/list-text.ts';
import { inlineLists, type ListLanguage } from '../requirements/package-list.ts';
import { appendLines, writeList } from '../requirements/write-list.ts';
import type { Source } from '../source.ts';
import type { TextEdit } from '../text.ts';

/** A list of packages of a code env, where it stands or would stand. */
export interface ListPlace {
  /** Undefined while there is none. */
  readonly text: ListText | undefined;
  readonly append: (lines: readonly string[]) => TextEdit;
}

/** Where a list is instead, in words. */
export interface Elsewhere {
  readonly elsewhere: string;
}

/** The list that a file of `spec/` is. */
export function placeOfFile(source: Source): ListPlace {
  const text = linesOfFile(source.text);
  return { text, append: lines => appendLines(source, text, lines) };
}

/** A list in a definition; a new one where there is none, unless its file of `spec/` has it. */
export function placeOfList(
  { source }: ReadFile,
  env: CodeEnv,
  language: ListLanguage,
  folder: EnvFolder | undefined,
): ListPlace | Elsewhere {
  const isConda = language === 'conda';
  const key = isConda ? 'specCondaEnvironment' : 'specPackageList';
  const entry = ownEntry(env.root, key);
  if (!entry && env.root.entries.some(other => other.key.text === key))
    return { elsewhere: 'behind the anchor that they come from' };
  const file = isConda ? folder?.condaPackages : folder?.packages;
  if (!entry && (file || env.origin !== 'definition')) {
    const own = isConda ? 'environment.spec' : baseName(packagesFile('', env.lang));
    return { elsewhere: `in spec/${own}` };
  }
  const list = inlineLists(source, env).find(list => list.role === 'requested' && list.language === language);
  const before = (isConda ? env.specCondaEnvironment : env.specPackageList)?.value.trimEnd();
  return {
    text: list?.text,
    append: lines =>
      list?.text.editable && before
        ? appendLines(source, list.text, lines)
        : writeList(source, env.root, key, [...(before ? [before] : []), ...lines].join('\n'), entry),
  };
}
