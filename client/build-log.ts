import { commands, FileType, l10n, Uri, window, workspace } from 'vscode';
import type { ImageEntry } from '../protocol/index.ts';

/** Opens all that the last build of an image has said; one that still runs goes on in it. */
export async function openBuildLog({ image, logs }: ImageEntry): Promise<void> {
  const folder = Uri.file(logs);
  const last = (await filesIn(folder)).filter(name => name.endsWith('.log')).at(-1);
  if (last !== undefined) await commands.executeCommand('vscode.open', Uri.joinPath(folder, last));
  else
    void window.showInformationMessage(
      l10n.t(
        'No log of a build of {image} is kept here. Logs are kept of what is built on this machine, in {folder}.',
        { image, folder: workspace.asRelativePath(folder) },
      ),
    );
}

async function filesIn(folder: Uri): Promise<readonly string[]> {
  try {
    const entries = await workspace.fs.readDirectory(folder);
    return entries.flatMap(([name, type]) => (type === FileType.File ? name : [])).sort();
  } catch {
    // There is no such folder before the first build.
    return [];
  }
}
