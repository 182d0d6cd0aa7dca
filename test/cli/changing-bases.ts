import assert from 'node:assert/strict';
import { createServer } from 'node:net';
import { test } from 'node:test';
import { connectTo, listen } from '../engine/cut-proxy.ts';
import {
  assertWhole,
  baseImage,
  codeEnv,
  makeInstance,
  type OwnEngine,
  smallBase,
} from './expendable-engine.ts';

/** That no image is taken for current that has something of another base image than it says. */
export function testBases(own: OwnEngine): void {
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
    const { code, stdout, stderr } = await build.ended;
    assert.match(stdout, /^env .* stale {2,}the base image was rebuilt$/m, stderr);
    assert.match(stderr, /is stale already: the base image was rebuilt while it was built\. Build again\.$/m);
    assert.equal(code, 1);
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
