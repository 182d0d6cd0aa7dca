import { l10n, type WorkspaceFolder, window, workspace } from 'vscode';

/** The folder of the workspace that the user means: the only one of `folders`, else the one that is picked. */
export async function chooseFolder(
  placeHolder: string,
  folders = workspace.workspaceFolders ?? [],
): Promise<WorkspaceFolder | undefined> {
  if (folders.length === 0) {
    void window.showInformationMessage(l10n.t('Open the folder that holds your code envs first.'));
    return undefined;
  }
  return folders.length === 1 ? folders[0] : window.showWorkspaceFolderPick({ placeHolder });
}
