import { l10n, type Uri, type WorkspaceFolder, window, workspace } from 'vscode';
import { runCommand } from '../protocol/index.ts';

/** The commands that execute something, or are about what was executed. */
export const executionCommands: readonly string[] = [
  'code-envs.build',
  'code-envs.rebuild',
  'code-envs.buildAll',
  'code-envs.rebuildAll',
  'code-envs.rebuildBaseImages',
  'code-envs.refreshImages',
  'code-envs.restartKernel',
  'code-envs.doctor',
  'code-envs.compareWithImage',
  runCommand,
];

/** Whether what is there is a file of a disk, where processes can run. */
export function isOnDisk(uri: Uri): boolean {
  return uri.scheme === 'file';
}

/** The folders in which images can be built and workloads run. */
export function foldersOnDisk(): readonly WorkspaceFolder[] {
  return (workspace.workspaceFolders ?? []).filter(({ uri }) => isOnDisk(uri));
}

/** Says why nothing can be executed, where a command was run all the same. */
export function refuseExecution(): void {
  void window.showInformationMessage(
    l10n.t(
      'Images are built and workloads run where there is a container engine: open a clone of this folder in VS Code on a machine with Docker or Podman.',
    ),
  );
}
