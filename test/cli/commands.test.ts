// What each command says where no engine is needed, by the real process.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { suite, test } from 'node:test';
import manifest from '../../package.json' with { type: 'json' };
import { check, DiskTreeProject } from './core-answers.ts';
import { makeFolder, runCli } from './run-cli.ts';
import { faulty, instance } from './samples.ts';

const parallel = { concurrency: 3 };

suite('check', parallel, () => {
  test('text: one line for each problem, a summary on standard error, exit code 1', async () => {
    const folder = makeFolder({ ...instance, 'bad/code-env.yaml': faulty });
    const { code, stdout, stderr } = await runCli(['check'], { folder });
    assert.match(stdout, /^bad\/code-env\.yaml:4:22: error: .*Take the quotes away\. \[wrong-type\]$/m);
    assert.match(stdout, /^bad\/code-env\.yaml:5:18: error: .*nowhere.* \[container-config-exists\]$/m);
    assert.match(stdout, /^bad\/code-env\.yaml:6:1: warning: unheardOf .* \[unknown-key\]$/m);
    assert.equal(stdout.trimEnd().split('\n').length, 3);
    assert.equal(stderr, '6 files: 2 errors, 1 warning\n');
    assert.equal(code, 1);
  });

  test('JSON: the same as the core says', async () => {
    const folder = makeFolder({ ...instance, 'bad/code-env.yaml': faulty });
    const { code, stdout } = await runCli(['check', '--format', 'json'], { folder });
    const printed = JSON.parse(stdout);
    assert.deepEqual(Object.keys(printed), ['problems']);
    assert.deepEqual(printed.problems, check(new DiskTreeProject(folder)));
    assert.deepEqual(Object.keys(printed.problems[0]), ['file', 'rule', 'severity', 'message', 'range']);
    assert.deepEqual(printed.problems[0].range, {
      start: { line: 3, character: 21 },
      end: { line: 3, character: 27 },
    });
    assert.equal(code, 1);
  });

  test('nothing wrong: exit code 0, and JSON that says so', async () => {
    const folder = makeFolder(instance);
    assert.deepEqual(await runCli(['check'], { folder }), {
      code: 0,
      stdout: '',
      stderr: '5 files: no problems\n',
    });
    const json = await runCli(['check', '--format', 'json'], { folder });
    assert.deepEqual([json.code, JSON.parse(json.stdout)], [0, { problems: [] }]);
  });

  test('selected configurations that nobody knows', async () => {
    const lone = 'envLang: PYTHON\ndeploymentMode: DESIGN_MANAGED\nallContainerConfs: true\n';
    const folder = makeFolder({ 'churn/code-env.yaml': lone });
    const { code, stderr } = await runCli(['check'], { folder });
    assert.equal(code, 0);
    assert.match(
      stderr,
      /^Container configurations are selected in 1 code env without a container-configs\.yaml /m,
    );
  });

  test('a list of packages is checked where a definition lies above it', async () => {
    const folder = makeFolder({
      ...instance,
      'lists/code-env.yaml': 'envLang: PYTHON\ndeploymentMode: DESIGN_MANAGED\ncontainerConfs: [cpu]\n',
      'lists/spec/requirements.txt': 'numpy=1\n',
      'app/spec/requirements.txt': 'numpy=1\n',
    });
    const whole = await runCli(['check'], { folder });
    assert.match(whole.stdout, /^lists\/spec\/requirements\.txt:1:6: error: .* \[requirement-syntax\]\n$/);
    const named = await runCli(['check', 'lists/spec/requirements.txt'], { folder });
    assert.deepEqual([named.code, named.stdout, named.stderr], [1, whole.stdout, '1 file: 1 error\n']);
    const spec = await runCli(['check', 'lists/spec'], { folder });
    assert.deepEqual([spec.code, spec.stdout], [1, whole.stdout]);
    const alone = await runCli(['check', 'app/spec/requirements.txt'], { folder });
    assert.match(alone.stderr, /^app\/spec\/requirements\.txt belongs to no code env: /);
    assert.equal(alone.code, 2);
    const json = await runCli(['check', '--format', 'json'], { folder });
    assert.deepEqual(JSON.parse(json.stdout).problems, check(new DiskTreeProject(folder)));
  });

  test('what only informs is no failure', async () => {
    const folder = makeFolder({
      ...instance,
      'x/code-env.yaml': 'envLang: R\ndeploymentMode: DESIGN_MANAGED\n',
    });
    const { code, stdout, stderr } = await runCli(['check'], { folder });
    assert.match(stdout, /^x\/code-env\.yaml:2:1: information: /);
    assert.deepEqual([code, stderr], [0, '6 files: 1 information\n']);
  });

  test('workloads beside and below an instance; others with a file of that name are left alone', async () => {
    const mine = 'workloads:\n  - name: score\n    type: PYTHON_RECIPE\n    file: score.py\n';
    const folder = makeFolder({
      ...Object.fromEntries(Object.entries(instance).map(([name, text]) => [`dss/${name}`, text])),
      'dss/flows/workloads.yaml': mine,
      'kubernetes/workloads.yaml': 'apiVersion: v1\nkind: List\n',
    });
    const { code, stdout, stderr } = await runCli(['check'], { folder });
    assert.match(stdout, /^dss\/flows\/workloads\.yaml:4:11: error: .* \[workload-file-exists\]\n$/);
    assert.deepEqual([code, stderr], [1, '6 files: 1 error\n']);
    const named = await runCli(['check', 'kubernetes/workloads.yaml'], { folder });
    assert.match(named.stderr, /^kubernetes\/workloads\.yaml belongs to no instance: /);
    assert.equal(named.code, 2);
    const planned = await runCli(['plan'], { folder });
    assert.deepEqual([planned.code, planned.stdout.includes('churn')], [0, true]);
  });

  test('only what is named, held against the instance above it', async () => {
    const folder = makeFolder({ ...instance, 'bad/code-env.yaml': faulty });
    const named = await runCli(['check', 'churn', 'bad/code-env.yaml', 'bad'], { folder });
    assert.equal(named.stderr, '2 files: 2 errors, 1 warning\n');
    const elsewhere = makeFolder();
    for (const path of [folder, join(folder, 'churn/code-env.yaml')]) {
      // From another folder, whose name may begin as this one's does, the instance is found as well.
      const { stdout } = await runCli(['check', path], { folder: elsewhere });
      assert.doesNotMatch(stdout, /churn/);
    }
  });

  test('a definition beside its instance, from a folder elsewhere', async () => {
    const folder = makeFolder({ ...instance, 'one.code-env.yaml': faulty });
    const { stdout } = await runCli(['check', join(folder, 'one.code-env.yaml')], { folder: makeFolder() });
    assert.match(stdout, /\[container-config-exists\]/);
  });

  test('nothing there', async () => {
    const { code, stderr } = await runCli(['check'], { folder: makeFolder() });
    assert.match(stderr, /^No definition was found here: .*\n$/);
    assert.equal(code, 0);
  });
});

