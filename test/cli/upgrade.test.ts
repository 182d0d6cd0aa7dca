// Base images and what stands on them, on a real engine: after an upgrade, and after a rebuild that was killed.
import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { installId, openCliEngine, RealInstance } from './real-instance.ts';

const own = `${installId}-upgrade`;
const examples = 'company/exec-base:dss-14.3.2';
const envs = ['a', 'b', 'c', 'd'];
const env = (configs: string) => `envLang: PYTHON
deploymentMode: DESIGN_MANAGED
envSettings: { inheritGlobalSettings: false, virtualenvCreateExtraOptions: [--without-pip] }
containerConfs: [${configs}]
`;
const instanceText = (more = '') => `dssVersion: 14.3.2
installId: ${own}
baseImages:
  - { tag: "${own}/second:1", context: second }
  - { tag: "${own}/first:1", context: first }
${more}executionConfigs:
  - { name: one, type: DOCKER, usableBy: ALL, baseImage: "${own}/first:1" }
  - { name: two, type: DOCKER, usableBy: ALL, baseImage: "${own}/second:1" }
  - { name: far, type: DOCKER, usableBy: ALL, baseImage: "${own}/first:1", dockerHost: "tcp://127.0.0.1:1" }
`;

interface Printed {
  readonly summary: string;
  readonly baseImages: readonly Row[];
  readonly images: readonly Row[];
  readonly notPlanned: readonly { readonly env: string; readonly reason: string }[];
}

interface Row {
  readonly env?: string;
  readonly image: string;
  readonly state?: string;
  readonly reasons?: readonly string[];
  readonly before?: string;
  readonly action?: string;
  readonly id?: string;
  readonly seconds?: number;
  readonly log?: string;
  readonly failure?: { readonly [key: string]: string | number };
}

const engine = await openCliEngine();
if (typeof engine === 'string') test('a real engine', t => t.skip(engine));
else {
  // The base image of the examples, which is shared with everybody and stays.
  const shared = RealInstance.ofExamples(engine, 'shared-base');
  const instance = new RealInstance(engine, {
    'container-configs.yaml': instanceText(),
    'first/Dockerfile': `ARG BASE=${examples}\nFROM $BASE\nCOPY id /base-id\n`,
    'first/id': '1\n',
    'second/Dockerfile': `FROM ${own}/first:1\nRUN cat /base-id > /second-id\n`,
    ...Object.fromEntries(
      envs.map(name => [`${name}/code-env.yaml`, env(name === 'a' ? 'one, two' : 'one')]),
    ),
  });
  suite('an upgrade', () => testUpgrade(shared, instance));
}

