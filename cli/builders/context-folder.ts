import { chmod, constants, copyFile, mkdir, symlink, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { ContextFile } from '../../engine/index.ts';

/** Writes a build context into a folder, with the modes that it has on its way to an engine, too: builders compare them. */
export async function writeContext(folder: string, files: readonly ContextFile[]): Promise<void> {
  await mkdir(folder, { recursive: true });
  for (const file of files) {
    const path = join(folder, file.path);
    await mkdir('directory' in file ? path : dirname(path), { recursive: true, mode: 0o755 });
    if ('directory' in file) continue;
    if ('linkTo' in file) {
      await symlink(file.linkTo, path);
      continue;
    }
    if ('source' in file) await copyFile(file.source, path, constants.COPYFILE_FICLONE);
    else await writeFile(path, file.content);
    await chmod(path, file.executable ? 0o755 : 0o644);
  }
}
