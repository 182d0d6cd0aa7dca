// Packages imported in the images that were built for them, on a real engine.
import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { setTimeout as wait } from 'node:timers/promises';
import { type CliEngine, exampleBase, openCliEngine, RealInstance } from './real-instance.ts';
import { noEngine, runCli } from './run-cli.ts';

const library = '/opt/dataiku/code-env/lib/python3.11/site-packages';

/** A Python code env with these packages, whose image is spoilt by `spoil`, a word of a shell. */
const python = (packages: readonly string[], spoil = 'true') => `envLang: PYTHON
deploymentMode: DESIGN_MANAGED
containerConfs: [cpu]
envSettings:
  inheritGlobalSettings: false
  pipInstallExtraOptions: [--no-index, --find-links, /opt/packages/python]
specPackageList: |
${packages.map(line => `  ${line}\n`).join('')}dockerfileAtEnd: |
  RUN ${spoil}
`;

const engine = await openCliEngine();
if (typeof engine === 'string') test('a real engine', t => t.skip(engine));
else testImports(engine);

function testImports(real: CliEngine): void {
  const instance = RealInstance.ofExamples(real, 'imports');
  instance.remove('envs');
  instance.write(
    'well/code-env.yaml',
    python([
      'company-features==1.2.0',
      'pywin32; sys_platform == "win32"',
      'Company.Text; python_version > "3.5"',
    ]),
  );
  instance.write(
    'r/code-env.yaml',
    'envLang: R\ndeploymentMode: DESIGN_MANAGED\ncontainerConfs: [cpu]\nenvSettings: { inheritGlobalSettings: false, cranMirrorURL: file:///opt/packages/R }\n',
  );
  instance.write('r/spec/rPackages.txt', '# Ours\n"companyforecast","2.0"\n');
  const containers = async () =>
    (await real.docker.listContainers({ all: true })).filter(({ Labels }) => 'io.code-envs.test' in Labels);
  const on = `on ${exampleBase}`;

  test('in an image that is not there', async () => {
    const { code, stdout, stderr } = await instance.run('test', 'well');
    assert.deepEqual([code, stdout], [1, '']);
    assert.equal(
      stderr,
      'The image of well for cpu is missing: it was not built yet. Build it: code-envs build well\n0 packages imported, 1 image not current\n',
    );
  });

  test('each is told on a line, those left out too, and nothing is left', async () => {
    const built = await instance.run('build', '--base-images');
    assert.equal(built.code, 0, built.stderr);
    const { code, stdout, stderr } = await instance.run('test');
    assert.equal(code, 0, stderr);
    assert.deepEqual(stdout.trimEnd().split('\n').sort(), [
      `r ${on}: companyforecast 2.1.0: imported companyforecast`,
      `well ${on}: Company.Text 0.4.0: imported company_text`,
      `well ${on}: company-features 1.2.0: imported company_features`,
      `well ${on}: pywin32: left out: its marker does not hold in the image.`,
    ]);
    assert.match(stderr, /^3 packages imported, 1 left out$/m);
    assert.deepEqual(await containers(), []);
  });

  suite('what fails', () => {
    test('is told at the line that asks for it, and the next package is imported all the same', async () => {
      instance.write(
        'bad/code-env.yaml',
        python(
          ['# Features', 'company-features', 'company-text'],
          `echo 'print("before"); import nonesuch' > ${library}/company_features/__init__.py`,
        ),
      );
      const built = await instance.run('build', 'bad');
      assert.equal(built.code, 0, built.stderr);
      const { code, stdout, stderr } = await instance.run('test', 'bad', '--config', 'cpu');
      assert.equal(code, 1);
      assert.equal(
        stdout,
        `bad/code-env.yaml:9:3: error: bad ${on}: company-features 1.3.0: import company_features: ModuleNotFoundError: No module named 'nonesuch'. Add the package that brings nonesuch to the list. [import]
bad ${on}: company-text 0.4.0: imported company_text
`,
      );
      assert.match(stderr, /^before\nTraceback [\s\S]*^1 package imported, 1 failed\n$/m);
    });

    test('as JSON', async () => {
      const { code, stdout } = await instance.run('test', 'bad', '--format', 'json');
      assert.equal(code, 1);
      const document = JSON.parse(stdout);
      assert.equal(document.summary, '1 package imported, 1 failed');
      assert.deepEqual(document.notPlanned, []);
      const [{ packages, ...image }] = document.images;
      assert.deepEqual(
        [image.env, image.path, image.configs, image.state],
        ['bad', 'bad/code-env.yaml', ['cpu'], 'current'],
      );
      const { seconds, message, ...failed } = packages[0];
      assert.match(message, /^import company_features: /);
      assert.ok(seconds > 0);
      assert.deepEqual(failed, {
        name: 'company-features',
        version: '1.3.0',
        modules: ['company_features'],
        outcome: 'failed',
        path: 'bad/code-env.yaml',
        line: 9,
        column: 3,
      });
      assert.equal(packages[1].outcome, 'imported');
    });

    test('by a library, a crash, an exit, or because it is gone', async () => {
      const spoils = [
        [
          `echo 'raise ImportError("libGL.so.1: cannot open shared object file: No such file or directory")' > ${library}/company_text/__init__.py`,
          /libGL\.so\.1: .* Install the system package with libGL\.so\.1 in dockerfileBeforePackages/,
        ],
        [
          `echo 'import os; os.abort()' > ${library}/company_text/__init__.py`,
          /was killed by signal 6\. \[import\]/,
        ],
        [
          `echo 'import os; os._exit(1)' > ${library}/company_text/__init__.py`,
          /ended with exit code 1\. \[import\]/,
        ],
        [`rm -r ${library}/company_text*`, /company-text: it is not installed in the image\./],
      ] as const;
      for (const [spoil, message] of spoils) {
        instance.write('bad/code-env.yaml', python(['company-text'], spoil));
        const built = await instance.run('build', 'bad');
        assert.equal(built.code, 0, built.stderr);
        const { code, stdout } = await instance.run('test', 'bad');
        assert.equal(code, 1);
        assert.match(stdout, message);
        assert.match(stdout, /^bad\/code-env\.yaml:8:3: error: /);
      }
    });

    test('in R', async () => {
      instance.write(
        'r/code-env.yaml',
        'envLang: R\ndeploymentMode: DESIGN_MANAGED\ncontainerConfs: [cpu]\nenvSettings: { inheritGlobalSettings: false, cranMirrorURL: file:///opt/packages/R }\ndockerfileAtEnd: RUN rm -r /opt/dataiku/code-env/library/companyforecast/R\n',
      );
      const built = await instance.run('build', 'r');
      assert.equal(built.code, 0, built.stderr);
      const { code, stdout } = await instance.run('test', 'r');
      assert.equal(code, 1);
      assert.match(
        stdout,
        /^r\/spec\/rPackages\.txt:2:1: error: r on .*: companyforecast 2\.1\.0: library\(companyforecast\): Error.* \[import\]\n$/,
      );
    });
  });

  test('of a namespace what is in it, and of a package without modules nothing', async () => {
    const record = 'company_text-0.4.0.dist-info/RECORD';
    const cases = [
      [
        `mkdir company && mv company_text company/text && sed -i 's|^company_text/|company/text/|' ${record} && echo tests/__init__.py,, >> ${record}`,
        'imported company.text',
      ],
      [`rm -r company_text */top_level.txt && : > ${record}`, 'installed, nothing to import'],
    ] as const;
    for (const [change, told] of cases) {
      instance.write('bad/code-env.yaml', python(['company-text'], `cd ${library} && ${change}`));
      const built = await instance.run('build', 'bad');
      assert.equal(built.code, 0, built.stderr);
      const { code, stdout } = await instance.run('test', 'bad');
      assert.deepEqual([code, stdout], [0, `bad ${on}: company-text 0.4.0: ${told}\n`]);
    }
  });

  test('with what Python 3.6 has instead of importlib.metadata', async () => {
    instance.write(
      'bad/code-env.yaml',
      python(['company-text', 'company-features'], 'rm -r /usr/lib/python3.11/importlib/metadata'),
    );
    const built = await instance.run('build', 'bad');
    assert.equal(built.code, 0, built.stderr);
    const { stdout } = await instance.run('test', 'bad');
    assert.equal(
      stdout,
      `bad ${on}: company-text 0.4.0: imported company_text\nbad ${on}: company-features 1.3.0: imported company_features\n`,
    );
  });

  test('Ctrl-C ends it, and leaves no container', async () => {
    instance.write(
      'bad/code-env.yaml',
      python(
        ['company-text'],
        `echo 'import sys, time; print("begun", file=sys.stderr, flush=True); time.sleep(600)' > ${library}/company_text/__init__.py`,
      ),
    );
    const built = await instance.run('build', 'bad');
    assert.equal(built.code, 0, built.stderr);
    const running = instance.start(['test', 'bad']);
    await running.said(/^begun$/m);
    assert.equal((await containers()).length, 1);
    running.process.kill('SIGINT');
    const { code, stderr } = await running.ended;
    assert.equal(code, 130, stderr);
    assert.match(stderr, /^Cancelled\.$/m);
    for (let i = 0; (await containers()).length > 0; i++) {
      assert.ok(i < 100, 'the container is still there');
      await wait(50);
    }
  });

  test('wrong words, and no engine', async () => {
    assert.equal((await instance.run('test', 'nobody')).code, 2);
    assert.equal((await instance.run('test', 'well', '--config', 'plots')).code, 2);
    const ended = await runCli(['test'], { folder: instance.folder, environment: { DOCKER_HOST: noEngine } });
    assert.equal(ended.code, 3, ended.stderr);
  });
}
