// What is installed, written beside the definitions and held against it, on a real engine.
import assert from 'node:assert/strict';
import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { configsOn, exampleContext, installId, openCliEngine, RealInstance } from './real-instance.ts';

const own = `${installId}-lock`;
const base = 'company/exec-base:dss-14.3.2';
const python = (more = '') => `envLang: PYTHON
deploymentMode: DESIGN_MANAGED
containerConfs: [one, two]
envSettings:
  inheritGlobalSettings: false
  pipInstallExtraOptions: [--no-index, --find-links, /opt/packages/python]
specPackageList: |
  company-text
${more}`;
const r = `envLang: R
deploymentMode: DESIGN_MANAGED
containerConfs: [one]
envSettings: { inheritGlobalSettings: false, cranMirrorURL: file:///opt/packages/R }
specPackageList: |
  "companyforecast"
`;

const engine = await openCliEngine();
if (typeof engine === 'string') test('a real engine', t => t.skip(engine));
else testLocks(RealInstance.ofExamples(engine, 'own'));

function testLocks(instance: RealInstance): void {
  instance.remove('envs');
  instance.write('container-configs.yaml', configsOn(own, { one: exampleContext, two: 'two' }));
  instance.write('two/Dockerfile', `FROM ${base}\nRUN touch /two\n`);
  instance.write('text/code-env.yaml', python());
  instance.write('forecast/code-env.yaml', r);
  const read = (path: string) => readFileSync(join(instance.folder, path), 'utf8');
  const lockPath = 'text/actual/requirements.txt';

  test('images that are not there', async () => {
    const { code, stderr } = await instance.run('lock', 'text');
    assert.equal(code, 1);
    assert.equal(
      stderr,
      'text cannot be locked: 2 of 2 images must be built first (it was not built yet): code-envs build text\n',
    );
  });

  test('what pip and R tell, under a head without a date', async () => {
    const built = await instance.run('build');
    assert.equal(built.code, 0, built.stderr);
    const { code, stdout, stderr } = await instance.run('lock');
    assert.deepEqual([code, stdout], [0, ''], stderr);
    assert.match(stderr, /^text\/actual\/requirements\.txt was written\.$/m);
    const ids = new Map(
      (await instance.engine.listImages()).flatMap(({ id, tags }) => tags.map(tag => [tag, id])),
    );
    const images = (await instance.status()).filter(({ env }) => env === 'text');
    assert.equal(
      read(lockPath),
      `${[
        '# What is installed in the images of the code env "text". Written by `code-envs lock`: build and lock again instead of editing.',
        `# Image ${images[0]?.image}`,
        `# on top of ${base} ${ids.get(base)}`,
        `# Image ${images[1]?.image}`,
        `# on top of ${own}/two:1 ${ids.get(`${own}/two:1`)}`,
        'company-text==0.4.0',
      ].join('\n')}\n`,
    );
    assert.match(read('forecast/actual/rPackages.txt'), /\n"companyforecast","2\.1\.0"\n$/);
    assert.ok(
      (await instance.status()).every(({ state }) => state === 'current'),
      'a lock decides nothing',
    );
  });

  test('the same images give the same bytes; --check writes nothing', async () => {
    const before = read(lockPath);
    const again = await instance.run('lock', 'text');
    assert.deepEqual([again.code, again.stderr], [0, 'text/actual/requirements.txt is as it was.\n']);
    assert.equal(read(lockPath), before);
    instance.change(lockPath, 'company-text==0.4.0', 'company-text==0.3.0\nother==1');
    const check = await instance.run('lock', '--check');
    assert.equal(check.code, 1);
    assert.equal(
      check.stdout,
      '--- a/text/actual/requirements.txt\n+++ b/text/actual/requirements.txt\n@@ -1,2 +1,1 @@\n-company-text==0.3.0\n-other==1\n+company-text==0.4.0\n',
    );
    assert.match(
      check.stderr,
      /^text\/actual\/requirements\.txt is not what is installed: code-envs lock text$/m,
    );
    assert.match(check.stderr, /^forecast\/actual\/rPackages\.txt is what is installed\.$/m);
    instance.write(lockPath, before.replaceAll(/sha256:\w+/g, 'sha256:another-engine'));
    assert.equal((await instance.run('lock', '--check')).code, 0);
    rmSync(join(instance.folder, lockPath));
    const missing = await instance.run('lock', 'text', '--check');
    assert.deepEqual(
      [missing.code, missing.stderr],
      [1, 'There is no text/actual/requirements.txt: code-envs lock text\n'],
    );
  });

  test('images that differ have no lock', async () => {
    instance.write(
      'text/code-env.yaml',
      python(
        'dockerfileAtEnd: RUN [ ! -e /two ] || /opt/dataiku/code-env/bin/python -m pip uninstall --yes company-text\n',
      ),
    );
    const built = await instance.run('build', 'text');
    assert.equal(built.code, 0, built.stderr);
    const { code, stderr } = await instance.run('lock', 'text');
    assert.equal(code, 1);
    assert.equal(
      stderr,
      `text cannot be locked: its images differ, so that one list cannot be of all: company-text==0.4.0 on ${base} or on ${own}/two:1 only. Pin what differs.\n`,
    );
  });

  test('no pip to ask, and two code envs in a folder', async () => {
    instance.write(
      'text/code-env.yaml',
      `envLang: PYTHON
deploymentMode: DESIGN_MANAGED
containerConfs: [one]
envSettings: { inheritGlobalSettings: false, virtualenvCreateExtraOptions: [--without-pip] }
`,
    );
    assert.equal((await instance.run('build', 'text')).code, 0);
    assert.match(
      (await instance.run('lock', 'text')).stderr,
      /^text cannot be locked: \S+python in \S+ does not list its packages: .*No module named pip\n$/,
    );
    instance.write('text/more.code-env.yaml', r);
    const { code, stderr } = await instance.run('lock', 'text');
    assert.equal(code, 1);
    assert.match(
      stderr,
      /^text cannot be locked: its folder has other code envs, and a lock can be of one\./m,
    );
  });
}
