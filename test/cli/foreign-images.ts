import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { utimesSync } from 'node:fs';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { test } from 'node:test';
import type Docker from 'dockerode';
import { pack } from 'tar-stream';
import { status } from '../../cli/commands/status.ts';
import { withEnvironment } from '../engine/environment.ts';
import { codeEnv, makeInstance, type OwnEngine, python } from './expendable-engine.ts';
import { userCache } from './run-cli.ts';

/** That no time of an image or a file decides anything. */
export function testClocks(own: OwnEngine): void {
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

const median = (numbers: readonly number[]) => [...numbers].sort((a, b) => a - b)[numbers.length >> 1]!;

/** That what an engine has beside ours costs no more than its list. */
export function testManyImages(own: OwnEngine): void {
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
