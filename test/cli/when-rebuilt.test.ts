// When images are rebuilt and when not: each row of the table in DSS's documentation, on a real engine.
// Sources: doc.dataiku.com, containers/code-envs, error codes ERR_CODEENV_CONTAINER_IMAGE_TAG_NOT_FOUND and
// WARN_MISC_CODE_ENV_IMAGE_OUT_OF_DATE, installation/custom/upgrade; for DSS 15 the Terraform provider.
import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { buildExampleBase, exampleBase, installId, openCliEngine, RealInstance } from './real-instance.ts';

const own = `${installId}-rows`;
const base = (name: string) => `${own}/${name}:1`;
const env = (selection: string) => `envLang: PYTHON
deploymentMode: DESIGN_MANAGED
${selection}
specPackageList: |
  company-features==1.2.0
envSettings:
  inheritGlobalSettings: false
  virtualenvCreateExtraOptions: [--system-site-packages, --without-pip]
  pipInstallExtraOptions: [--no-index, --find-links, /opt/packages/python]
`;
const config = (name: string, more = '') =>
  `  - { name: ${name}, type: DOCKER, usableBy: ALL, baseImage: "${base(name)}"${more} }\n`;
const instanceText = `dssVersion: 14.3.2
installId: ${own}
baseImages:
${['one', 'two', 'three'].map(name => `  - { tag: "${base(name)}", context: ${name} }\n`).join('')}executionConfigs:
${config('one')}${config('two')}`;

const engine = await openCliEngine();
if (typeof engine === 'string') test('a real engine', t => t.skip(engine));
else {
  await buildExampleBase(engine);
  const instance = new RealInstance(engine, {
    'container-configs.yaml': instanceText,
    ...Object.fromEntries(
      ['one', 'two', 'three'].map(name => [`${name}/Dockerfile`, `FROM ${exampleBase}\n`]),
    ),
    'every/code-env.yaml': env('allContainerConfs: true'),
    'some/code-env.yaml': env('containerConfs: [one]'),
  });
  suite('when images are rebuilt', () => testRows(instance));
}

