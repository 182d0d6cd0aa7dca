import { l10n, type Position, Selection, Uri, window, workspace } from 'vscode';
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
  const [from, to] = [found?.index ?? 0, (found?.index ?? 0) + (found?.[0].length ?? 0)].map(offset =>
    document.positionAt(offset),
  ) as [Position, Position];
  // Given with the opening: whoever types at once types in its place.
  await window.showTextDocument(document, { ...(found && { selection: new Selection(from, to) }) });
}
