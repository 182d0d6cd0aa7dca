import { relative, sep } from 'node:path';
import { type WorkspaceFolder, workspace } from 'vscode';

/** The folder that a model means: the one of this name, or the only one that there is. Throws a sentence for the model. */
export function toolFolder(name: string | undefined): WorkspaceFolder {
  const folders = (workspace.workspaceFolders ?? []).filter(({ uri }) => uri.scheme === 'file');
  const names = folders.map(folder => folder.name).join(', ');
  const [first] = folders;
  if (!first)
    throw new Error('No folder of this machine is open. Ask the user to open the one with the code envs.');
  if (name === undefined && folders.length === 1) return first;
  if (name === undefined)
    throw new Error(`Several folders are open: ${names}. Name one of them as "folder".`);
  const named = folders.find(folder => folder.name === name);
  if (!named) throw new Error(`No folder ${name} is open. Those that are open: ${names}.`);
  return named;
}

/** Throws a sentence for the model where the user does not trust the folder: then no engine is asked, and nothing is built. */
export function assertTrusted(what: string): void {
  if (workspace.isTrusted) return;
  throw new Error(
    `${what} only in folders that the user trusts, and this one is open in Restricted Mode. Ask the user to trust it by "Workspaces: Manage Workspace Trust".`,
  );
}

/** The files of the folder that have changes that are not saved. */
export function unsavedPaths({ uri }: WorkspaceFolder): readonly string[] {
  return workspace.textDocuments
    .filter(document => document.isDirty && document.uri.scheme === 'file')
    .map(document => relative(uri.fsPath, document.uri.fsPath))
    .filter(path => path.split(sep)[0] !== '..');
}

/** What a model must know of them; undefined where all are saved. */
export function unsavedNote(folder: WorkspaceFolder): string | undefined {
  const paths = unsavedPaths(folder);
  return paths.length === 0
    ? undefined
    : `This is of the files as they were saved. Not saved are: ${paths.join(', ')}. Save them and ask again.`;
}
