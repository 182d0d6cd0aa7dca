import { chmod, constants, copyFile, mkdir, symlink, utimes, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { ContextFile } from '../../engine/index.ts';

/** Writes a build context into a folder that is there, with the modes and times that it has on its way to an engine, too: builders compare and keep them. */
export async function writeContext(folder: string, files: readonly ContextFile[]): Promise<void> {
  const folders = new Set([folder]);
  const make = async (path: string): Promise<void> => {
    if (folders.has(path)) return;
    await make(dirname(path));
    await mkdir(path);
    folders.add(path);
  };
  for (const file of files) {
    const path = join(folder, file.path);
    await make('directory' in file ? path : dirname(path));
    if ('directory' in file) continue;
    if ('linkTo' in file) {
      await symlink(file.linkTo, path);
      continue;
    }
    if ('source' in file) await copyFile(file.source, path, constants.COPYFILE_FICLONE);
    else await writeFile(path, file.content);
    await chmod(path, file.executable ? 0o755 : 0o644);
    await utimes(path, 0, 0);
  }
  for (const path of folders) {
    // Whatever the user's umask took away.
    await chmod(path, 0o755);
    await utimes(path, 0, 0);
  }
}