suite('names that would write elsewhere on a terminal', parallel, () => {
  const name = 'a\nb: error: \u001b[2J\u001b]0;title\u0007\u009b31mred';
  const hostile = {
    ...instance,
    'x/code-env.yaml': `envName: ${JSON.stringify(name)}\nenvLang: R\ndeploymentMode: DESIGN_MANAGED\ncontainerConfs: [cpu]\n${JSON.stringify(name)}: 1\n`,
  };
  for (const words of [['check'], ['plan'], ['status'], ['dockerfile', 'nobody']]) {
    test(words.join(' '), async () => {
      const { stdout, stderr } = await runCli(words, { folder: makeFolder(hostile) });
      // biome-ignore lint/suspicious/noControlCharactersInRegex: it is about them
      assert.doesNotMatch(stdout + stderr, /[\u0000-\u0009\u000b-\u001f\u007f-\u009f]|^b: error/m);
    });
  }
});

suite('fix', parallel, () => {
  test('mends what leaves no choice, keeps the rest, prints what is left', async () => {
    const folder = makeFolder({ ...instance, 'bad/code-env.yaml': faulty });
    const { code, stdout, stderr } = await runCli(['fix'], { folder });
    const text = readFileSync(join(folder, 'bad/code-env.yaml'), 'utf8');
    assert.equal(text, faulty.replace('"true"', 'true'));
    const line = faulty.slice(0, faulty.indexOf('"true"')).split('\n').length;
    assert.equal(
      stderr,
      `bad/code-env.yaml:${line}: Take the quotes away\n1 repair made, 2 problems left that need a choice.\n6 files: 1 error, 1 warning\n`,
    );
    assert.doesNotMatch(stdout, /wrong-type/);
    assert.equal(code, 1);
    assert.equal(readFileSync(join(folder, 'churn/code-env.yaml'), 'utf8'), instance['churn/code-env.yaml']);

    const again = await runCli(['fix'], { folder });
    assert.equal(
      again.stderr,
      'No repair made, 2 problems left that need a choice.\n6 files: 1 error, 1 warning\n',
    );
  });
});

