import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { type FolderEntry, sha256 } from './folder.ts';
import { keepKnown, readKnown } from './user-cache.ts';

/**
 * The coarsest clock of a file system that is still in use, in milliseconds (FAT's): a file that is younger may be
 * changed once more without a trace in its times. Git calls such files racily clean.
 */
const coarsestClock = 2000;

/**
 * A SHA-256 over names, kinds, executable bits and contents of `folder`, whose entries these are.
 * The digests of its files are kept in the user's cache: a file whose status is what it was is not read again.
 */
export async function digestOf(folder: string, entries: readonly FolderEntry[]): Promise<string> {
  const cache = `folder-${sha256(folder).slice(0, 24)}`;
  const before = await readKnown(cache);
  const after: Record<string, string> = {};
  let isNew = false;
  const hash = createHash('sha256');
  for (const entry of entries) {
    if ('linkTo' in entry) hash.update(`link ${entry.path}\0${entry.linkTo}\0`);
    else if ('directory' in entry) hash.update(`folder ${entry.path}\0`);
    else {
      const began = Date.now();
      const [status = '', kept = ''] = before[entry.path]?.split('\n') ?? [];
      const isKnown = status === entry.status && kept !== '';
      const digest = isKnown ? kept : await digestOfFile(entry.source);
      if (isKnown || began - entry.changed > coarsestClock) after[entry.path] = `${entry.status}\n${digest}`;
      isNew ||= !isKnown;
      hash.update(`file ${entry.path}\0${entry.executable}\0${digest}\0`);
    }
  }
  if (isNew || Object.keys(before).length !== Object.keys(after).length) await keepKnown(cache, after);
  return hash.digest('hex');
}

async function digestOfFile(path: string): Promise<string> {
  const hash = createHash('sha256');
  for await (const chunk of createReadStream(path)) hash.update(chunk as Buffer);
  return hash.digest('hex');
}
