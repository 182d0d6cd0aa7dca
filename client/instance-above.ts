import { Uri, workspace } from 'vscode';

/** Whether a container-configs.yaml lies in `folder` or above it: in the repository, where it is in one. */
export async function hasInstanceAbove(folder: Uri): Promise<boolean> {
  for (const name of ['container-configs.yaml', 'container-configs.yml'])
    if (await isThere(Uri.joinPath(folder, name))) return true;
  const above = Uri.joinPath(folder, '..');
  if (above.path === folder.path || (await isThere(Uri.joinPath(folder, '.git')))) return false;
  return hasInstanceAbove(above);
}

/** Whether a file is there, for us. */
export async function isThere(uri: Uri): Promise<boolean> {
  try {
    await workspace.fs.stat(uri);
    return true;
  } catch {
    // Not there, or closed to us: the server sees it so too.
    return false;
  }
}
