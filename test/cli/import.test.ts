import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { suite, test } from 'node:test';
import { makeFolder, runCli } from './run-cli.ts';

const files = {
  'container-configs.yaml': 'dssVersion: 14.3.2\nexecutionConfigs:\n  - name: cpu\n',
  'code/other/code-env.yaml': 'envLang: R\ndeploymentMode: DESIGN_MANAGED\nallContainerConfs: true\n',
  'churn/requirements.txt': 'numpy==1.26.4\n-e .\n',
};

suite('import', { concurrency: 3 }, () => {
  test('writes the definition beside the others, and says what is left', async () => {
    const folder = makeFolder(files);
    const { code, stdout, stderr } = await runCli(['import', 'churn/requirements.txt'], { folder });
    assert.equal(stdout, 'code/churn/code-env.yaml\n');
    assert.match(stderr, /^Not taken over: -e \.: /m);
    assert.match(stderr, /^Next: code-envs check, then code-envs build churn$/m);
    assert.equal(code, 0);
    assert.match(readFileSync(join(folder, 'code/churn/code-env.yaml'), 'utf8'), /^ {2}numpy==1\.26\.4$/m);
    assert.equal((await runCli(['check'], { folder })).code, 0);
    const again = await runCli(['import', 'churn/requirements.txt'], { folder });
    assert.equal(again.code, 2);
    assert.match(again.stderr, /There is a code env churn already/);
  });

  test('without an instance says how to make one', async () => {
    const { code, stdout, stderr } = await runCli(['import', 'requirements.txt', '--name', 'churn'], {
      folder: makeFolder({ 'requirements.txt': 'numpy==1.26.4\n' }),
    });
    assert.deepEqual([code, stdout], [0, 'envs/churn/code-env.yaml\n']);
    assert.match(stderr, /^There is no container-configs\.yaml in this folder or above, .*New Instance…/m);
    assert.doesNotMatch(stderr, /Next:/);
  });

  test('--dry-run prints it', async () => {
    const folder = makeFolder(files);
    const words = ['import', 'churn/requirements.txt', '--name', 'new', '--dry-run'];
    const { code, stdout } = await runCli(words, { folder });
    assert.match(stdout, /^envLang: PYTHON$/m);
    assert.equal(code, 0);
    assert.ok(!existsSync(join(folder, 'code/new')));
  });

  test('refuses other files and names', async () => {
    const folder = makeFolder({ ...files, 'pyproject.toml': '[tool.ruff]\n' });
    for (const words of [
      ['setup.py'],
      ['churn'],
      ['pyproject.toml'],
      ['churn/requirements.txt', '--name', 'a b'],
    ])
      assert.equal((await runCli(['import', ...words], { folder })).code, 2, words.join(' '));
  });
});
