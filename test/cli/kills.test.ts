// Whatever is killed at whatever moment: no image is half there, none is lost, and the next build finishes.
import assert from 'node:assert/strict';
import { randomInt } from 'node:crypto';
import { after, suite, test } from 'node:test';
import { setTimeout as wait } from 'node:timers/promises';
import {
  assertWhole,
  codeEnv,
  makeInstance,
  type OwnEngine,
  openOwnEngine,
  python,
} from './expendable-engine.ts';
import type { RealInstance } from './real-instance.ts';

const own = await openOwnEngine();
if (typeof own === 'string') test('an engine of one’s own', t => t.skip(own));
else {
  after(() => own.stop());
  suite('at random moments', { concurrency: true }, () => {
    for (const lane of ['a', 'b']) suite(`lane ${lane}`, { concurrency: 1 }, () => testMoments(own, lane));
  });
  testEngineKill(own);
  testTwoAtOnce(own);
}

/** Numbers like random ones, the same for the same seed: a run can be done again. Marsaglia's xorshift. */
function randomFrom(seed: number): () => number {
  let x = seed | 1;
  return () => {
    x ^= x << 13;
    x ^= x >>> 17;
    x ^= x << 5;
    return (x >>> 0) / 2 ** 32;
  };
}

/** The ids of the engine's containers that run, once builds that nobody waits for have ended. */
async function running({ docker }: OwnEngine): Promise<readonly string[]> {
  let left: readonly string[] = [];
  for (let i = 0; i < 100; i++) {
    left = (await docker.listContainers()).map(({ Id }) => Id);
    if (left.length === 0) break;
    await wait(100);
  }
  return left;
}

/** One after the other in a lane, beside those of another lane, so that the engine is never quiet. */
function testMoments(own: OwnEngine, lane: string): void {
  const instance = makeInstance(own, `moments-${lane}`);
  let span = 0;
  const build = async () => {
    const { code, stderr } = await instance.run('build');
    assert.equal(code, 0, stderr);
    const images = await instance.status();
    for (const { image, state } of images) assert.equal(state, 'current', image);
    return images;
  };

  /** Sends the signal to `times` builds, each of something new, and looks at the engine after each. */
  async function strike(times: number, signal: NodeJS.Signals, codes: readonly unknown[]): Promise<void> {
    const seed = Number(process.env['KILL_SEED'] ?? randomInt(1, 2 ** 31));
    console.error(`${signal} in lane ${lane}: KILL_SEED=${seed}`);
    const random = randomFrom(seed);
    let before = await assertWhole(own, await build());
    let struck = 0;
    for (let i = 1; i <= times; i++) {
      const mark = `${signal}-${i}-${seed}`;
      instance.write('moves/code-env.yaml', codeEnv('one, two', `echo ${mark} > /mark`));
      const { process, ended } = instance.start(['build']);
      await wait(random() * span);
      process.kill(signal);
      const { code, stderr } = await ended;
      assert.ok(codes.includes(code), `${i}: ${code} ${stderr}`);
      if (code !== 0) struck++;
      const images = await instance.status();
      const now = await assertWhole(own, images, new Set(before.values()));
      for (const [name] of before) assert.ok(now.has(name), `${i}: ${name} is lost`);
      for (const { image, env, state } of images) {
        if (env === 'stays') assert.deepEqual([state, now.get(image)], ['current', before.get(image)]);
        else if (now.get(image) === before.get(image)) assert.equal(state, 'stale', `${i}: ${image}`);
        else {
          assert.equal(state, 'current', `${i}: ${image}`);
          assert.equal(await python(own, image, 'print(open("/mark").read())'), mark);
        }
      }
      before = i % 5 === 0 ? await assertWhole(own, await build()) : now;
    }
    await assertWhole(own, await build());
    assert.ok(struck > 0, 'each build was faster than what was to end it');
  }

  test('kill -9 of 25 builds', async () => {
    instance.write('stays/code-env.yaml', codeEnv('one'));
    instance.write('moves/code-env.yaml', codeEnv('one, two'));
    await build();
    instance.write('moves/code-env.yaml', codeEnv('one, two', 'echo timed > /mark'));
    const began = performance.now();
    assert.equal((await instance.run('build')).code, 0);
    span = performance.now() - began;
    await strike(25, 'SIGKILL', ['SIGKILL', 0]);
    assert.deepEqual(await running(own), []);
  });

  // Before the program listens to signals they end it as they end any program.
  test('Ctrl-C in 5 builds', async () => {
    await strike(5, 'SIGINT', [130, 'SIGINT', 0]);
    assert.deepEqual(await running(own), []);
  });
}

/** Gives an instance a code env whose builds wait before they install anything, and returns when one does. */
async function startSlow(instance: RealInstance, seconds: number) {
  const mark = String(randomInt(1e9));
  instance.write('slow/code-env.yaml', codeEnv('one, two', `echo ${mark} > /mark && sleep ${seconds}`));
  const build = instance.start(['build']);
  await build.said(/ RUN echo \d+ > .mark/);
  return build;
}

function testEngineKill(own: OwnEngine): void {
  test('kill -9 of the engine: a sentence, and the next build finishes', async () => {
    const instance = makeInstance(own, 'engine');
    instance.write('stays/code-env.yaml', codeEnv('one'));
    assert.equal((await instance.run('build')).code, 0);
    const before = await assertWhole(own, await instance.status());
    const { ended } = await startSlow(instance, 5);
    own.process.kill();
    const { code, stderr } = await ended;
    assert.equal(code, 1, stderr);
    assert.match(stderr, /^slow on .*: The engine went away while building /m);
    assert.doesNotMatch(stderr, /\n {4}at |mistake of Code Envs/);
    const without = await instance.run('status');
    assert.equal(without.code, 3, without.stderr);
    await own.process.restart();
    const after = await assertWhole(own, await instance.status());
    assert.deepEqual(after, before);
    const again = await instance.run('build');
    assert.equal(again.code, 0, again.stderr);
    const images = await instance.status();
    assert.deepEqual(
      images.map(({ state }) => state),
      ['current', 'current', 'current'],
    );
    await assertWhole(own, images);
  });
}

function testTwoAtOnce(own: OwnEngine): void {
  test('two builds, and two rebuilds, of the same code envs at once: both end well', async () => {
    const instance = makeInstance(own, 'two');
    instance.write('stays/code-env.yaml', codeEnv('one'));
    instance.write(
      'moves/code-env.yaml',
      codeEnv('one, two', 'echo > /mark', 'dockerImageResources: COPY\n'),
    );
    instance.write('moves/resources/words', 'a\n');
    for (const words of [['build'], ['rebuild', '--all', '--base-images']]) {
      const both = [instance.start(words), instance.start(words)];
      for (const { code, stderr } of await Promise.all(both.map(({ ended }) => ended))) {
        assert.equal(code, 0, stderr);
        assert.doesNotMatch(stderr, /error|mistake/);
      }
      const images = await instance.status();
      // With base images built twice, images of one process may stand on those of the other before.
      const settled = await instance.run('build');
      assert.equal(settled.code, 0, settled.stderr);
      if (words[0] === 'build') assert.match(settled.stderr, /^Nothing to build/m);
      await assertWhole(own, images);
      assert.deepEqual(
        (await instance.status()).map(({ state }) => state),
        ['current', 'current', 'current'],
      );
    }
    const { stderr } = await instance.run('rebuild', '--all', '--base-images', '--dry-run');
    assert.doesNotMatch(stderr, /Going on with/, 'no journal is left');
  });
}
