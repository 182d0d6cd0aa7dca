import assert from 'node:assert/strict';
import { randomBytes, randomInt } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import type { Builder } from '../../engine/index.ts';
import { withEnvironment } from './environment.ts';
import type { RealEngine } from './real-engine.ts';
import { readSavedImage } from './saved-image.ts';
import { prefix } from './tiny-base.ts';
import { build } from './trial-build.ts';

/** That the proxies of Docker's config.json are there while an image is built and not in it, by one builder. */
export function testProxies({ dockerHost, docker, engines }: RealEngine, builder: Builder): void {
  const engine = engines[builder];
  const folder = mkdtempSync(join(tmpdir(), 'code-envs-'));
  after(() => rmSync(folder, { recursive: true }));

  /** The environment of a step, and everything that the engine then has of the image. */
  async function buildWith(proxies: object) {
    const tag = `${prefix}${builder}-proxies:1`;
    writeFileSync(join(folder, 'config.json'), JSON.stringify({ proxies }));
    const output = await withEnvironment({ DOCKER_CONFIG: folder }, async () => {
      const { id, output } = build(engine, { tag, run: [`RUN env; echo ${randomInt(1e12)} >/kept`] });
      await id;
      return output();
    });
    const image = docker.getImage(tag);
    const saved = (await readSavedImage(docker, tag)).toString('latin1');
    const kept = saved + JSON.stringify([await image.inspect(), await image.history()]);
    return { output, kept };
  }

  test('a step sees them in both spellings, and nothing of the image has them', async () => {
    const password = randomBytes(12).toString('hex');
    const httpProxy = `http://me:${password}@127.0.0.1:1`;
    const httpsProxy = `${httpProxy}0`;
    const { output, kept } = await buildWith({
      default: { httpProxy, httpsProxy, noProxy: 'a.example,b.example' },
    });
    const lines = output.split('\n');
    for (const name of ['HTTP_PROXY', 'http_proxy'])
      assert.ok(lines.includes(`${name}=${httpProxy}`), output);
    for (const name of ['HTTPS_PROXY', 'https_proxy']) assert.ok(lines.includes(`${name}=${httpsProxy}`));
    for (const name of ['NO_PROXY', 'no_proxy']) assert.ok(lines.includes(`${name}=a.example,b.example`));
    assert.ok(kept.includes('/kept'));
    for (const hidden of [password, 'a.example', 'proxy=']) assert.ok(!kept.toLowerCase().includes(hidden));
  });

  test('those of this engine count before the default, and none are none', async () => {
    const own = await buildWith({
      default: { httpProxy: 'http://default.example' },
      [dockerHost]: { httpProxy: 'http://own.example' },
    });
    assert.match(own.output, /^http_proxy=http:\/\/own\.example$/m);
    assert.doesNotMatch(own.output, /default\.example/);
    const other = await buildWith({ 'tcp://other.example:2376': { httpProxy: 'http://other.example' } });
    assert.doesNotMatch(other.output, /proxy/i);
  });
}
