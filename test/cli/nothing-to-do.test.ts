// What a build and a status ask an engine where nothing is to be done: for its version and its images, once.
import assert from 'node:assert/strict';
import { createServer } from 'node:net';
import { test } from 'node:test';
import { connectTo, listen } from '../engine/cut-proxy.ts';
import { openCliEngine, RealInstance } from './real-instance.ts';

const engine = await openCliEngine();
if (typeof engine === 'string') test('a real engine', t => t.skip(engine));
else {
  const { dockerHost } = engine;
  const instance = RealInstance.ofExamples(engine, 'nothing');

  /** The first lines of the requests that a command sends, each over a connection of its own. */
  const requestsOf = async (command: string): Promise<readonly string[]> => {
    const requests: string[] = [];
    const server = createServer(client => {
      client.once('data', data => requests.push(data.toString('latin1').split(' HTTP/')[0] ?? ''));
      const passed = connectTo(dockerHost);
      for (const [from, to] of [
        [client, passed],
        [passed, client],
      ] as const)
        from
          .on('error', () => {})
          .on('close', () => to.destroy())
          .pipe(to);
    });
    const { socketPath, remove } = await listen(server);
    try {
      const { code, stderr } = await instance.start([command], { DOCKER_HOST: `unix://${socketPath}` }).ended;
      assert.equal(code, 0, stderr);
      return requests;
    } finally {
      server.close();
      remove();
    }
  };

  test('five images of four code envs are current: one list', async () => {
    const { code, stderr } = await instance.run('build');
    assert.equal(code, 0, stderr);
    for (const command of ['build', 'status'])
      assert.deepEqual(
        (await requestsOf(command)).map(request => request.replace(/\?.*/, '')),
        ['GET /version', 'GET /images/json'],
      );
  });
}