function testUpgrade(shared: RealInstance, instance: RealInstance): void {
  const json = async (...words: string[]): Promise<Printed> =>
    JSON.parse((await instance.run(...words, '--format', 'json')).stdout);
  const baseStates = async () =>
    (await json('status')).baseImages.map(({ image, state, reasons }) => [image, state, ...(reasons ?? [])]);
  const idsOf = async () => {
    const images = await instance.engine.listImages();
    return new Map(
      images.flatMap(({ id, tags }) => tags.filter(tag => tag.includes(own)).map(tag => [tag, id])),
    );
  };

  test('the order is that of FROM, not that of the list; a dry run builds nothing', async () => {
    const { code, stderr } = await shared.run('build', 'forecast', '--base-images');
    assert.equal(code, 0, stderr);
    const dry = await instance.run('build', '--dry-run');
    assert.deepEqual(
      dry.stdout
        .split('\n')
        .slice(1, -1)
        .map(line => line.split(/ {2,}/).slice(0, 2)),
      [
        ['1', `base image ${own}/first:1`],
        ['2', `base image ${own}/second:1`],
        ...['a', 'a', 'b', 'c', 'd'].map((name, i) => [String(i + 3), name]),
      ],
    );
    assert.deepEqual([dry.code, (await idsOf()).size], [0, 0]);
  });

  test('build makes what is missing, and JSON tells of each image', async () => {
    const { images, baseImages, summary } = await json('build');
    assert.equal(summary, '7 images built (2 base images among them)');
    assert.deepEqual(
      baseImages.map(({ image }) => image),
      [`${own}/first:1`, `${own}/second:1`],
    );
    const ids = await idsOf();
    for (const row of [...baseImages, ...images]) {
      assert.deepEqual([row.before, row.action, row.id], ['missing', 'built', ids.get(row.image)]);
      assert.ok((row.seconds ?? 0) > 0);
    }
    assert.deepEqual(await baseStates(), [
      [`${own}/first:1`, 'current'],
      [`${own}/second:1`, 'current'],
    ]);
    assert.equal((await instance.run('status')).code, 0);
  });

  test('a file of its folder changed: build says so and builds nothing, build --base-images does', async () => {
    instance.write('first/id', '2\n');
    assert.deepEqual((await baseStates())[0], [`${own}/first:1`, 'stale', 'the files of its folder changed']);
    assert.equal((await instance.run('status')).code, 1);
    const before = await idsOf();
    const plain = await instance.run('build');
    assert.match(
      plain.stderr,
      /first:1 is stale: the files of its folder changed\. .*code-envs build --base-images$/m,
    );
    assert.deepEqual(await idsOf(), before);
    const dry = await instance.run('build', '--base-images', '--dry-run');
    assert.match(
      dry.stdout,
      /second:1 .* first:1, which it stands on, is built anew$|second:1 .*is built anew$/m,
    );
    assert.match(dry.stdout, /^7 .* d .* its base image is built anew$/m);
    const { summary } = await json('build', '--base-images');
    assert.equal(summary, '7 images built (2 base images among them)');
    assert.equal(await instance.runIn('a', ['cat', '/base-id']), '2\n');
    const again = await instance.run('build', '--base-images');
    assert.match(again.stderr, /^Nothing to build\. All 5 images are current\.$/m);
  });

  test('another version of DSS: base images and images are stale', async () => {
    instance.change('container-configs.yaml', '14.3.2', '14.4.0');
    assert.deepEqual(
      (await baseStates()).map(([, state, reason]) => [state, reason]),
      [1, 2].map(() => ['stale', 'DSS 14.3.2 → 14.4.0']),
    );
    instance.change('container-configs.yaml', '14.4.0', '14.3.2');
  });

  test('rebuild --base-images is of all, or of what is named', async () => {
    const { code, stderr } = await instance.run('rebuild', '--base-images');
    assert.deepEqual([code, stderr.trim()], [2, 'Name the code envs to rebuild, or say --all.']);
    const rows = await json('rebuild', 'b', '--base-images', '--dry-run');
    assert.deepEqual(
      [...rows.baseImages, ...rows.images].map(({ image }) => image.replace(/.*(first|second|\/b):.*/, '$1')),
      ['first', '/b'],
    );
  });

  test('kill -9 in a rebuild: the second run makes the rest only', async () => {
    const rebuild = ['rebuild', '--all', '--base-images'];
    const before = await idsOf();
    const { process, ended, said } = instance.start(rebuild);
    await said(/^(?!base image ).* on .*: done in/m);
    process.kill('SIGKILL');
    const { stderr } = await ended;
    const finished = [...(await idsOf())].filter(([tag, id]) => before.get(tag) !== id);
    assert.ok(finished.length >= 3 && finished.length < 7, stderr);

    const planned = async (...more: string[]) =>
      (await instance.run(...rebuild, ...more, '--dry-run')).stdout.split('\n').length - 2;
    assert.equal(await planned(), 7 - finished.length);
    assert.equal(await planned('--restart'), 7);
    instance.change(
      'd/code-env.yaml',
      'envLang',
      'installCorePackages: false\ndockerfileAtEnd: RUN true\nenvLang',
    );
    assert.equal(await planned(), 7, 'of other definitions');
    instance.write('d/code-env.yaml', env('one'));

    const second = await instance.run(...rebuild);
    assert.equal(second.code, 0, second.stderr);
    assert.match(
      second.stderr,
      new RegExp(
        `^Going on with the rebuild that began at .*: ${finished.length} of 7 images are done\\. .--restart. begins anew\\.$`,
        'm',
      ),
    );
    assert.match(
      second.stderr,
      new RegExp(
        `^${7 - finished.length} images? built, ${finished.length} skipped \\(2 base images among them\\)$`,
        'm',
      ),
    );
    const after = await idsOf();
    for (const [tag, id] of finished) assert.equal(after.get(tag), id);
    for (const [tag, id] of before) assert.notEqual(after.get(tag), id, `${tag} was built again`);
    assert.equal(await planned(), 7, 'a rebuild at its end leaves no journal');
  });

  test('definitions with errors, an engine that does not answer: rows, and the others are built', async () => {
    instance.write('broken/code-env.yaml', `${env('nowhere')}unheardOf: 1\n`);
    instance.change('b/code-env.yaml', '[one]', '[one, far]');
    instance.write(
      'c/code-env.yaml',
      `${env('one')}dockerfileAtEnd: "RUN echo before\\nRUN echo no good; exit 7"\n`,
    );
    instance.change('d/code-env.yaml', 'envLang', 'dockerfileAtEnd: RUN true\nenvLang');
    const built = await instance.run('build');
    assert.equal(built.code, 1);
    assert.match(built.stdout, /^b .* unknown {2,}No container engine can be reached/m);
    assert.match(built.stdout, /^c .* failed {2,}`RUN echo no good; exit 7`/m);
    assert.match(built.stdout, /^d .* current$/m);
    assert.match(built.stdout, /^broken .* not planned {2,}1 error$/m);
    assert.match(built.stderr, /^1 image built, 2 failed, 3 current$/m);
    assert.match(
      built.stderr,
      /^c\/code-env\.yaml:5:18: error: c on .* \[build\]\n {2}IMAGE_BUILD\. The whole log: /m,
    );
    assert.equal((await instance.run('status')).code, 1);

    const { images, notPlanned } = await json('build');
    const c = images.find(({ env }) => env === 'c');
    assert.deepEqual([c?.before, c?.action, c?.id], ['stale', 'failed', undefined]);
    const { path, line, column, class: kind, log } = c?.failure ?? {};
    assert.deepEqual([path, line, column, kind], ['c/code-env.yaml', 5, 18, 'IMAGE_BUILD']);
    assert.equal(log, c?.log);
    assert.deepEqual(
      notPlanned.map(({ env, reason }) => [env, reason]),
      [['broken', '1 error']],
    );
    instance.remove('broken');
    instance.remove('b');
  });

  test('a circle of base images: a sentence at its line', async () => {
    instance.write(
      'container-configs.yaml',
      instanceText(`  - { tag: "${own}/third:1", context: third }\n`)
        .replace('first:1", dockerHost', 'third:1", unused')
        .replace(/, unused.*\}/, ' }'),
    );
    instance.write('third/Dockerfile', `FROM ${own}/third:1\n`);
    instance.write('third-env/code-env.yaml', env('far'));
    const { code, stderr, stdout } = await instance.run('build', 'third-env');
    assert.equal(code, 1);
    assert.match(
      stderr,
      /^container-configs\.yaml:6:\d+: error: base image .*third:1: It stands on itself: \S+ is FROM \S+\. Let one/m,
    );
    assert.match(stdout, /^third-env .* skipped {2,}its base image could not be made$/m);
  });

  test('a base image of dssadmin of another version: the command', async () => {
    instance.write(
      'container-configs.yaml',
      `dssVersion: 14.4.0\ninstallId: ${own}\nexecutionConfigs:\n  - { name: far, type: DOCKER, usableBy: ALL, baseImage: "${examples}" }\n`,
    );
    const { stdout, stderr } = await instance.run('status');
    assert.match(stdout, /^base image .* stale {2,}it is of DSS 14\.3\.2, but dssVersion is 14\.4\.0: /m);
    assert.match(
      stderr,
      /`\.\/bin\/dssadmin build-base-image --type container-exec --tag company\/exec-base:dss-14\.4\.0`/,
    );
  });
}
