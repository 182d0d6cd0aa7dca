import assert from 'node:assert/strict';
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { withEnvironment } from './environment.ts';
import type { RealEngine } from './real-engine.ts';
import { startTinyRegistry, type TinyRegistry } from './tiny-registry.ts';

/** What {@link Engine.pullImage} promises, from a registry of this process. */
export function testPulls({ docker, engines }: RealEngine): void {
  const engine = engines.classic;
  const login = 'someone:päss:word';
  const folder = mkdtempSync(join(tmpdir(), 'code-envs-'));
  let registry: TinyRegistry;
  before(async () => {
    registry = await startTinyRegistry(login);
  });
  after(() => {
    registry.close();
    rmSync(folder, { recursive: true });
  });

  function pull(reference: string, config: object): Promise<string[]> {
    writeFileSync(join(folder, 'config.json'), JSON.stringify(config));
    const lines: string[] = [];
    const variables = { DOCKER_CONFIG: folder, PATH: `${folder}:${process.env['PATH']}` };
    return withEnvironment(variables, async () => {
      await engine.pullImage(reference, {
        signal: new AbortController().signal,
        onEvent: line => lines.push(line),
      });
      return lines;
    });
  }

  async function checkPull(config: object): Promise<void> {
    const reference = `${registry.host}/team/image:1`;
    const lines = await pull(reference, config);
    assert.ok(lines.length > 0);
    assert.ok((await engine.listImages()).some(image => image.tags.includes(reference)));
    await docker.getImage(reference).remove();
  }

  test('with the password that `docker login` has stored', async () => {
    const auth = Buffer.from(login).toString('base64');
    await checkPull({ auths: { [`http://${registry.host}/v2/`]: { auth } } });
  });

  test('with a credential helper', async () => {
    const [Username, Secret] = [login.slice(0, 7), login.slice(8)];
    const program = join(folder, 'docker-credential-tiny');
    const answer = JSON.stringify({ ServerURL: registry.host, Username, Secret });
    writeFileSync(program, `#!/bin/sh\n[ "$1 $(cat)" = "get ${registry.host}" ] && echo '${answer}'\n`);
    chmodSync(program, 0o755);
    await checkPull({ credHelpers: { [registry.host]: 'tiny' } });
    await checkPull({ auths: { [registry.host]: {} }, credsStore: 'tiny' });
  });

  test('without any, and with a helper that is missing', async () => {
    const anonymous = pull(`${registry.host}/team/image:1`, { credsStore: 'missing' });
    await assert.rejects(anonymous, /^EngineError: The engine failed at pulling .*(auth|credentials|401)/i);
  });

  test('an image and a registry that do not exist', async () => {
    const auths = { [registry.host]: { auth: Buffer.from(login).toString('base64') } };
    await assert.rejects(
      pull(`${registry.host}/team/other:1`, { auths }),
      /^EngineError: The engine failed at pulling .*team\/other:1: .*(not found|unknown)/,
    );
    await assert.rejects(
      pull('127.0.0.1:1/no/image:1', {}),
      /^EngineError: The engine failed at pulling .*refused/,
    );
  });

  test('a cancelled pull', async () => {
    const reason = new Error('enough');
    const options = { signal: AbortSignal.abort(reason), onEvent: () => {} };
    await assert.rejects(engine.pullImage('debian:12', options), error => error === reason);
  });
}
