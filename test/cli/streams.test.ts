// Readers that go away, and engines that are not there.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { suite, test } from 'node:test';
import { cliWords, makeFolder, noEngine, runCli, startCli } from './run-cli.ts';
import { faulty, instance } from './samples.ts';

/** What a shell prints for a command; `code-envs` in it is the command line. */
function shell(command: string, folder: string): string {
  const program = cliWords.map(word => `'${word}'`).join(' ');
  const script = `set -o pipefail\n${command.replaceAll('code-envs', program)}`;
  const { stdout, stderr } = spawnSync('bash', ['-c', script], { cwd: folder, encoding: 'utf8' });
  return stdout + stderr;
}

suite('a reader that has seen enough', { skip: process.platform === 'win32' }, () => {
  // More than a pipe holds.
  const many = Object.fromEntries(
    Array.from({ length: 400 }, (_, i) => [`env-${i}/code-env.yaml`, `${faulty}a: 1\n`.repeat(3)]),
  );

  test('of results', () => {
    const folder = makeFolder(many);
    assert.match(shell('code-envs check 2>/dev/null | head -1', folder), /^env-0\/code-env\.yaml:.*\n$/);
    assert.match(shell('code-envs check --format json 2>/dev/null | head -1', folder), /^\{\n$/);
    assert.match(shell('code-envs rules | head -1', folder), /^RULE .*\n$/);
  });

  test('of everything else', () => {
    const folder = makeFolder(many);
    assert.match(shell('code-envs plan 2>&1 | head -1', folder), /^env-0\/code-env\.yaml:.*\n$/);
  });

  test('who was never there', () => {
    assert.doesNotMatch(shell('code-envs check >&- 2>&-; true', makeFolder(instance)), /\S/);
    assert.doesNotMatch(shell('code-envs check | true', makeFolder(many)), / {4}at /);
  });
});

suite('no engine', { concurrency: 3 }, () => {
  for (const words of [
    ['status'],
    ['status', '--format', 'json'],
    ['build'],
    ['rebuild', '--all'],
    ['build', 'churn'],
  ]) {
    test(words.join(' '), async () => {
      const { code, stdout, stderr } = await runCli(words, { folder: makeFolder(instance) });
      assert.deepEqual([code, stdout], [3, '']);
      assert.match(
        stderr,
        /^No container engine can be reached\. Tried:\n {2}\S+ \(DOCKER_HOST\): there is no such socket\n/,
      );
      assert.ok(stderr.includes(noEngine));
      assert.match(stderr, /^What to do: start Docker/m);
      assert.equal(stderr.match(/Tried/g)?.length, 1);
    });
  }

  test('an address that a configuration names', async () => {
    const configs = (instance['container-configs.yaml'] ?? '').replace(
      'baseImage: company/exec-base:1\n',
      'baseImage: company/exec-base:1\n    dockerHost: unix:///elsewhere/docker.sock\n',
    );
    const folder = makeFolder({ ...instance, 'container-configs.yaml': configs });
    const { code, stderr } = await runCli(['status'], { folder });
    assert.equal(code, 3);
    assert.match(stderr, /unix:\/\/\/elsewhere\/docker\.sock/);
  });

  test('one that never answers: Ctrl-C ends the waiting', {
    skip: process.platform === 'win32',
  }, async () => {
    const folder = makeFolder(instance);
    const server = createServer();
    await once(server.listen(join(folder, 'socket')), 'listening');
    const status = startCli(['status'], { folder, environment: { DOCKER_HOST: `unix://${folder}/socket` } });
    const [connection] = await once(server, 'connection');
    status.process.kill('SIGINT');
    assert.deepEqual(await status.ended, { code: 130, stdout: '', stderr: 'Cancelled.\n' });
    connection.destroy();
    server.close();
  });

  test('what needs none does not ask', async () => {
    const folder = makeFolder(instance);
    for (const words of [['check'], ['fix'], ['plan'], ['dockerfile', 'forecast'], ['rules']])
      assert.equal((await runCli(words, { folder })).code, 0, words[0]);
  });
});
