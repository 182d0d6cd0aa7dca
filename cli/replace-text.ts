import {
  accessSync,
  chmodSync,
  constants,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';

/**
 * Gives the file at `path`, or what a link there leads to, another text; its permissions stay.
 * However this ends, the file has its old text or its new one. Returns why it could not be written.
 */
export function replaceText(path: string, text: string): string | undefined {
  let beside: string | undefined;
  try {
    const file = realpathSync(path);
    beside = `${file}.${process.pid}.tmp`;
    accessSync(file, constants.W_OK);
    writeFileSync(beside, text);
    chmodSync(beside, statSync(file).mode);
    renameSync(beside, file);
    return undefined;
  } catch (error) {
    if (beside) rmSync(beside, { force: true });
    const { code, message } = error as NodeJS.ErrnoException;
    if (code === 'EACCES' || code === 'EPERM') return 'permission denied. Let yourself write there.';
    if (code === 'EROFS') return 'the disk is mounted for reading only.';
    if (code === 'ENOSPC' || code === 'EDQUOT') return 'the disk is full. Make room.';
    return `${message}.`;
  }
}
