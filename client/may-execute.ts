import { commands, window, workspace } from 'vscode';

/** Nothing is executed in a folder that the user does not trust; and what counts is what is on the disk. */
export async function mayExecute(what = 'Images are built'): Promise<boolean> {
  if (!workspace.isTrusted) {
    const manage = 'Manage Workspace Trust';
    const answer = await window.showWarningMessage(
      `${what} only in folders that you trust: that executes what the files say.`,
      manage,
    );
    if (answer === manage) await commands.executeCommand('workbench.trust.manage');
    return false;
  }
  await workspace.saveAll(false);
  return true;
}
