import assert from 'node:assert/strict';
import { randomBytes, randomInt } from 'node:crypto';
import { test } from 'node:test';
import type { RealEngine } from './real-engine.ts';
import { readSavedImage } from './saved-image.ts';
import { prefix } from './tiny-base.ts';
import { build, failBuild } from './trial-build.ts';

/** What {@link BuildRequest.secrets} promises, on a real BuildKit. */
export function testSecrets({ docker, engines }: RealEngine): void {
  const engine = engines.buildkit;
  const tag = (name: string) => `${prefix}secrets-${name}:1`;
  const mount = 'RUN --mount=type=secret,id=pip';

  test('a secret is there in its step and nowhere in the image, nor in what is told of the build', async () => {
    const value = `token-${randomBytes(12).toString('hex')}\nünd mehr`;
    const { id, events } = build(engine, {
      tag: tag('used'),
      labels: { mine: 'yes' },
      run: [
        `${mount},target=/etc/pip.conf,required=true cat /etc/pip.conf | wc -c; : ${randomInt(1e12)}; cp /etc/pip.conf /tmp/x; cat /etc/pip.conf >/dev/null; rm /tmp/x; echo kept >/kept`,
        'RUN ls /etc',
      ],
      secrets: { pip: value, other: 'not asked for' },
    });
    await id;
    const output = events.map(event => (event.kind === 'output' ? event.text : '')).join('');
    assert.match(output, new RegExp(`^${Buffer.byteLength(value)}\\n`));
    const told = JSON.stringify(events);
    const saved = await readSavedImage(docker, tag('used'));
    const inspected = JSON.stringify([
      await docker.getImage(tag('used')).inspect(),
      await docker.getImage(tag('used')).history(),
    ]);
    // The search finds what is there.
    assert.ok(saved.includes('kept\n') && told.includes('pip.conf') && inspected.includes('mine'));
    for (const secret of value.split('\n')) {
      for (const place of [saved, told, inspected]) assert.ok(!place.includes(secret));
    }
  });

  test('sessions that die: a secret that is asked for after the engine would have dropped a silent session', async () => {
    const run = [
      `RUN echo ${randomInt(1e12)}; sleep 8`,
      `${mount},required=true cat /run/secrets/pip >/dev/null; : ${randomInt(1e12)}`,
    ];
    await build(engine, { tag: tag('late'), run, secrets: { pip: 'late' } }).id;
  });

  test('each of several builds at once gets its own secret', async () => {
    await Promise.all(
      [1, 2, 3, 4].map(n => {
        const value = 'x'.repeat(n * 1000);
        const run = [`${mount},required=true sleep 0.5; echo ${randomInt(1e12)}; wc -c </run/secrets/pip`];
        const { id, output } = build(engine, { tag: tag(`own-${n}`), run, secrets: { pip: value } });
        return id.then(() => assert.match(output(), new RegExp(`\\n${n}000\\n$`)));
      }),
    );
  });

  test('a secret that the request does not have', async () => {
    const run = [`${mount},required=true true`];
    for (const secrets of [undefined, { other: 'value' }]) {
      const error = await failBuild(engine, { tag: tag('missing'), run, ...(secrets && { secrets }) });
      assert.match(error.message, secrets ? /secret pip.* not found/ : /session|secret/);
    }
  });

  test('a failing and a cancelled build let go of the session', async () => {
    const secrets = { pip: 'secret' };
    const error = await failBuild(engine, { tag: tag('failing'), run: [`${mount} exit 3`], secrets });
    assert.match(error.message, /ended with exit code 3$/);
    const cancel = new AbortController();
    const reason = new Error('enough');
    const { id } = build(engine, {
      tag: tag('cancelled'),
      run: [`${mount} echo ${randomInt(1e12)}; sleep 30`],
      secrets,
      signal: cancel.signal,
      onEvent: event => event.kind === 'output' && cancel.abort(reason),
    });
    await assert.rejects(id, error => error === reason);
    await assert.rejects(
      build(engine, { tag: tag('early'), secrets, signal: AbortSignal.abort(reason) }).id,
      error => error === reason,
    );
  });
}
