import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { connectDocker, type Engine } from '../../engine/index.ts';
import { withEnvironment } from './environment.ts';
import type { RealEngine } from './real-engine.ts';
import { type SshServer, startSshServer } from './ssh-server.ts';
import { prefix, tinyBase } from './tiny-base.ts';
import { build, isTagged } from './trial-build.ts';

/** That `ssh://…` reaches an engine as `docker` does, by real programs on both sides. */
export function testSsh({ dockerHost, builders }: RealEngine): void {
  let server: SshServer | string;
  before(async () => {
    server = await startSshServer(dockerHost);
  });
  after(async () => {
    if (typeof server !== 'string') await server.stop();
  });

  /** Runs `work` with an engine reached by `ssh`; rejects as connecting does. */
  async function withEngine(host: string, client: string, work: (engine: Engine) => Promise<void>) {
    await withEnvironment({ PATH: `${client}:${process.env['PATH']}` }, async () => {
      const engine = await connectDocker(host);
      try {
        await work(engine);
      } finally {
        engine.close();
      }
    });
  }

  test('lists, builds with a secret, runs and cancels', async t => {
    if (typeof server === 'string') return t.skip(server);
    const client = server.makeClient({ trusting: true });
    await withEngine(`ssh://root@127.0.0.1:${server.port}`, client, async engine => {
      assert.ok((await engine.listImages()).some(image => image.tags.includes(tinyBase)));
      const tag = `${prefix}ssh:1`;
      const context = [{ path: 'file', content: 'x'.repeat(3_000_000) }];
      const secret = '--mount=type=secret,id=s,required=true';
      const run = ['COPY file /file', `RUN ${builders.includes('buildkit') ? secret : ''} stat -c %s /file`];
      const built = build(engine, { tag, context, run, secrets: { s: 'secret' } });
      await built.id;
      assert.equal(await isTagged(engine, tag), true);
      let text = '';
      const signal = new AbortController().signal;
      const onEvent = (chunk: { text: string }) => {
        text += chunk.text;
      };
      const command = ['sh', '-c', 'yes | head -n 100000; exit 3'];
      assert.equal(await engine.runContainer({ image: tinyBase, command }, { signal, onEvent }), 3);
      assert.equal(text, 'y\n'.repeat(100_000));
      const cancel = new AbortController();
      const events = await engine.watchImages(cancel.signal);
      cancel.abort(new Error('enough'));
      await assert.rejects(events[Symbol.asyncIterator]().next(), /enough/);
    });
  });

  test('the user’s own settings for a host count, and a path names the socket', async t => {
    if (typeof server === 'string') return t.skip(server);
    if (!dockerHost.startsWith('unix://')) return t.skip('the engine has no socket');
    const client = server.makeClient({ trusting: true });
    const host = `ssh://engine.test${dockerHost.slice('unix://'.length)}`;
    await withEngine(host, client, async engine => assert.ok(engine.title.endsWith(` at ${host}`)));
    const wrong = withEngine('ssh://engine.test/no/such.sock', client, async () => {});
    await assert.rejects(wrong, /ssh:\/\/engine\.test\/no\/such\.sock .*: .*no\/such\.sock/);
  });

  test('what ssh itself refuses is said in its words, with what to do', async t => {
    if (typeof server === 'string') return t.skip(server);
    const [trusting, careful] = [true, false].map(trusting => (server as SshServer).makeClient({ trusting }));
    const advice = /`ssh HOST docker version` works here without a question/;
    const cases = [
      [`ssh://root@127.0.0.1:${server.port}`, careful!, /Host key verification failed/],
      [`ssh://nobody@127.0.0.1:${server.port}`, trusting!, /Permission denied \(publickey/],
      ['ssh://127.0.0.1:1', trusting!, /127\.0\.0\.1 port 1: Connection refused/],
    ] as const;
    for (const [host, client, reason] of cases) {
      const error: Error = await withEngine(host, client, async () => {}).then(
        () => assert.fail('connected'),
        error => error,
      );
      assert.equal(error.name, 'EngineError');
      assert.match(error.message, reason);
      assert.match(error.message, advice);
    }
  });

  test('no ssh at all, and addresses that are none', async () => {
    const empty = mkdtempSync(join(tmpdir(), 'code-envs-'));
    await withEnvironment({ PATH: empty }, () =>
      assert.rejects(connectDocker('ssh://127.0.0.1'), /the program `ssh` is not installed here/),
    );
    rmSync(empty, { recursive: true });
    for (const host of ['ssh://me:password@host', 'ssh://', 'ssh://host/sock?query']) {
      await assert.rejects(
        connectDocker(host),
        /^EngineError: .* cannot be used: write ssh:\/\/user@host:port/,
      );
    }
  });
}