suite('plan', parallel, () => {
  test('text', async () => {
    const { code, stdout, stderr } = await runCli(['plan'], { folder: makeFolder(instance) });
    assert.deepEqual(
      stdout.split('\n').map(line => line.split(/ {2,}/)),
      [
        ['CODE ENV', 'CONFIGURATIONS', 'BASE IMAGE', 'IMAGE'],
        ['base image', 'gpu', 'company/exec-base-cuda:1'],
        ['base image', 'cpu', 'debian:latest', 'company/exec-base:1'],
        ['churn', 'cpu', 'company/exec-base:1', 'code-envs/farm/churn:company-exec-base-1'],
        ['churn', 'gpu', 'company/exec-base-cuda:1', 'code-envs/farm/churn:company-exec-base-cuda-1'],
        ['forecast', 'cpu', 'company/exec-base:1', 'code-envs/farm/forecast:company-exec-base-1'],
        [''],
      ],
    );
    assert.equal(stderr, 'The base image company/exec-base:1 is built from base.\n3 images.\n');
    assert.equal(code, 0);
  });

  test('JSON', async () => {
    const { stdout } = await runCli(['plan', '--format', 'json'], { folder: makeFolder(instance) });
    const { images, baseImages } = JSON.parse(stdout);
    assert.deepEqual(
      images.map(({ env, configs }: { env: string; configs: string[] }) => [env, configs]),
      [
        ['churn', ['cpu']],
        ['churn', ['gpu']],
        ['forecast', ['cpu']],
      ],
    );
    assert.equal(baseImages[0].tag, 'company/exec-base:1');
  });

  test('errors are told, and the others are planned', async () => {
    const folder = makeFolder({ ...instance, 'bad/code-env.yaml': faulty });
    const { code, stdout, stderr } = await runCli(['plan'], { folder });
    assert.match(stdout, /^bad {2,}not planned: 2 errors$/m);
    assert.equal(stdout.trimEnd().split('\n').length, 7);
    assert.match(stderr, /^bad\/code-env\.yaml:4:22: error: /);
    assert.match(stderr, /6 files: 2 errors\. No image is planned of a definition with errors\./);
    assert.equal(code, 1);
  });

  test('only errors: nobody is told that nothing is selected', async () => {
    const folder = makeFolder({ 'bad/code-env.yaml': 'envLang: [\n' });
    const { code, stdout, stderr } = await runCli(['plan'], { folder });
    assert.equal(code, 1);
    assert.match(stdout, /^bad {2,}not planned: 1 error$/m);
    assert.doesNotMatch(stderr, /There is no image to build/);
  });

  test('an instance that cannot be read is told, and nothing that would follow from it', async () => {
    for (const broken of ['executionConfigs: [\n', '- no instance\n', '']) {
      const folder = makeFolder({ ...instance, 'container-configs.yaml': broken });
      const checked = await runCli(['check'], { folder });
      assert.match(checked.stdout, /^container-configs\.yaml:\S+ error: /);
      assert.equal(checked.stdout.trimEnd().split('\n').length, 1, checked.stdout);
      assert.equal(checked.stderr, '5 files: 1 error\n');
      const { code, stdout, stderr } = await runCli(['plan'], { folder });
      assert.equal(code, 1);
      assert.match(stdout, /^churn {2,}not planned: 1 error in container-configs\.yaml$/m);
      assert.doesNotMatch(stderr, /There is no container-configs|No container configuration is called/);
    }
  });

  test('what is chosen by the name of a configuration is not called unknown then', async () => {
    const folder = makeFolder({
      ...instance,
      'container-configs.yaml': 'dssVersion: 14.3.2\nexecutionConfigs: [\n',
      'workloads.yaml':
        'workloads:\n  - name: score\n    type: PYTHON_RECIPE\n    file: score.py\n    envSelection: { envMode: EXPLICIT_ENV, envName: churn }\n    containerSelection: { containerMode: EXPLICIT_CONTAINER, containerConf: cpu }\n',
      'score.py': '',
    });
    for (const words of [
      'run score',
      'run score --config cpu',
      'build churn --config cpu',
      'dockerfile churn --config cpu',
    ]) {
      const { code, stdout, stderr } = await runCli(words.split(' '), { folder });
      assert.deepEqual([code, stdout], [1, ''], words);
      assert.match(stderr, /^container-configs\.yaml:2:19: error: .* \[yaml-syntax\]\n/);
      assert.doesNotMatch(stderr, /No container configuration|has images for|cannot be run/);
    }
  });

  test('below an instance that cannot be read nothing is planned either', async () => {
    const folder = makeFolder({ ...instance, 'container-configs.yaml': 'executionConfigs: [\n' });
    const { code, stdout, stderr } = await runCli(['plan'], { folder: join(folder, 'churn') });
    assert.equal(code, 1);
    assert.match(stdout, /^CODE ENV .*\nchurn {2,}not planned: 1 error in \.\.\/container-configs\.yaml\n$/);
    assert.match(stderr, /^\.\.\/container-configs\.yaml:\S+ error: /);
  });

  test('no image: said in the same words by plan, status and build, without an engine', async () => {
    const folder = makeFolder({ 'byhand/code-env.yaml': instance['byhand/code-env.yaml'] ?? '' });
    for (const command of ['plan', 'status', 'build']) {
      const { code, stdout, stderr } = await runCli([command], { folder });
      assert.deepEqual([code, stdout], [0, ''], command);
      assert.match(stderr, /^There is no image to build: .*\n$/);
    }
  });
});

