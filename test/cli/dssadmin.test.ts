// `--builder dssadmin` with a stand-in for DSS's command, since DSS cannot run here.
import assert from 'node:assert/strict';
import { chmodSync, existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { suite, test } from 'node:test';
import { makeFolder, runCli, startCli, writeIn } from './run-cli.ts';

suite('dssadmin', () => {
  const folder = makeFolder({
    'code-env.yaml': 'envLang: R\ndeploymentMode: DESIGN_MANAGED\n',
    // It notes how it was called, and says something on both outputs.
    'dss/bin/dssadmin':
      '#!/bin/sh\necho "$PWD $*" >> called\necho out\necho err >&2\n[ ! -e fails ] || exit 9\n[ ! -e hangs ] || exec sleep 300\n',
  });
  const home = join(folder, 'dss');
  chmodSync(join(home, 'bin/dssadmin'), 0o755);
  const run = (
    words: readonly string[],
    environment: Readonly<Record<string, string>> = { DIP_HOME: home },
  ) => runCli([...words, '--builder', 'dssadmin'], { folder, environment });
  const called = () => {
    const lines = existsSync(join(home, 'called'))
      ? readFileSync(join(home, 'called'), 'utf8').trim().split('\n')
      : [];
    rmSync(join(home, 'called'), { force: true });
    return lines;
  };
  const images = `${home} build-container-exec-code-env-images --all`;

  test('rebuild --all runs the command that DSS has for it, in its data directory', async () => {
    const { code, stdout, stderr } = await run(['rebuild', '--all']);
    assert.deepEqual([code, stdout], [0, '']);
    assert.match(stderr, /^out$/m);
    assert.match(stderr, /^err$/m);
    assert.deepEqual(called(), [images]);
  });

  test('with base images, these first; --dss-home counts before DIP_HOME', async () => {
    const words = ['rebuild', '--all', '--base-images', '--dss-home', 'dss'];
    assert.equal((await run(words, { DIP_HOME: '/nowhere' })).code, 0);
    assert.deepEqual(called(), [`${home} build-base-image --type container-exec`, images]);
  });

  test('a dry run prints the commands and runs none', async () => {
    const { code, stderr } = await run(['rebuild', '--all', '--base-images', '--dry-run']);
    assert.equal(code, 0);
    assert.match(
      stderr,
      /^\.\/bin\/dssadmin build-base-image .*\n\.\/bin\/dssadmin build-container-exec-code-env-images --all$/m,
    );
    assert.deepEqual(called(), []);
  });

  test('one that fails ends the rebuild', async () => {
    writeIn(home, 'fails', '');
    const { code, stderr } = await run(['rebuild', '--all', '--base-images']);
    assert.equal(code, 1);
    assert.match(stderr, /^dssadmin build-base-image ended with 9\./m);
    assert.equal(called().length, 1);
    rmSync(join(home, 'fails'));
  });

  test('an interrupt ends it', async () => {
    writeIn(home, 'hangs', '');
    const { process, ended, said } = startCli(['rebuild', '--all', '--builder', 'dssadmin'], {
      folder,
      environment: { DIP_HOME: home },
    });
    await said(/^err$/m);
    process.kill('SIGINT');
    assert.equal((await ended).code, 130);
    rmSync(join(home, 'hangs'));
    called();
  });

  const refusals: readonly (readonly [string, readonly string[], Readonly<Record<string, string>>?])[] = [
    ['nothing less', ['build']],
    ['nothing less', ['rebuild', 'a']],
    ['nothing less', ['rebuild', '--all', '--config', 'cpu']],
    ['--push', ['rebuild', '--all', '--push']],
    ['--format json', ['rebuild', '--all', '--format', 'json']],
    ['--dss-home', ['rebuild', '--all'], { DIP_HOME: '' }],
    ['There is no bin/dssadmin in /nowhere', ['rebuild', '--all'], { DIP_HOME: '/nowhere' }],
  ];
  for (const [words, command, environment] of refusals)
    test(`refused: ${command.join(' ')} ${JSON.stringify(environment ?? {})}`, async () => {
      const { code, stderr } = await run(command, environment);
      assert.equal(code, 2, stderr);
      assert.ok(stderr.includes(words), stderr);
      assert.deepEqual(called(), []);
    });
});
