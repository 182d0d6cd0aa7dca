import assert from 'node:assert/strict';
import { randomInt } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { type Builder, connectDocker, EngineError } from '../../engine/index.ts';
import { startCutProxy } from './cut-proxy.ts';
import { waitUntilGone, waitUntilRunning } from './processes.ts';
import type { RealEngine } from './real-engine.ts';
import { prefix } from './tiny-base.ts';
import { build, failBuild, isTagged } from './trial-build.ts';

/** What {@link Engine.buildImage} promises of builds that fail or are cancelled, on one builder of a real engine. */
export function testFailingBuilds(
  { dockerHost, docker, builders, engines }: RealEngine,
  builder: Builder,
): void {
  const engine = engines[builder];
  const tag = (name: string) => `${prefix}${builder}-${name}:1`;

  test('a failing command: its instruction, its step and all that it printed', async () => {
    const error = await failBuild(engine, {
      tag: tag('failing'),
      run: ['RUN echo before', 'RUN echo out; echo err >&2; echo ümlaut; exit 7', 'RUN echo never'],
    });
    assert.equal(error.instruction, 'RUN echo out; echo err >&2; echo ümlaut; exit 7');
    assert.equal(error.step, 3);
    assert.deepEqual(error.output.trim().split('\n').sort(), ['err', 'out', 'ümlaut']);
    assert.match(error.message, /\(step 3 of \d\) ended with exit code 7$/);
    assert.equal(await isTagged(engine, tag('failing')), false);
  });

  test('clipped logs: the last lines of a failing step are there, however much it printed', async () => {
    const run = [`RUN echo ${randomInt(1e12)}; seq 1 500000; echo the reason; exit 1`];
    const error = await failBuild(engine, { tag: tag('clipped'), run });
    assert.ok(error.output.endsWith('499999\n500000\nthe reason\n'), error.output.slice(-200));
  });

  test('failure reported as success: an answer that ends as if all was well, without an image', async () => {
    const proxy = await startCutProxy(dockerHost);
    const dying = await connectDocker(proxy.dockerHost, builder);
    const { id } = build(dying, {
      tag: tag('ended'),
      run: [`RUN echo ${randomInt(1e12)}; sleep 30`],
      onEvent: event => event.kind === 'output' && proxy.end(),
    });
    await assert.rejects(id, /^EngineError: The engine went away while building/);
    proxy.close();
    assert.equal(await isTagged(engine, tag('ended')), false);
  });

  test('a full disk is named, with what frees space', async () => {
    const run = ['RUN echo "tar: write error: No space left on device" >&2; exit 2'];
    const error = await failBuild(engine, { tag: tag('full'), run });
    assert.match(error.message, /disk is full at `RUN.*docker system df.*docker builder prune/);
  });

  test('a missing COPY source', async () => {
    const error = await failBuild(engine, { tag: tag('copy'), run: ['COPY nowhere.txt /'] });
    assert.equal(error.instruction, 'COPY nowhere.txt /');
    assert.equal(error.step, 2);
    assert.match(error.message, /nowhere\.txt/);
  });

  test('a Dockerfile that is none', async () => {
    const error = await failBuild(engine, { tag: tag('syntax'), run: ['RUNN true'] });
    assert.match(error.message, /unknown instruction/i);
    assert.match(error.message, /RUNN/);
  });

  test('a base image that is nowhere', async () => {
    const dockerfile = 'FROM 127.0.0.1:1/no/base:1\nRUN true\n';
    const error = await failBuild(engine, { tag: tag('base'), dockerfile });
    assert.equal(error.instruction, 'FROM 127.0.0.1:1/no/base:1');
    assert.match(error.message, /^The base image 127\.0\.0\.1:1\/no\/base:1 is not on the engine/);
  });

  test('a file that vanishes or changes while it is sent', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'code-envs-'));
    const gone = { path: 'f', source: join(folder, 'gone'), size: 3 };
    const vanished = await failBuild(engine, { tag: tag('gone'), context: [gone] });
    assert.match(vanished.message, /gone could not be read .*ENOENT.* while it was sent/);
    const source = join(folder, 'changed');
    writeFileSync(source, Buffer.alloc(1_000_000));
    for (const size of [999_999, 1_000_001]) {
      const changed = await failBuild(engine, { tag: tag('gone'), context: [{ path: 'f', source, size }] });
      assert.match(changed.message, /changed is no longer \d+ bytes long while it was sent/);
    }
    rmSync(folder, { recursive: true });
  });

  test('a cancelled build stops on the engine and tags nothing', async () => {
    const marker = `sleep 9876${randomInt(1e6, 1e7)}`;
    const cancel = new AbortController();
    const reason = new Error('enough');
    const { id } = build(engine, {
      tag: tag('cancel'),
      run: [`RUN echo begun; ${marker}; true`],
      signal: cancel.signal,
      onEvent(event) {
        if (event.kind === 'output') waitUntilRunning(marker).then(() => cancel.abort(reason));
      },
    });
    await assert.rejects(id, error => error === reason);
    // Podman 4 builds on when the connection is closed.
    if (builders.includes('buildkit')) await waitUntilGone(marker);
    assert.equal(await isTagged(engine, tag('cancel')), false);
  });

  test('a build cancelled before it starts, while it uploads or at its very end tags nothing', async () => {
    const reason = new Error('enough');
    const before = build(engine, { tag: tag('early'), signal: AbortSignal.abort(reason) });
    await assert.rejects(before.id, error => error === reason);

    const uploading = new AbortController();
    const upload = build(engine, {
      tag: tag('early'),
      context: [{ path: 'zeros', source: '/dev/zero', size: 1e12 }],
      signal: uploading.signal,
    });
    setTimeout(() => uploading.abort(reason), 100);
    await assert.rejects(upload.id, error => error === reason);

    const late = new AbortController();
    const last = build(engine, {
      tag: tag('early'),
      run: ['RUN echo last'],
      signal: late.signal,
      onEvent: event => event.kind === 'output' && late.abort(reason),
    });
    await assert.rejects(last.id, error => error === reason);
    assert.equal(await isTagged(engine, tag('early')), false);
  });

  test('destroyed stream: an engine that dies in the middle of a build', async () => {
    const proxy = await startCutProxy(dockerHost);
    const dying = await connectDocker(proxy.dockerHost, builder);
    const { id } = build(dying, {
      tag: tag('dying'),
      run: ['RUN echo begun; sleep 30'],
      onEvent: event => event.kind === 'output' && proxy.cut(),
    });
    await assert.rejects(id, error => {
      assert.ok(error instanceof EngineError);
      assert.match(error.message, new RegExp(`^The engine went away while building ${tag('dying')}`));
      return true;
    });
    proxy.close();
    assert.equal(await isTagged(engine, tag('dying')), false);
  });

  test('leaves no containers behind', async () => {
    const { id } = build(engine, { tag: tag('tidy'), run: ['RUN exit 1'] });
    await id.catch(() => {});
    const left = (await docker.listContainers({ all: true })).filter(({ Command }) =>
      Command.includes('exit 1'),
    );
    assert.deepEqual(left, []);
  });
}
