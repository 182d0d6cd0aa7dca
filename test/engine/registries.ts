import assert from 'node:assert/strict';
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { networkInterfaces, tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { makeAuthority } from './certificates.ts';
import { withEnvironment } from './environment.ts';
import type { RealEngine } from './real-engine.ts';
import { login, type RealRegistry, startRegistry, unpackRegistry } from './real-registry.ts';
import { tinyBase } from './tiny-base.ts';

const missing = await unpackRegistry();

/** What {@link Engine.pushImage} and {@link Engine.pullImage} promise, with real registries. */
export function testRegistries({ docker, engines }: RealEngine): void {
  if (missing !== undefined) {
    test('a registry', t => t.skip(missing));
    return;
  }
  const engine = engines.classic;
  const folder = mkdtempSync(join(tmpdir(), 'code-envs-'));
  const started: RealRegistry[] = [];
  let open: string;
  let closed: string;
  before(async () => {
    started.push(await startRegistry(), await startRegistry({ password: true }));
    [open, closed] = started.map(registry => registry.host) as [string, string];
  });
  after(async () => {
    await Promise.all(started.map(registry => registry.stop()));
    rmSync(folder, { recursive: true });
  });

  /** Config.json of one who has logged in to a registry. */
  const loggedIn = (host: string, as = login) => ({ auths: { [host]: { auth: encode(as) } } });

  function withConfig<Result>(config: object, work: () => Promise<Result>): Promise<Result> {
    writeFileSync(join(folder, 'config.json'), JSON.stringify(config));
    return withEnvironment({ DOCKER_CONFIG: folder, PATH: `${folder}:${process.env['PATH']}` }, work);
  }

  function options() {
    const lines: string[] = [];
    return { lines, signal: new AbortController().signal, onEvent: (line: string) => lines.push(line) };
  }

  /** Gives the tiny base a name, does something with it and takes the name away. */
  async function withImage<Result>(reference: string, work: () => Promise<Result>): Promise<Result> {
    const [repo, tag] = [reference.slice(0, reference.lastIndexOf(':')), reference.split(':').at(-1)!];
    await docker.getImage(tinyBase).tag({ repo, tag });
    try {
      return await work();
    } finally {
      await engine.removeImage(reference);
    }
  }

  const push = (config: object, reference: string) =>
    withImage(reference, () => withConfig(config, () => engine.pushImage(reference, options())));

  async function pull(config: object, reference: string): Promise<void> {
    const progress = options();
    await withConfig(config, () => engine.pullImage(reference, progress));
    assert.ok(progress.lines.length > 0);
    assert.ok((await engine.listImages()).some(image => image.tags.includes(reference)));
    await engine.removeImage(reference);
  }

  test('push and pull without a password: the digest is the registry’s own', async () => {
    const reference = `${open}/team/image:1`;
    const digest = await push({}, reference);
    const answer = await fetch(`http://${open}/v2/team/image/manifests/1`, {
      method: 'HEAD',
      headers: { accept: 'application/vnd.docker.distribution.manifest.v2+json' },
    });
    assert.equal(digest, answer.headers.get('docker-content-digest'));
    await pull({}, reference);
    await withConfig({}, () => engine.pullImage(`${open}/team/image@${digest}`, options()));
    await docker.getImage(`${open}/team/image@${digest}`).remove();
  });

  test('push and pull with the password that `docker login` has stored', async () => {
    const reference = `${closed}/team/image:1`;
    assert.match(await push(loggedIn(closed), reference), /^sha256:[0-9a-f]{64}$/);
    await pull(loggedIn(`http://${closed}/v2/`), reference);
  });

  test('push and pull with a credential helper, which is asked for this registry alone', async () => {
    const [Username, Secret] = [login.slice(0, 7), login.slice(8)];
    const program = join(folder, 'docker-credential-tiny');
    const answer = JSON.stringify({ ServerURL: closed, Username, Secret });
    writeFileSync(program, `#!/bin/sh\n[ "$1 $(cat)" = "get ${closed}" ] && echo '${answer}'\n`);
    chmodSync(program, 0o755);
    const reference = `${closed}/team/helped:1`;
    await push({ credHelpers: { [closed]: 'tiny' } }, reference);
    await pull({ auths: { [closed]: {} }, credsStore: 'tiny' }, reference);
  });

  test('ask a registry for an image, and pull nothing', async () => {
    const reference = `${closed}/team/asked:1`;
    const ask = (config: object, name = reference) => withConfig(config, () => engine.askRegistry(name));
    await push(loggedIn(closed), reference);
    await ask(loggedIn(closed));
    assert.ok(!(await engine.listImages()).some(({ tags }) => tags.includes(reference)));
    await assert.rejects(ask({}), /^EngineError: .* wants a login and none is stored .*`docker login 127/);
    await assert.rejects(
      ask(loggedIn(closed), `${closed}/team/asked:2`),
      /^EngineError: .* has nothing of this name .* push it there first/,
    );
  });

  test('credentials per host: those of one registry are not told to another', async () => {
    const reference = `${closed}/team/image:2`;
    await assert.rejects(push(loggedIn(open), reference), /wants a login and none is stored/);
  });

  test('no login, a wrong one and a helper that is missing', async () => {
    const reference = `${closed}/team/image:3`;
    const login = `Log in with \`docker login ${closed}\`.`;
    for (const config of [{}, { credsStore: 'missing' }]) {
      for (const attempt of [push, pull]) {
        const error: Error = await attempt(config, reference).then(
          () => assert.fail('let in'),
          error => error,
        );
        assert.equal(error.name, 'EngineError');
        assert.match(
          error.message,
          /^The engine failed at pu(?:sh|ll)ing .* wants a login and none is stored/,
        );
        assert.ok(error.message.endsWith(login), error.message);
      }
    }
    const wrong = loggedIn(closed, 'someone:wrong');
    await assert.rejects(
      push(wrong, reference),
      /does not accept the stored login .*Log in again with `docker/,
    );
    await assert.rejects(
      pull(wrong, reference),
      /does not accept the stored login .*Log in again with `docker/,
    );
  });

  test('an image and a registry that do not exist', async () => {
    const nothing = `${closed}/team/other:1`;
    await assert.rejects(
      pull(loggedIn(closed), nothing),
      /has nothing of this name \(.*See whether name and/,
    );
    await assert.rejects(
      engine.pushImage(nothing, options()),
      /^EngineError: The engine failed at pushing .*(?:does not exist|no such image)/i,
    );
    const nowhere = '127.0.0.1:1/no/image:1';
    await assert.rejects(pull({}, nowhere), /cannot reach the registry 127\.0\.0\.1:1 \(.*refused\)/);
    await assert.rejects(push({}, nowhere), /cannot reach the registry 127\.0\.0\.1:1 \(.*refused\)/);
  });

  test('a registry without TLS, and one with a certificate of an authority that nobody knows', async t => {
    // What is at 127.0.0.1 may do without TLS, so that this needs another address of the machine itself.
    const bridge = Object.entries(networkInterfaces()).find(([name]) => /^(?:ce-|docker0)/.test(name));
    const address = bridge?.[1]?.find(({ family }) => family === 'IPv4')?.address;
    if (address === undefined) return t.skip('this machine has no bridge of an engine');
    const certificates = makeAuthority(join(folder, 'authority'))?.issue('registry', address);
    if (certificates === undefined) return t.skip('openssl makes no certificates here');
    const plain = await startRegistry({ address });
    const tls = { certificate: join(certificates, 'cert.pem'), key: join(certificates, 'key.pem') };
    const secured = await startRegistry({ address, tls });
    started.push(plain, secured);
    await assert.rejects(
      push({}, `${plain.host}/team/image:1`),
      /speaks plain HTTP and the engine HTTPS \(.*`insecure-registries`/,
    );
    await assert.rejects(
      push({}, `${secured.host}/team/image:1`),
      /does not trust the certificate of \S+ \(.*x509.*\/etc\/docker\/certs\.d\//,
    );
  });

  test('a cancelled push and pull', async () => {
    const reason = new Error('enough');
    const options = { signal: AbortSignal.abort(reason), onEvent: () => {} };
    await assert.rejects(engine.pullImage('debian:12', options), error => error === reason);
    await assert.rejects(engine.pushImage(tinyBase, options), error => error === reason);
  });
}

function encode(login: string): string {
  return Buffer.from(login).toString('base64');
}
