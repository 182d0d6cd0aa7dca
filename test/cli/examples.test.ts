// The examples, built by a real engine, and what is in their images.
import assert from 'node:assert/strict';
import { chmodSync, mkdirSync, symlinkSync, utimesSync } from 'node:fs';
import { join } from 'node:path';
import { suite, test } from 'node:test';
import { openCliEngine, RealInstance } from './real-instance.ts';

const engine = await openCliEngine();
if (typeof engine === 'string') test('a real engine', t => t.skip(engine));
else {
  const instance = RealInstance.ofExamples(engine, 'examples');
  symlinkSync('weights.json', join(instance.folder, 'envs/churn/resources/latest.json'));
  instance.write('envs/churn/resources_env.json', '{ "WEIGHTS": "weights.json" }\n');
  instance.write(
    'envs/ordered/code-env.yaml',
    `envLang: PYTHON
deploymentMode: DESIGN_MANAGED
pythonInterpreter: PYTHON311
specPackageList: company-text
containerConfs: [cpu]
dockerImageResources: COPY
envSettings:
  inheritGlobalSettings: false
  virtualenvCreateExtraOptions: [--system-site-packages]
  pipInstallExtraOptions: [--no-index, --find-links, /opt/packages/python]
dockerfileAtStart: |
  RUN test ! -e /opt/dataiku/code-env && echo AtStart >> /order
dockerfileBeforePackages: |
  RUN test ! -e /opt/dataiku/code-env && echo BeforePackages >> /order
dockerfileAfterCondaPackages: |
  RUN test ! -e /opt/dataiku/code-env && echo AfterCondaPackages >> /order
dockerfileAfterPackages: |
  RUN /opt/dataiku/code-env/bin/python -c "import company_text" \\
   && test ! -e /opt/dataiku/code-env/resources && echo AfterPackages >> /order
dockerfileAtEnd: |
  ENV WRITTEN="by the fragment"
  RUN test -e /opt/dataiku/code-env/resources/file && echo AtEnd >> /order
`,
  );
  for (const path of ['file', 'sub folder/ünï', '.dockerignore', 'Dockerfile'])
    instance.write(`envs/ordered/resources/${path}`, '*\n');
  instance.write('envs/ordered/resources/run.sh', '#!/bin/sh\n');
  chmodSync(join(instance.folder, 'envs/ordered/resources/run.sh'), 0o700);
  mkdirSync(join(instance.folder, 'envs/ordered/resources/empty'));
  testExamples(instance);
}

