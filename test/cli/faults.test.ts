// Disks that are full, base images that change, clocks that are wrong, and an engine with many images.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  closeSync,
  mkdtempSync,
  openSync,
  readdirSync,
  rmSync,
  statfsSync,
  utimesSync,
  writeSync,
} from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { after, test } from 'node:test';
import type Docker from 'dockerode';
import { pack } from 'tar-stream';
import { status } from '../../cli/commands/status.ts';
import { connectTo, listen } from '../engine/cut-proxy.ts';
import { withEnvironment } from '../engine/environment.ts';
import {
  assertWhole,
  baseImage,
  codeEnv,
  makeInstance,
  type OwnEngine,
  openOwnEngine,
  python,
  smallBase,
} from './expendable-engine.ts';
import { userCache } from './run-cli.ts';

const own = await openOwnEngine();
if (typeof own === 'string') test('an engine of one’s own', t => t.skip(own));
else {
  after(() => own.stop());
  testBases(own);
  testClocks(own);
  testOwnDisk(own);
  testManyImages(own);
  testFullDisk(own);
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

/** Puts images of one small file each on an engine. */
async function loadImages(
  { docker }: { readonly docker: Docker },
  images: readonly { readonly tag: string; readonly labels: object; readonly created: string }[],
): Promise<void> {
  const layer = pack();
  layer.entry({ name: 'file' }, 'x');
  layer.finalize();
  const bytes = Buffer.concat(await Readable.from(layer).toArray());
  const config = ({ labels, created }: (typeof images)[number]) => ({
    architecture: process.arch === 'x64' ? 'amd64' : process.arch,
    ...{ os: 'linux', created, config: { Labels: labels } },
    rootfs: { type: 'layers', diff_ids: [`sha256:${createHash('sha256').update(bytes).digest('hex')}`] },
  });
  const archive = pack();
  archive.entry({ name: 'layer.tar' }, bytes);
  for (const [i, image] of images.entries())
    archive.entry({ name: `${i}.json` }, JSON.stringify(config(image)));
  archive.entry(
    { name: 'manifest.json' },
    JSON.stringify(
      images.map(({ tag }, i) => ({ Config: `${i}.json`, RepoTags: [tag], Layers: ['layer.tar'] })),
    ),
  );
  archive.finalize();
  for await (const _ of (await docker.loadImage(Readable.from(archive, { objectMode: false }))) as Readable);
}

/** Passes everything on to an engine, but has `act` done before the first build begins that has its name in `of`. */
async function startHoldingProxy(dockerHost: string, of: RegExp, act: () => Promise<unknown>) {
  let acted: Promise<unknown> | undefined;
  const server = createServer(client => {
    const engine = connectTo(dockerHost);
    for (const [from, to] of [
      [client, engine],
      [engine, client],
    ] as const)
      from.on('error', () => {}).on('close', () => to.destroy());
    engine.pipe(client);
    client.once('data', async data => {
      client.pause();
      if (of.test(decodeURIComponent(data.toString('latin1').split('\r\n')[0] ?? ''))) {
        acted ??= act();
        await acted;
      }
      engine.write(data);
      client.pipe(engine);
    });
  });
  const { socketPath, remove } = await listen(server);
  return {
    dockerHost: `unix://${socketPath}`,
    close() {
      server.close();
      remove();
    },
  };
}

function testBases(own: OwnEngine): void {
  const instance = makeInstance(own, 'bases');
  const rebuildOne = (lines: string) =>
    own.engine.buildImage(
      {
        tag: baseImage('bases', 'one'),
        dockerfile: `FROM ${smallBase}\n${lines}\n`,
        context: [],
        labels: {},
      },
      { onEvent() {}, signal: AbortSignal.timeout(60_000) },
    );
  const states = async () =>
    (await instance.status()).map(({ configs, state, reasons }) => [...configs, state, ...reasons]);
  const stale = ['one', 'stale', 'the base image was rebuilt'];

  test('a base image that changes while an image is built: stale', async () => {
    instance.write('env/code-env.yaml', codeEnv('one', 'echo slow && sleep 3'));
    const build = instance.start(['build']);
    await build.said(/RUN echo slow/);
    await rebuildOne('RUN echo again > /base');
    const { code, stderr } = await build.ended;
    assert.equal(code, 0, stderr);
    assert.deepEqual(await states(), [stale]);
    assert.equal((await instance.run('build')).code, 0);
    assert.deepEqual(await states(), [['one', 'current']]);
  });

  test('a base image that changes before the packages of several are installed on it: in none of them', async () => {
    instance.write('env/code-env.yaml', codeEnv('one, two', 'echo shared'));
    const proxy = await startHoldingProxy(own.dockerHost, /^POST \S*\/build\?.*packages/, () =>
      // pip finds another index there: it is of another family than `two` now.
      rebuildOne('ENV PIP_EXTRA_INDEX_URL=http://127.0.0.1:1/\nRUN echo wrong > /base'),
    );
    const { code, stderr } = await instance.start(['build'], { DOCKER_HOST: proxy.dockerHost }).ended;
    proxy.close();
    assert.equal(code, 1, stderr);
    assert.match(
      stderr,
      /^env\/code-env\.yaml:\d+:\d+: error: .*\/one:1 was rebuilt while packages were installed on it\. Build again\. \[build\]$/m,
    );
    assert.equal((await instance.run('build')).code, 0);
    assert.deepEqual(await states(), [
      ['one', 'current'],
      ['two', 'current'],
    ]);
    await assertWhole(own, await instance.status());
  });
}

function testClocks(own: OwnEngine): void {
  test('images of another time, and files of the future: neither makes anything stale or current', async () => {
    const instance = makeInstance(own, 'clocks');
    instance.write('env/code-env.yaml', codeEnv('one', 'true', 'dockerImageResources: COPY\n'));
    instance.write('env/resources/words', 'a\n');
    const words = join(instance.folder, 'env/resources/words');
    const future = new Date('2050-01-01T00:00:00Z');
    utimesSync(words, future, future);
    assert.equal((await instance.run('build')).code, 0);
    const [image] = await instance.status();
    assert.equal(image?.state, 'current');
    const listedAs = async (name: string) =>
      (await own.engine.listImages()).find(({ tags }) => tags.includes(name));
    const built = await listedAs(image.image);
    for (const created of ['2050-01-01T00:00:00Z', '1970-01-01T00:00:00Z']) {
      await loadImages(own, [{ tag: image.image, labels: built?.labels ?? {}, created }]);
      const listed = await listedAs(image.image);
      assert.equal(listed?.created, Date.parse(created));
      assert.deepEqual((await instance.status())[0]?.state, 'current');
      assert.match((await instance.run('build')).stderr, /^Nothing to build/m);
    }
    instance.write('env/resources/words', 'b\n');
    utimesSync(words, future, future);
    assert.deepEqual((await instance.status())[0]?.reasons, ['the resources folder changed']);
    assert.equal((await instance.run('build')).code, 0);
    assert.equal(
      await python(own, image.image, 'print(open("/opt/dataiku/code-env/resources/words").read())'),
      'b',
    );
  });
}

function testOwnDisk(own: OwnEngine): void {
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

const median = (numbers: readonly number[]) => [...numbers].sort((a, b) => a - b)[numbers.length >> 1]!;

function testManyImages(own: OwnEngine): void {
  test('an engine with 2,000 more images: status takes little more than their list', async () => {
    const instance = makeInstance(own, 'many');
    instance.write('env/code-env.yaml', codeEnv('one, two'));
    assert.equal((await instance.run('build')).code, 0);
    const [image] = await instance.status();
    const { labels } = (await own.engine.listImages()).find(({ tags }) => tags.includes(image!.image))!;
    await loadImages(
      own,
      Array.from({ length: 2000 }, (_, i) => ({
        tag: `many/image-${i}:1`,
        labels: { ...labels, n: String(i) },
        created: new Date(i * 1e9).toISOString(),
      })),
    );
    assert.ok((await own.engine.listImages()).length > 2000);
    const terminal = {
      ...{ folder: instance.folder, interactive: false, signal: new AbortController().signal },
      ...{ write() {}, log() {}, draw() {} },
    };
    const timed = async (act: () => Promise<unknown>) => {
      const began = performance.now();
      await act();
      return performance.now() - began;
    };
    const lists: number[] = [];
    const statuses: number[] = [];
    await withEnvironment({ DOCKER_HOST: own.dockerHost, XDG_CACHE_HOME: userCache }, async () => {
      for (let i = 0; i < 7; i++) {
        lists.push(await timed(() => own.engine.listImages()));
        statuses.push(await timed(async () => assert.equal(await status({ format: 'json' }, terminal), 0)));
      }
    });
    const ratio = median(statuses) / median(lists);
    console.error(`2,000 images: status takes ${ratio.toFixed(2)} times as long as their list`);
    assert.ok(ratio <= 3, `${ratio}: ${statuses} for ${lists}`);
  });
}

function testFullDisk(before: OwnEngine): void {
  test('the engine’s disk is full: a sentence, nothing is tagged, and with room again it goes on', async t => {
    const disk = mountDisk('700m');
    if (disk === undefined) return t.skip(noMount);
    // There is room for one such engine at a time.
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
      assert.match(stderr, /^ {2}RESOURCES: /m);
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
