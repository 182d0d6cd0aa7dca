// Digests of folders: what is unchanged is not read, and what is changed is noticed.
import assert from 'node:assert/strict';
import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { setTimeout as wait } from 'node:timers/promises';
import { digestOf, readFolder } from '../../workspace/index.ts';

const root = mkdtempSync(join(tmpdir(), 'code-envs-digest-'));
process.env['XDG_CACHE_HOME'] = join(root, 'cache');
process.env['LOCALAPPDATA'] = join(root, 'cache');
after(() => rmSync(root, { recursive: true, force: true }));

const folder = join(root, 'folder');
const file = join(folder, 'weights');
const size = 8 << 20;
const digest = async () => digestOf(folder, await readFolder(folder));

mkdirSync(folder);
writeFileSync(file, Buffer.alloc(size, 1));

/** Waits until the file is old enough that a change must show in its times. */
async function age(): Promise<void> {
  while (Date.now() - statSync(file).ctimeMs <= 2100) await wait(100);
}

/** How many bytes this process has read in all, as Linux counts them. */
function bytesRead(): number {
  return Number(/^rchar: (\d+)/.exec(readFileSync('/proc/self/io', 'utf8'))?.[1]);
}

async function bytesReadBy(act: () => Promise<unknown>): Promise<number> {
  const begin = bytesRead();
  await act();
  return bytesRead() - begin;
}

const notLinux = process.platform !== 'linux' && 'only Linux counts what a process reads';

test('a young file is read each time, an old one once', { skip: notLinux }, async () => {
  for (let i = 0; i < 2; i++) assert.ok((await bytesReadBy(digest)) >= size, 'it was not read while young');
  await age();
  assert.ok((await bytesReadBy(digest)) >= size);
  assert.ok((await bytesReadBy(digest)) < size / 8, 'it was read again');
});

test('a change is noticed though size and time of the file are what they were', async () => {
  await age();
  const first = await digest();
  assert.equal(await digest(), first);
  const { atime, mtime } = statSync(file);
  writeFileSync(file, Buffer.alloc(size, 2));
  utimesSync(file, atime, mtime);
  assert.notEqual(await digest(), first);
});

test('names, the executable bit and empty folders count; times do not', async () => {
  const seen = new Set([await digest()]);
  utimesSync(file, 1, 1);
  assert.ok(seen.has(await digest()));
  for (const change of [
    () => chmodSync(file, 0o755),
    () => mkdirSync(join(folder, 'empty')),
    () => renameSync(file, join(folder, 'renamed')),
  ]) {
    change();
    const now = await digest();
    assert.ok(!seen.has(now));
    seen.add(now);
  }
});

test('a cache that cannot be read or written costs time alone', async () => {
  const first = await digest();
  for (const place of ['/dev/null/nowhere', '']) {
    process.env['XDG_CACHE_HOME'] = place || root;
    if (place === '') writeFileSync(join(root, 'code-envs'), 'a file where the folder should be');
    assert.equal(await digest(), first);
  }
});
