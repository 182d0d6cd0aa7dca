import { type DataTransfer, Uri, workspace } from 'vscode';

/** How files arrive that are dropped or pasted: by their addresses from the editor, by themselves from elsewhere. */
export const mimeTypes: readonly string[] = ['text/uri-list', 'files'];

/** A file that was dropped or pasted. */
export interface DroppedFile {
  readonly uri: Uri;
  /** As it is in the editor, if it is open there. */
  readonly text: () => Promise<string>;
}

/**
 * The files in what was dropped or pasted. One without an address, or from outside of the workspace, is taken to be in
 * `folder`: it may lie on the machine of the window, where nothing is to be made.
 */
export async function filesIn(given: DataTransfer, folder: Uri): Promise<readonly DroppedFile[]> {
  const list = (await given.get('text/uri-list')?.asString()) ?? '';
  const uris = list.split(/\r?\n/).filter(line => line !== '' && !line.startsWith('#'));
  if (uris.length > 0)
    return uris.map(text => {
      const from = Uri.parse(text);
      const uri = workspace.getWorkspaceFolder(from) ? from : Uri.joinPath(folder, nameOf(from));
      return { uri, text: async () => (await workspace.openTextDocument(from)).getText() };
    });
  return [...given].flatMap(([, item]) => {
    const file = item.asFile();
    if (!file) return [];
    const text = async () => new TextDecoder().decode(await file.data());
    return [{ uri: Uri.joinPath(folder, file.name), text }];
  });
}

function nameOf({ path }: Uri): string {
  return path.slice(path.lastIndexOf('/') + 1);
}
