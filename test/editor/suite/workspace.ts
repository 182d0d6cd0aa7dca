import * as vscode from 'vscode';

/** The address of a file of the workspace. */
export const at = (...parts: string[]) =>
  vscode.Uri.joinPath(vscode.workspace.workspaceFolders?.[0]?.uri as vscode.Uri, ...parts);
