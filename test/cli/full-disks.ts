import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { closeSync, mkdtempSync, openSync, readdirSync, rmSync, statfsSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { assertWhole, codeEnv, makeInstance, type OwnEngine, openOwnEngine } from './expendable-engine.ts';

/** That our own caches are no condition of anything. */
export function testOwnDisk(own: OwnEngine): void {
  test('no room and no permission for what is kept between builds: everything works as without', async t => {
    const disk = mountDisk('64k');
    if (disk === undefined) return t.skip(noMount);
    const instance = makeInstance(own, 'own-disk');
    instance.write('env/code-env.yaml', codeEnv('one, two', 'true', 'dockerImageResources: COPY\n'));
    instance.write('env/resources/words', 'a\n');
    const run = async (words: readonly string[]) => {
      const ended = await instance.start(words, { XDG_CACHE_HOME: disk }).ended;
      assert.doesNotMatch(ended.stderr, /ENOSPC|EROFS|mistake/);
      return ended;
    };
    for (const options of ['remount,rw', 'remount,ro']) {
      if (options === 'remount,rw') fill(disk, 0);
      assert.equal(spawnSync('mount', ['-o', options, disk]).status, 0);
      for (const words of [['rebuild', '--all'], ['build'], ['status']])
        assert.equal((await run(words)).code, 0, `${words.join(' ')}, ${options}`);
      instance.change('env/code-env.yaml', 'RUN true', 'RUN echo no good; exit 7');
      const { code, stderr } = await run(['build']);
      assert.equal(code, 1);
      assert.match(stderr, /ended with exit code 7: no good/);
      assert.doesNotMatch(stderr, /The whole log: /, 'there is none');
      instance.change('env/code-env.yaml', 'RUN echo no good; exit 7', 'RUN true');
    }
    assert.deepEqual(readdirSync(disk).sort(), ['code-envs', 'filler']);
  });
}

/** What a full disk of an engine comes to. Stops `before`, since there is room for one such engine at a time. */
export function testFullDisk(before: OwnEngine): void {
  test('the engine’s disk is full: a sentence, nothing is tagged, and with room again it goes on', async t => {
    const disk = mountDisk('700m');
    if (disk === undefined) return t.skip(noMount);
    await before.stop();
    const own = await openOwnEngine(join(disk, 'data'));
    assert.ok(typeof own !== 'string', String(own));
    try {
      const instance = makeInstance(own, 'full');
      instance.write('stays/code-env.yaml', codeEnv('one'));
      assert.equal((await instance.run('build')).code, 0);
      const whole = await assertWhole(own, await instance.status());
      instance.write('big/code-env.yaml', codeEnv('one, two', 'head -c 60000000 /dev/urandom > /big'));
      const filler = fill(disk, 30e6);
      const { code, stderr } = await instance.run('build');
      assert.equal(code, 1, stderr);
      assert.match(stderr, /^big\/code-env\.yaml:\d+:\d+: error: .*The engine's disk is full/m);
      assert.match(stderr, /^ {2}RESOURCES\. /m);
      assert.doesNotMatch(stderr, /\n {4}at |mistake of Code Envs/);
      const images = await instance.status();
      assert.deepEqual(images.map(({ env, state }) => [env, state]).sort(), [
        ['big', 'missing'],
        ['big', 'missing'],
        ['stays', 'current'],
      ]);
      assert.deepEqual(await assertWhole(own, images), whole);
      rmSync(filler);
      const again = await instance.run('build');
      assert.equal(again.code, 0, again.stderr);
      await assertWhole(own, await instance.status());
    } finally {
      await own.stop();
    }
  });
}

/** A small file system in memory; undefined where none can be mounted. It goes after the tests. */
function mountDisk(size: string): string | undefined {
  const folder = mkdtempSync(join(tmpdir(), 'code-envs-disk-'));
  const { status } = spawnSync('mount', ['-t', 'tmpfs', '-o', `size=${size}`, 'tmpfs', folder]);
  after(() => {
    if (status === 0) spawnSync('umount', ['--lazy', folder]);
    rmSync(folder, { recursive: true, force: true });
  });
  return status === 0 ? folder : undefined;
}

const noMount = 'no file system can be mounted here: run the tests as root';

/** Fills a disk up to what is to be left, in bytes; gives the file that does. */
function fill(disk: string, left: number): string {
  const file = join(disk, 'filler');
  const descriptor = openSync(file, 'w');
  try {
    const { bavail, bsize } = statfsSync(disk);
    const block = Buffer.alloc(bsize);
    for (let free = bavail * bsize - left; free > 0; free -= bsize) writeSync(descriptor, block);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOSPC') throw error;
  } finally {
    closeSync(descriptor);
  }
  return file;
}
