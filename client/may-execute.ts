import { commands, l10n, window, workspace } from 'vscode';
import { foldersOnDisk, refuseExecution } from './execution.ts';

/** Nothing is executed in a folder that is on no disk, or that the user does not trust, as `untrusted` says there; and what counts is what is on the disk. */
export async function mayExecute(
  untrusted = l10n.t('Images are built only in folders that you trust: that executes what the files say.'),
): Promise<boolean> {
  if (workspace.workspaceFolders && foldersOnDisk().length === 0) {
    refuseExecution();
    return false;
  }
  if (!workspace.isTrusted) {
    const manage = l10n.t('Manage Workspace Trust');
    const answer = await window.showWarningMessage(untrusted, manage);
    if (answer === manage) await commands.executeCommand('workbench.trust.manage');
    return false;
  }
  await workspace.saveAll(false);
  return true;
}
