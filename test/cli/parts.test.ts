// The packages of a code env are installed once for the base images that agree, on a real engine.
import assert from 'node:assert/strict';
import { randomInt } from 'node:crypto';
import { test } from 'node:test';
import { configsOn, installId, openCliEngine, RealInstance } from './real-instance.ts';

const own = `${installId}-parts`;

/** Base images, by what makes them differ from the first. */
const bases = {
  one: '',
  two: 'RUN echo two > /two\n',
  // Another index may give other packages.
  index: 'ENV PIP_EXTRA_INDEX_URL=https://user:hunter2@127.0.0.1:1/simple\n',
  user: 'RUN mkdir /opt/dataiku && chown 1000 /opt/dataiku\nUSER 1000\n',
  three: 'ENTRYPOINT ["/bin/false"]\n',
};

const env = `envLang: PYTHON
deploymentMode: DESIGN_MANAGED
containerConfs: [one, two, index, user]
envSettings:
  inheritGlobalSettings: false
  pipInstallExtraOptions: [--no-index, --find-links, /opt/packages/python]
dockerImageResources: COPY
specPackageList: |
  company-text==0.4.0
# No build before has left this to the engine's cache.
dockerfileAtStart: "RUN sleep 1; : ${randomInt(1e12)}"
`;

const engine = await openCliEngine();
if (typeof engine === 'string') test('a real engine', t => t.skip(engine));
else {
  const instance = RealInstance.ofExamples(engine, 'own');
  instance.remove('envs');
  const names = Object.keys(bases);
  instance.write(
    'container-configs.yaml',
    configsOn(own, Object.fromEntries(names.map(name => [name, name]))),
  );
  for (const [name, lines] of Object.entries(bases))
    instance.write(`${name}/Dockerfile`, `FROM company/exec-base:dss-14.3.2\n${lines}`);
  instance.write('env/code-env.yaml', env);
  instance.write('env/resources/words', 'a\n');
  testParts(instance);
}

/** On which base images pip ran, as the build told. */
function installations(stderr: string): readonly string[] {
  return [...stderr.matchAll(/^\S+ on \S+\/(\w+):1: .*RUN --mount=type=cache,id=code-envs-pip-/gm)].map(
    ([, name = '']) => name,
  );
}

function testParts(instance: RealInstance): void {
  const run = async (image: string, command: readonly string[]) => {
    let output = '';
    const code = await instance.engine.runContainer(
      { image, entrypoint: [], command },
      {
        signal: AbortSignal.timeout(60_000),
        onEvent({ text }) {
          output += text;
        },
      },
    );
    return `${code} ${output}`;
  };

  test('two of four share, and all have the packages and the resources', async () => {
    const { code, stderr } = await instance.run('build');
    assert.equal(code, 0, stderr);
    const where = installations(stderr);
    assert.equal(where.length, 3, stderr);
    assert.ok(where.includes('index') && where.includes('user'), stderr);
    // The first has the layers of the installation, the second a copy.
    assert.match(stderr, /^env on \S+\/one:1: 3\/3 COPY/m);
    assert.doesNotMatch(stderr, /^env on \S+\/one:1: .*COPY --from=\S+:packages-/m);
    assert.match(stderr, /^env on \S+\/two:1: .*COPY --from=\S+:packages-/m);
    assert.match(
      stderr,
      /^env: its packages are installed on \S+\/user:1 alone, which is run by another user than root\.$/m,
    );
    assert.doesNotMatch(stderr, /hunter2/);
    const images = await instance.status();
    assert.deepEqual(
      images.map(({ state }) => state),
      ['current', 'current', 'current', 'current'],
    );
    for (const { image } of images) {
      const python = [
        '/opt/dataiku/code-env/bin/python',
        '-c',
        'import company_text as t; print(t.__file__)',
      ];
      assert.match(await run(image, python), /^0 \/opt\/dataiku\/code-env\/lib\/.*company_text/);
      assert.equal(await run(image, ['cat', '/opt/dataiku/code-env/resources/words']), '0 a\n');
    }
    const part = (await instance.engine.listImages()).filter(
      ({ labels, tags }) => labels['io.code-envs.part'] && tags.some(tag => tag.includes(own)),
    );
    assert.deepEqual(part.map(({ labels }) => labels['io.code-envs.part']).sort(), ['packages', 'resources']);
  });

  test('one more base image of the family: nothing is installed, nor are resources sent', async () => {
    instance.change('env/code-env.yaml', 'user]', 'user, three]');
    const { code, stderr } = await instance.run('build');
    assert.equal(code, 0, stderr);
    assert.match(stderr, /^env on .*\/three:1: done in/m);
    assert.deepEqual(installations(stderr), []);
    assert.doesNotMatch(stderr, /COPY code-env\/resources \/resources/);
  });

  test('a rebuild installs again', async () => {
    const { code, stderr } = await instance.run('rebuild', 'env');
    assert.equal(code, 0, stderr);
    assert.equal(installations(stderr).length, 3, stderr);
  });

  test('resources that change while they are sent are in no image', async () => {
    instance.change('env/code-env.yaml', 'company-text==0.4.0', 'company-features==1.2.0');
    instance.change('env/code-env.yaml', 'sleep 1', 'sleep 2');
    instance.write('env/resources/words', 'b\n');
    const build = instance.start(['build']);
    // They are sent after the packages are installed.
    await build.said(/: begins$/m);
    instance.write('env/resources/words', 'c\n');
    const { code, stderr } = await build.ended;
    assert.equal(code, 1, stderr);
    assert.match(
      stderr,
      /^env\/code-env\.yaml:7:\d+: error: .*The resources folder changed while it was sent/m,
    );
    assert.equal((await instance.run('build')).code, 0);
    const [image] = await instance.status();
    assert.equal(await run(image?.image ?? '', ['cat', '/opt/dataiku/code-env/resources/words']), '0 c\n');
  });

  test('packages that cannot be installed are one failure of all images that share them', async () => {
    instance.change('env/code-env.yaml', 'company-features==1.2.0', 'nosuch-package');
    const { code, stderr } = await instance.run('build');
    assert.equal(code, 1);
    const errors = stderr.split('\n').filter(line => line.includes(': error: '));
    assert.equal(errors.length, 3, stderr);
    for (const error of errors)
      assert.match(
        error,
        /^env\/code-env\.yaml:9:3: error: .*No matching distribution found for nosuch-package/,
      );
  });
}
