import { type EnvFolder, folderOf, packagesFile } from '../files.ts';
import { type Changes, ownEntry } from '../language/refactoring.ts';
import type { CodeEnv } from '../model.ts';
import type { ReadFile } from '../project.ts';
import { type ListText, linesOfFile } from '../requirements/list-text.ts';
import { inlineLists, type ListLanguage } from '../requirements/package-list.ts';
import { readPackagesSource } from '../requirements/packages-source.ts';
import { appendLines, writeList } from '../requirements/write-list.ts';

/** A list of packages of a code env, where it stands or would stand. */
export interface ListPlace {
  /** Undefined while there is none. */
  readonly text: ListText | undefined;
  readonly append: (lines: readonly string[]) => Changes;
}

/** The list that a file of `spec/` is. */
export function placeOfFile(path: string, text: string): ListPlace {
  const list = linesOfFile(text);
  return {
    text: list,
    append: lines => ({ edits: [{ path, ...appendLines(readPackagesSource(text), list, lines) }] }),
  };
}

/** A list in a definition, or in its file of `spec/` where there is one; else a new one. Undefined where it came in by an anchor. */
export function placeOfList(
  { path, source }: ReadFile,
  env: CodeEnv,
  language: ListLanguage,
  folder: EnvFolder | undefined,
): ListPlace | undefined {
  const isConda = language === 'conda';
  const key = isConda ? 'specCondaEnvironment' : 'specPackageList';
  const entry = ownEntry(env.root, key);
  if (!entry && env.root.entries.some(other => other.key.text === key)) return undefined;
  const file = isConda ? folder?.condaPackages : folder?.packages;
  if (!entry && file) return placeOfFile(file.path, file.text);
  if (!entry && env.origin !== 'definition') {
    const own = isConda ? `${folderOf(path)}/spec/environment.spec` : packagesFile(folderOf(path), env.lang);
    return {
      text: undefined,
      append: lines => ({ edits: [], create: { path: own, text: `${lines.join('\n')}\n` } }),
    };
  }
  const list = inlineLists(source, env).find(list => list.role === 'requested' && list.language === language);
  const before = (isConda ? env.specCondaEnvironment : env.specPackageList)?.value.trimEnd();
  const canAppend = list?.text.editable && before;
  return {
    text: list?.text,
    append: lines => ({
      edits: [
        {
          path,
          ...(canAppend
            ? appendLines(source, list.text, lines)
            : writeList(source, env.root, key, [...(before ? [before] : []), ...lines].join('\n'), entry)),
        },
      ],
    }),
  };
}
