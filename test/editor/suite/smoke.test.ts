import assert from 'node:assert/strict';
import * as vscode from 'vscode';

suite('the extension host', () => {
  test('has opened the folder', () => {
    assert.equal(vscode.workspace.workspaceFolders?.length, 1);
  });
});
