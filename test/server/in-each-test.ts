import assert from 'node:assert/strict';
import { afterEach, beforeEach } from 'node:test';
import { Editor } from './editor.ts';
import { type Folder, folderWith } from './files.ts';

/** Gives each test of a suite an editor that has not started, and a folder with `files`. After it no bug may have been logged. */
export function inEachTest(
  files: Readonly<Record<string, string>>,
  give: (editor: Editor, folder: Folder) => void,
): void {
  let editor: Editor;
  let folder: Folder;
  beforeEach(() => {
    editor = Editor.inMemory();
    folder = folderWith(files);
    give(editor, folder);
  });
  afterEach(async () => {
    await editor.stop();
    folder.remove();
    assert.deepEqual(editor.bugs, []);
  });
}
