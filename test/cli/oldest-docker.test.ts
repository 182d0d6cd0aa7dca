// What matters most of the command line, on the oldest Docker that has to do: the same tests as on today's.
import assert from 'node:assert/strict';
import type { Readable } from 'node:stream';
import { after, test } from 'node:test';
import { isDeepStrictEqual } from 'node:util';
import type Docker from 'dockerode';
import { send } from '../../engine/docker-request.ts';
import { startOldestEngine } from '../../scripts/private-engine.ts';
import { buildExampleBase, exampleBase, openCliEngine, openDockerode } from './real-instance.ts';

const oldest = await startOldestEngine(line => console.error(line));
const current = 'unavailable' in oldest ? oldest.unavailable : await openCliEngine();
if (typeof current === 'string' || 'unavailable' in oldest) {
  if (process.env['CI'] === 'true') throw new Error(String(current));
  test('Docker 20.10', t => t.skip(String(current)));
} else {
  await buildExampleBase(current);
  await copyBaseImage(openDockerode(current.dockerHost), openDockerode(oldest.dockerHost));
  process.env['DOCKER_HOST'] = oldest.dockerHost;
  // States and their reasons; parts; a password; failures at their lines; Ctrl-C and kill -9.
  const names = ['staleness', 'parts', 'secrets', 'failures', 'interrupted'];
  const loaded = Promise.all(names.map(name => import(`./${name}.test.ts`)));
  test('it is the old one', async () => {
    // The runner takes its work for done when it has run all that it knows.
    await loaded;
    assert.match((await openDockerode(oldest.dockerHost).version()).Version, /^20\.10\./);
  });
  await loaded;
  // After their images are gone.
  after(() => oldest.stop());
}

/** To build the base image of the examples takes the old engine minutes. */
async function copyBaseImage(from: Docker, to: Docker): Promise<void> {
  // With what it stands on, so that it is not stale there.
  const names = ['debian:bookworm-slim', exampleBase];
  const idsOn = (docker: Docker) =>
    Promise.all(
      names.map(name =>
        docker
          .getImage(name)
          .inspect()
          .then(({ Id }) => Id)
          .catch(() => undefined),
      ),
    );
  if (isDeepStrictEqual(await idsOn(from), await idsOn(to))) return;
  const saved = await send<Readable>(from, {
    path: '/images/get?',
    method: 'GET',
    isStream: true,
    options: { names },
  });
  for await (const _ of (await to.loadImage(saved)) as Readable);
}
