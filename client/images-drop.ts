import { type DataTransfer, type TreeDragAndDropController, Uri, workspace } from 'vscode';
import type { BaseLanguageClient } from 'vscode-languageclient';
import { filesIn, mimeTypes } from './dropped-files.ts';
import { importText } from './new-env.ts';

/** Makes a code env of each file of another tool that is dropped on the view Code Envs. */
export class ImagesDrop<Row> implements TreeDragAndDropController<Row> {
  readonly dropMimeTypes = mimeTypes;
  readonly dragMimeTypes: readonly string[] = [];
  readonly #client: () => BaseLanguageClient | undefined;

  constructor(client: () => BaseLanguageClient | undefined) {
    this.#client = client;
  }

  async handleDrop(_target: Row | undefined, dropped: DataTransfer): Promise<void> {
    const folder = workspace.workspaceFolders?.[0]?.uri ?? Uri.file('/');
    // Each asks for a name.
    for (const { uri, text } of await filesIn(dropped, folder))
      await importText(this.#client(), { uri, text: await text() });
  }
}
