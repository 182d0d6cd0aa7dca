import { removeEntry } from '../edit.ts';
import { baseName, folderOf, packagesFile } from '../files.ts';
import type { CodeEnv } from '../model.ts';
import type { Project, ReadFile } from '../project.ts';
import { writeList } from '../requirements/write-list.ts';
import type { Span } from '../text.ts';
import { anchorsOf } from './occurrence.ts';
import { ownEntry, type Refactoring, touches } from './refactoring.ts';

const key = 'specPackageList';

/** A list of packages in a definition into its file of `spec/`, and back. */
export function movePackages(file: ReadFile, span: Span, project: Project): readonly Refactoring[] {
  return file.kind === 'packages' ? intoDefinition(file, project) : intoFile(file, span, project);
}

function intoFile(file: ReadFile, span: Span, project: Project): readonly Refactoring[] {
  const env = onlyEnvOf(file);
  const entry = env && ownEntry(env.root, key);
  const list = env?.specPackageList;
  if (!entry || !list || list.value.trim() === '' || !touches(entry.span, span)) return [];
  const path = packagesFile(folderOf(file.path), env.lang);
  const isAlone = project.definitionsBeside(path).every(other => other === file.path);
  const isShared = anchorsOf(file).some(({ span }) => touches(span, entry.span));
  if (!isAlone || isShared || project.isTaken(path)) return [];
  const text = list.value.endsWith('\n') ? list.value : `${list.value}\n`;
  return [
    {
      title: `Move the packages to spec/${baseName(path)}`,
      kind: 'refactor.move',
      file: 'create',
      changes: () => ({
        create: { path, text },
        edits: removeEntry(file.source, env.root, entry).map(edit => ({ path: file.path, ...edit })),
      }),
    },
  ];
}

function intoDefinition({ path, source }: ReadFile, project: Project): readonly Refactoring[] {
  const [definition, ...others] = project.definitionsBeside(path);
  const file = definition === undefined ? undefined : project.file(definition);
  const env = file && onlyEnvOf(file);
  if (!file || !env || others.length > 0 || file.source.problems.length > 0) return [];
  const isItsFile = packagesFile(folderOf(file.path), env.lang) === path;
  if (!isItsFile || env.root.entries.some(entry => entry.key.text === key) || source.text.trim() === '')
    return [];
  return [
    {
      title: `Move the packages into ${baseName(file.path)}`,
      kind: 'refactor.inline',
      file: 'delete',
      changes: () => ({
        edits: [{ path: file.path, ...writeList(file.source, env.root, key, source.text) }],
        remove: path,
      }),
    },
  ];
}

/** What lies in `spec/` belongs to all code envs of a folder: it is moved only where there is one. */
function onlyEnvOf({ documents }: ReadFile): CodeEnv | undefined {
  const env = documents.length === 1 ? documents[0]?.env : undefined;
  return env?.versions.length === 0 && env.root.entries.length > 0 ? env : undefined;
}