function testExamples(instance: RealInstance): void {
  const python = '/opt/dataiku/code-env/bin/python';
  const runPython = (env: string, code: string) => instance.runIn(env, [python, '-c', code]);
  const count = 6;

  test('build makes all images, each of which is current then', async () => {
    // The base images are shared with runs before, whose examples were others.
    const { code, stdout, stderr } = await instance.run('build', '--base-images');
    assert.equal(code, 0, stderr);
    assert.match(stdout, /^CODE ENV {2,}CONFIGURATIONS {2,}BASE IMAGE {2,}STATE {2,}WHY\n/);
    assert.equal(stdout.match(/^(?!base image).* current$/gm)?.length, count);
    assert.equal(stderr.match(/^\S+ on company\/\S+: done in \d+ s$/gm)?.length, count);
    assert.deepEqual(
      (await instance.status()).map(({ state, reasons }) => [state, reasons]),
      Array.from({ length: count }, () => ['current', []]),
    );
  });

  test('a second build builds nothing', async () => {
    const before = await instance.ids();
    const { code, stdout, stderr } = await instance.run('build');
    assert.deepEqual([code, stdout, stderr], [0, '', `Nothing to build. All ${count} images are current.\n`]);
    assert.deepEqual(await instance.ids(), before);
    const status = await instance.run('status');
    assert.deepEqual([status.code, status.stderr], [0, `All ${count} images are current.\n`]);
  });

  suite('in the images', { concurrency: 2 }, () => {
    test('the interpreter and the packages of the code env', async () => {
      const code =
        'import sys, company_features; from importlib.metadata import version; print(sys.executable, sys.prefix, version("company-features"))';
      assert.equal(await runPython('churn', code), `${python} /opt/dataiku/code-env 1.2.0\n`);
      assert.match(await runPython('churn', 'import pandas; print(pandas.__name__)'), /pandas/);
    });

    test('COPY: the files, the links among them, the variables', async () => {
      const code = `import json, os
folder = "/opt/dataiku/code-env/resources"
print(sorted(os.listdir(folder)), os.readlink(f"{folder}/latest.json"), json.load(open(f"{folder}/latest.json"))["intercept"])
print(json.load(open("/opt/dataiku/code-env/resources_env.json")))`;
      assert.equal(
        await runPython('churn', code),
        "['latest.json', 'weights.json'] weights.json -1.5\n{'WEIGHTS': 'weights.json'}\n",
      );
    });

    test('COPY: whatever the files are called, and any user may read them', async () => {
      const command = "cd /opt/dataiku/code-env/resources; find . -printf '%P %m %U\\n' | LC_ALL=C sort";
      assert.equal(
        await instance.runIn('ordered', ['sh', '-c', command]),
        ` 755 0
.dockerignore 644 0
Dockerfile 644 0
empty 755 0
file 644 0
run.sh 755 0
sub folder 755 0
sub folder/ünï 644 0
`,
      );
    });

    test('INIT: what the script made, and its variables', async () => {
      const code = `import json
variables = json.load(open("/opt/dataiku/code-env/resources_env.json"))
print(variables, json.load(open(variables["SENTIMENT_WORDS"] + "/words.json"))["great"])`;
      assert.equal(
        await runPython('sentiment', code),
        "{'SENTIMENT_WORDS': '/opt/dataiku/code-env/resources/sentiment'} 2\n",
      );
    });

    test('INIT: any user may read what the script made', async () => {
      const code = `import os
os.setuid(4711)
print(open("/opt/dataiku/code-env/resources/sentiment/words.json").read(1), open("/opt/dataiku/code-env/resources_env.json").read(1))`;
      assert.equal(await runPython('sentiment', code), '{ {\n');
    });

    test('NONE: no resources, no variables', async () => {
      const code = 'import os; print(sorted(os.listdir("/opt/dataiku/code-env")))';
      const listed = await runPython('reporting', code);
      assert.doesNotMatch(listed, /resources|init/);
      assert.match(listed, /'bin'.*'spec'/);
    });

    test('R and its packages', async () => {
      const rscript = '/opt/dataiku/code-env/bin/Rscript';
      const code =
        'library(companyforecast); cat(repeat_season(1:4, 2, 3), format(packageVersion("companyforecast")), dirname(find.package("companyforecast")))';
      assert.equal(
        await instance.runIn('forecast', [rscript, '-e', code]),
        '3 4 3 2.1.0 /opt/dataiku/code-env/library',
      );
    });

    test('the fragments, each in its place', async () => {
      assert.equal(
        await instance.runIn('ordered', ['sh', '-c', 'cat /order; echo $WRITTEN']),
        'AtStart\nBeforePackages\nAfterCondaPackages\nAfterPackages\nAtEnd\nby the fragment\n',
      );
    });

    test('the labels', async () => {
      const name = (await instance.status()).find(({ env }) => env === 'churn')?.image ?? '';
      const found = (await instance.engine.listImages()).find(({ tags }) => tags.includes(name));
      assert.equal(found?.labels['org.opencontainers.image.title'], 'Code env churn');
      assert.equal(found?.labels['org.opencontainers.image.base.name'], 'company/exec-base:dss-14.3.2');
      assert.equal(found?.labels['io.code-envs.env'], 'churn');
      assert.match(found?.labels['io.code-envs.fingerprint'] ?? '', /^[0-9a-f]{64}$/);
      assert.deepEqual(JSON.parse(found?.labels['io.code-envs.content'] ?? '').packages, [
        'company-features==1.2.0',
      ]);
    });
  });

  test('a changed requirement makes the images of that code env stale, and only those are built', async () => {
    const before = await instance.ids();
    instance.change('envs/churn/code-env.yaml', 'company-features==1.2.0', 'company-features==1.3.0');
    const reason = 'company-features==1.2.0 → company-features==1.3.0';
    assert.deepEqual(
      (await instance.status())
        .filter(({ state }) => state !== 'current')
        .map(({ env, state, reasons }) => [env, state, reasons]),
      [
        ['churn', 'stale', [reason]],
        ['churn', 'stale', [reason]],
      ],
    );
    const status = await instance.run('status');
    assert.equal(status.code, 1);
    assert.match(status.stdout, /^churn .* stale +company-features==1\.2\.0 → company-features==1\.3\.0$/m);
    assert.equal(status.stderr, `2 of ${count} images must be built: code-envs build\n`);

    const { code, stderr } = await instance.run('build');
    assert.equal(code, 0, stderr);
    assert.equal(stderr.match(/: begins$/gm)?.length, 2);
    for (const [name, id] of await instance.ids())
      assert.equal(id === before.get(name), !name.includes('/churn:'), name);
    assert.equal(
      await runPython('churn', 'from importlib.metadata import version; print(version("company-features"))'),
      '1.3.0\n',
    );
  });

  test('resources: their content and their modes count, their times do not', async () => {
    const reasons = async () =>
      (await instance.status()).find(({ env }) => env === 'ordered')?.reasons.join();
    const file = join(instance.folder, 'envs/ordered/resources/file');
    utimesSync(file, 1, 1);
    assert.equal(await reasons(), '');
    chmodSync(file, 0o755);
    assert.equal(await reasons(), 'the resources folder changed');
    chmodSync(file, 0o640);
    assert.equal(await reasons(), '');
    instance.write('envs/ordered/resources/file', '+\n');
    assert.equal(await reasons(), 'the resources folder changed');
    instance.write('envs/ordered/resources/file', '*\n');
    mkdirSync(join(instance.folder, 'envs/ordered/resources/new'));
    assert.equal(await reasons(), 'the resources folder changed');
    instance.remove('envs/ordered/resources/new');
    assert.equal(await reasons(), '');
  });

  test('only what is named is built', async () => {
    instance.change('envs/churn/code-env.yaml', 'company-features==1.3.0', 'company-features==1.2.0');
    instance.change('envs/reporting/code-env.yaml', 'agg', 'svg');
    const { code, stdout } = await instance.run('build', 'churn', '--config', 'plots');
    assert.deepEqual([code, stdout.match(/^churn .* current$/gm)?.length], [0, 1]);
    assert.doesNotMatch(stdout, /^(?:forecast|reporting|sentiment)/m);
    assert.deepEqual(
      (await instance.status())
        .filter(({ state }) => state === 'stale')
        .map(({ env, configs }) => [env, configs]),
      [
        ['churn', ['cpu', 'cpu-small']],
        ['reporting', ['plots']],
      ],
    );
  });

  test('rebuild --all builds every image again', async () => {
    const before = await instance.ids();
    const { code, stdout, stderr } = await instance.run('rebuild', '--all');
    assert.equal(code, 0, stderr);
    assert.equal(stdout.match(/^(?!base image).* current$/gm)?.length, count);
    const now = await instance.ids();
    assert.equal(now.size, count);
    for (const [name, id] of now) assert.notEqual(id, before.get(name), name);
  });
}
