import { l10n, Selection, Uri, window, workspace } from 'vscode';
import type { NewFile } from '../protocol/index.ts';
import { isThere } from './instance-above.ts';

/** Writes a file that is not there yet, and opens it: one that is there is opened as it is. What `example` finds is selected. */
export async function openNewFile({ uri, text }: NewFile, example?: RegExp): Promise<void> {
  const file = Uri.parse(uri);
  const isNew = !(await isThere(file));
  if (isNew) await workspace.fs.writeFile(file, new TextEncoder().encode(text));
  else
    void window.showInformationMessage(
      l10n.t('{file} is there already, and was not changed.', { file: workspace.asRelativePath(file) }),
    );
  const document = await workspace.openTextDocument(file);
  const found = isNew ? example?.exec(document.getText()) : undefined;
  const selection =
    found &&
    new Selection(document.positionAt(found.index), document.positionAt(found.index + found[0].length));
  // Given with the opening: whoever types at once types in its place.
  await window.showTextDocument(document, { ...(selection && { selection }) });
}