suite('two instances in one folder', parallel, () => {
  const both = (id: string) =>
    Object.fromEntries(
      ['design', 'automation'].flatMap(folder =>
        Object.entries(instance).map(([name, text]) => [
          `${folder}/${name}`,
          folder === 'design' ? text : text.replace('installId: farm', `installId: ${id}`),
        ]),
      ),
    );

  test('of the same installId: said once, with both files', async () => {
    const { code, stdout, stderr } = await runCli(['plan'], { folder: makeFolder(both('farm')) });
    assert.equal(code, 0, stderr);
    assert.match(stdout, /churn:company-exec-base-1-2$/m);
    assert.match(
      stderr,
      /^automation\/container-configs\.yaml and design\/container-configs\.yaml have the same installId, farm: /m,
    );
    assert.equal(stderr.match(/the same installId/g)?.length, 1);
  });

  test('of their own installIds: nothing is said', async () => {
    const { stdout, stderr } = await runCli(['plan'], { folder: makeFolder(both('field')) });
    assert.doesNotMatch(stdout, /-1-2$/m);
    assert.doesNotMatch(stderr, /installId/);
  });
});

suite('dockerfile', parallel, () => {
  test('of a code env with one image, of one with several', async () => {
    const folder = makeFolder(instance);
    const one = await runCli(['dockerfile', 'forecast'], { folder });
    assert.match(one.stdout, /^# The code env forecast .*\nFROM company\/exec-base:1\n/);
    assert.deepEqual([one.code, one.stderr], [0, '']);
    const several = await runCli(['dockerfile', 'churn'], { folder });
    assert.match(several.stderr, /^This is for cpu\. .* choose one with --config gpu\.\n$/);
    const chosen = await runCli(['dockerfile', 'churn', '--config', 'gpu'], { folder });
    assert.match(chosen.stdout, /\nFROM company\/exec-base-cuda:1\n/);
    assert.equal(chosen.stderr, '');
  });

  test('errors of others keep nobody from it; its own do, and it is not called unknown', async () => {
    const folder = makeFolder({ ...instance, 'bad/code-env.yaml': faulty });
    const good = await runCli(['dockerfile', 'forecast'], { folder });
    assert.equal(good.code, 0, good.stderr);
    assert.doesNotMatch(good.stderr, /error:/);
    const bad = await runCli(['dockerfile', 'bad'], { folder });
    assert.equal(bad.code, 1);
    assert.match(bad.stderr, /^bad\/code-env\.yaml:4:22: error:/m);
    assert.doesNotMatch(bad.stderr, /No code env here is called/);
  });

  test('of a code env without images', async () => {
    const { code, stdout, stderr } = await runCli(['dockerfile', 'byhand'], { folder: makeFolder(instance) });
    assert.deepEqual([code, stdout], [1, '']);
    assert.match(stderr, /^byhand is not managed by DSS/);
  });
});

suite('words', parallel, () => {
  const misused: readonly (readonly [readonly string[], RegExp])[] = [
    [[], /^Usage: code-envs /],
    [['biuld'], /unknown command 'biuld'\n\(Did you mean build\?\)/],
    [['check', 'nowhere'], /^There is no file or folder nowhere\.\n$/],
    [['check', 'base/Dockerfile'], /^base\/Dockerfile does not have the name of a definition: /],
    [['check', '--format', 'xml'], /Allowed choices are text, json/],
    [['fix', '--no'], /unknown option '--no'/],
    [['dockerfile'], /missing required argument 'env'/],
    [
      ['dockerfile', 'nobody'],
      /^No code env here is called nobody\. Code envs here: byhand, churn, forecast, plugin\.\n$/,
    ],
    [['dockerfile', 'churn', '--config', 'x'], /configuration x\. It has those for cpu, gpu\.\n$/],
    [['build', 'nobody'], /^No code env here is called nobody\./],
    [['build', '--config', 'x'], /Those that have: cpu, gpu\.\n$/],
    [['rebuild'], /^Name the code envs to rebuild, or say --all\.\n$/],
    [['rebuild', 'churn', '--all'], /^Name code envs or say --all, not both\.\n$/],
  ];
  for (const [words, message] of misused) {
    test(`wrong: code-envs ${words.join(' ')}`, async () => {
      const { code, stdout, stderr } = await runCli(words, { folder: makeFolder(instance) });
      assert.deepEqual([code, stdout], [2, '']);
      assert.match(stderr, message);
      assert.doesNotMatch(stderr, /\n {4}at /);
    });
  }

  for (const words of [['--help'], ['help'], ['help', 'build'], ['rebuild', '--help']]) {
    test(`help: code-envs ${words.join(' ')}`, async () => {
      const { code, stdout, stderr } = await runCli(words, { folder: makeFolder() });
      assert.deepEqual([code, stderr], [0, '']);
      assert.match(stdout, /^Usage: code-envs /);
    });
  }

  test('version', async () => {
    const { code, stdout } = await runCli(['--version'], { folder: makeFolder() });
    assert.deepEqual([code, stdout], [0, `${manifest.version}\n`]);
  });

  test('rules', async () => {
    const { code, stdout, stderr } = await runCli(['rules'], { folder: makeFolder() });
    assert.deepEqual([code, stderr], [0, '']);
    assert.match(stdout, /^RULE {2,}SEVERITY {2,}DEMANDS\n/);
    assert.match(stdout, /^containers-need-managed-env {2,}error {2,}/m);
    for (const id of ['build', 'file-unreadable', 'plan'])
      assert.match(stdout, new RegExp(`^${id} {2,}error {2,}`, 'm'));
    assert.match(stdout, /^rule-levels {2,}warning {2,}/m);
  });
});