function testRows(instance: RealInstance): void {
  /** Of each image the code env, the base image, the state and the reasons, as `status` tells them. */
  const rows = async () =>
    (await instance.status()).map(({ env, configs, state, reasons }) =>
      [env, configs.join('+'), state, ...reasons].join(' '),
    );
  const current = ['every one current', 'every two current', 'some one current'];
  const idsOf = async () => {
    const images = await instance.engine.listImages();
    return new Map(
      images.flatMap(({ id, tags }) => tags.filter(tag => tag.includes(own)).map(tag => [tag, id])),
    );
  };
  /** The titles of what a build has made, in its order. */
  const build = async (...words: string[]) => {
    const { code, stderr } = await instance.run(...(words.length > 0 ? words : ['build']));
    assert.equal(code, 0, stderr);
    return [...stderr.matchAll(/^(.*): done in \d+ s$/gm)].map(([, title = '']) =>
      title.replaceAll(`${own}/`, '').replaceAll(':1', ''),
    );
  };
  const version = (name: string) =>
    instance.runIn(name, [
      '/opt/dataiku/code-env/bin/python',
      '-c',
      'from importlib.metadata import version; print(version("company-features"))',
    ]);

  test('nothing is built yet: all of it is missing, and build makes it', async () => {
    assert.deepEqual(
      await rows(),
      current.map(row => row.replace('current', 'missing it was not built yet')),
    );
    assert.equal((await idsOf()).size, 0);
    assert.deepEqual((await build()).sort(), [
      'base image one',
      'base image two',
      'every on one',
      'every on two',
      'some on one',
    ]);
    assert.deepEqual(await rows(), current);
  });

  test('a code env is updated: one image on each of its base images', async () => {
    instance.change('every/code-env.yaml', '==1.2.0', '==1.3.0');
    const reason = 'stale company-features==1.2.0 → company-features==1.3.0';
    assert.deepEqual(await rows(), [`every one ${reason}`, `every two ${reason}`, 'some one current']);
    assert.deepEqual((await build()).sort(), ['every on one', 'every on two']);
    assert.deepEqual(await rows(), current);
    assert.deepEqual([await version('every'), await version('some')], ['1.3.0\n', '1.2.0\n']);
  });

  test('a base image is rebuilt: its images are stale until they are built', async () => {
    // By hand, as an administrator does; with `build --base-images` they follow at once.
    await instance.engine.buildImage(
      {
        tag: base('one'),
        dockerfile: `FROM ${exampleBase}\nRUN echo again > /base-id\n`,
        context: [],
        labels: {},
      },
      { onEvent() {}, signal: AbortSignal.timeout(60_000) },
    );
    const before = await idsOf();
    const stale = current.map(row => row.replace('one current', 'one stale the base image was rebuilt'));
    assert.deepEqual(await rows(), stale);
    assert.deepEqual(await rows(), stale, 'asking changes nothing');
    assert.deepEqual(await idsOf(), before, 'asking builds nothing');
    assert.deepEqual((await build()).sort(), ['every on one', 'some on one']);
    assert.deepEqual(await rows(), current);
    assert.equal(await instance.runIn('some', ['cat', '/base-id']), 'again\n');
  });

  test('DSS is upgraded: base images first, then every image', async () => {
    instance.change('container-configs.yaml', 'dssVersion: 14.3.2', 'dssVersion: 14.4.0');
    const before = await idsOf();
    assert.deepEqual(
      await rows(),
      current.map(row => row.replace('current', 'stale DSS 14.3.2 → 14.4.0')),
    );
    const plain = await instance.run('build', '--dry-run');
    assert.match(plain.stderr, /\/two:1 is stale: DSS 14\.3\.2 → 14\.4\.0\. .*build --base-images$/m);
    const made = await build('rebuild', '--all', '--base-images');
    assert.deepEqual(made.slice(0, 3), ['base image one', 'base image two', 'base image three']);
    assert.deepEqual(made.slice(3).sort(), ['every on one', 'every on two', 'some on one']);
    assert.deepEqual(await rows(), current);
    const after = await idsOf();
    for (const [tag, id] of before)
      if (/:(?!packages)/.test(tag)) assert.notEqual(after.get(tag), id, `${tag} is of this version`);
  });

  test('a container configuration is added: missing where all are selected, and nothing else changes', async () => {
    instance.change('container-configs.yaml', config('two'), `${config('two')}${config('three')}`);
    const before = await idsOf();
    assert.deepEqual(await rows(), [
      'every one current',
      'every two current',
      'every three missing it was not built yet',
      'some one current',
    ]);
    assert.deepEqual(await idsOf(), before, 'asking builds nothing');
    assert.deepEqual(await build(), ['every on three']);
    const after = await idsOf();
    for (const [tag, id] of before) assert.equal(after.get(tag), id);
    instance.change('container-configs.yaml', config('three'), '');
    assert.deepEqual(await rows(), current);
  });

  test('containerConfs is edited: the image is built by the next build, one that is not used any more stays', async () => {
    instance.change('some/code-env.yaml', '[one]', '[two]');
    const before = await idsOf();
    assert.deepEqual((await rows())[2], 'some two missing it was not built yet');
    assert.deepEqual(await build(), ['some on two']);
    const after = await idsOf();
    for (const [tag, id] of before) assert.equal(after.get(tag), id);
    instance.change('some/code-env.yaml', '[two]', '[one]');
    assert.deepEqual(await rows(), current);
  });

  test('a code env is deleted: its images are in no list, and no build touches them', async () => {
    instance.write('gone/code-env.yaml', env('containerConfs: [one]'));
    assert.deepEqual(await build(), ['gone on one']);
    instance.remove('gone');
    const before = await idsOf();
    assert.deepEqual(await rows(), current);
    assert.deepEqual(await build(), []);
    assert.deepEqual(await build('rebuild', 'some'), ['some on one']);
    const after = await idsOf();
    const left = [...before].filter(([tag]) => tag.includes('/gone:'));
    assert.equal(left.length, 1);
    for (const [tag, id] of left) assert.equal(after.get(tag), id);
  });

  test('DSS 15, another image build configuration: nothing is rebuilt, and another registry is another image', async () => {
    instance.write(
      'container-configs.yaml',
      `${instanceText
        .replace('14.3.2', '15.0.0')
        .replace(config('one'), config('one', ', imageBuildConfig: first'))}buildConfigs:
${['first', 'same', 'other']
  .map(
    name =>
      `  - { name: ${name}, imageBuilderType: DOCKER, dockerBuilderConfig: { pushConfigs: [{ repositoryURL: ${name === 'other' ? 'localhost:1/other' : 'localhost:1/first'} }] } }\n`,
  )
  .join('')}`,
    );
    instance.remove('every');
    assert.deepEqual(await build('build', '--base-images'), [
      ...['base image one', 'base image two', 'base image three'],
      'some on one',
    ]);
    const [first] = await instance.status();
    assert.deepEqual(await rows(), ['some one current']);
    instance.change('container-configs.yaml', 'imageBuildConfig: first', 'imageBuildConfig: same');
    assert.deepEqual(await rows(), ['some one current']);
    assert.deepEqual(await build(), []);
    instance.change('container-configs.yaml', 'imageBuildConfig: same', 'imageBuildConfig: other');
    const before = await idsOf();
    assert.deepEqual(await rows(), ['some one missing it was not built yet']);
    assert.deepEqual(await idsOf(), before, 'asking builds nothing');
    assert.deepEqual(await build(), ['some on one']);
    const after = await idsOf();
    assert.equal(after.get(first?.image ?? ''), before.get(first?.image ?? ''), 'the one before stays');
  });
}
