import assert from 'node:assert/strict';
import { test } from 'node:test';
import { connectDocker, EngineError, type ImageEvent } from '../../engine/index.ts';
import { startCutProxy } from './cut-proxy.ts';
import type { RealEngine } from './real-engine.ts';
import { prefix } from './tiny-base.ts';
import { build } from './trial-build.ts';

/** What {@link Engine} promises of the images and containers that there are, on a real engine. */
export function testImages({ dockerHost, docker, engines }: RealEngine): void {
  const engine = engines.classic;
  const tag = (name: string) => `${prefix}images-${name}:1`;
  const find = async (id: string) => (await engine.listImages()).find(image => image.id === id);

  test('an image that lost its name to another is listed with its labels and size, and removed by its id', async () => {
    const labels = { mine: 'yes' };
    const old = await build(engine, { tag: tag('moved'), labels, run: ['RUN echo old >/file'] }).id;
    const fresh = await build(engine, { tag: tag('moved'), labels, run: ['RUN echo new >/file'] }).id;
    const found = await find(old);
    assert.deepEqual([found?.tags, found?.labels['mine']], [[], 'yes']);
    assert.ok(found!.size > 100_000);
    await engine.removeImage(old);
    assert.equal(await find(old), undefined);
    assert.deepEqual((await find(fresh))?.tags, [tag('moved')]);
    // One that is gone is as wanted.
    await engine.removeImage(old);
  });

  test('a name is taken away without the others, and an id does not stand for several names', async () => {
    const id = await build(engine, { tag: tag('one'), run: ['RUN echo named >/file'] }).id;
    await docker.getImage(id).tag({ repo: tag('two').replace(':1', ''), tag: '1' });
    await assert.rejects(engine.removeImage(id), /^EngineError: The engine failed at removing sha256:/);
    await engine.removeImage(tag('one'));
    assert.deepEqual((await find(id))?.tags, [tag('two')]);
    await engine.removeImage(tag('two'));
    assert.equal(await find(id), undefined);
  });

  test('an image in use is listed as such and not removed', async () => {
    const id = await build(engine, { tag: tag('used'), run: ['RUN echo used >/file'] }).id;
    const name = `${prefix}used`.replaceAll('/', '-');
    const container = await docker.createContainer({ name, Image: tag('used'), Cmd: ['true'] });
    try {
      const listed = (await engine.listContainers()).find(container => container.name === name);
      assert.deepEqual(listed, { id: container.id, name, imageId: id, labels: {} });
      await assert.rejects(
        engine.removeImage(tag('used')),
        /^EngineError: The engine failed at removing .*(?:being used|is using|in use)/,
      );
      assert.ok(await find(id));
    } finally {
      await container.remove({ force: true });
    }
  });

  test('what happens to images is told as it happens, until it is cancelled', async () => {
    const cancel = new AbortController();
    const events: ImageEvent[] = [];
    const watched = await engine.watchImages(cancel.signal);
    const watching = (async () => {
      for await (const event of watched) {
        events.push(event);
        if (event.action === 'tag' && event.name === tag('watched')) cancel.abort(new Error('enough'));
      }
    })();
    const ended = assert.rejects(watching, /enough/);
    const id = await build(engine, { tag: tag('watched') }).id;
    await ended;
    assert.ok(events.some(event => event.id === id && event.name === tag('watched')));
    await assert.rejects(engine.watchImages(AbortSignal.abort(new Error('before'))), /before/);
  });

  test('an engine that dies while its images are watched', async () => {
    const proxy = await startCutProxy(dockerHost);
    const dying = await connectDocker(proxy.dockerHost);
    const events = await dying.watchImages(new AbortController().signal);
    proxy.cut();
    const next = events[Symbol.asyncIterator]().next();
    await assert.rejects(next, error => {
      assert.ok(error instanceof EngineError);
      assert.match(error.message, /^The engine went away while watching its images/);
      return true;
    });
    proxy.close();
  });
}
