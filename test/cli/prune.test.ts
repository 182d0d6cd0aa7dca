// What `prune` takes away and what it leaves, on a real engine.
import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import { test } from 'node:test';
import { type CliEngine, installId, openCliEngine, RealInstance } from './real-instance.ts';
import { cliWords, userCache } from './run-cli.ts';

const own = `${installId}-prune`;
const base = 'company/exec-base:dss-14.3.2';
const env = (more = '') => `envLang: PYTHON
deploymentMode: DESIGN_MANAGED
envSettings: { inheritGlobalSettings: false, virtualenvCreateExtraOptions: [--without-pip] }
containerConfs: [one, two]
${more}`;
const configs = (id: string, more = '') => `dssVersion: 14.3.2
installId: ${id}
baseImages:
  - { tag: "${base}", context: base-images/exec }
  - { tag: "${own}/second:1", context: second }
executionConfigs:
  - { name: one, type: DOCKER, usableBy: ALL, baseImage: "${base}" }
  - { name: two, type: DOCKER, usableBy: ALL, baseImage: "${own}/second:1" }
${more}`;

interface PrunedImage {
  readonly env: string;
  readonly image?: string;
  readonly was?: string;
  readonly id: string;
  readonly action: string;
  readonly reason: string;
  readonly bytes: number;
}

const engine = await openCliEngine();
if (typeof engine === 'string') test('a real engine', t => t.skip(engine));
else {
  const make = (name: string, id: string) => {
    const instance = RealInstance.ofExamples(engine, name);
    instance.remove('envs');
    instance.write('container-configs.yaml', configs(id));
    instance.write('second/Dockerfile', `FROM ${base}\nRUN echo second > /second\n`);
    return instance;
  };
  testPruning(engine, make('own', own), make('other', `${own}-other`));
}

function testPruning(
  { engine, docker, dockerHost }: CliEngine,
  instance: RealInstance,
  other: RealInstance,
): void {
  const prune = async (...words: string[]): Promise<readonly PrunedImage[]> =>
    JSON.parse((await instance.run('prune', '--format', 'json', ...words)).stdout).images;
  const imageOf = (name: string, on = base) => `code-envs/${own}/${name}:${on.replaceAll(/[^\w.-]/g, '-')}`;
  const ids = async () =>
    new Map(
      (await engine.listImages()).flatMap(({ id, tags }) => [
        [id, id] as const,
        ...tags.map(tag => [tag, id] as const),
      ]),
    );

  test('nothing is old after a build, and nobody is asked about nothing', async () => {
    instance.write('gone/code-env.yaml', env());
    instance.write('kept/code-env.yaml', env('dockerImageResources: COPY\n'));
    instance.write('kept/resources/words', 'a\n');
    other.write('gone/code-env.yaml', env());
    for (const built of [instance, other]) {
      const { code, stderr } = await built.run('build');
      assert.equal(code, 0, stderr);
    }
    const parts = [...(await ids()).keys()].filter(name => name.startsWith(`code-envs/${own}/`));
    assert.equal(parts.filter(name => name.includes(':packages-')).length, 2, parts.join());
    assert.equal(parts.filter(name => name.includes(':resources-')).length, 1, parts.join());
    const { code, stdout, stderr } = await instance.run('prune', '--yes');
    assert.deepEqual([code, stdout, stderr], [0, '', 'There is no old image.\n']);
  });

  test('without a terminal and --yes it refuses', async () => {
    const { code, stderr } = await instance.run('prune');
    assert.deepEqual([code, /say --yes/.test(stderr)], [2, true]);
  });

  test('of a code env that moved on: superseded images, parts, deselected configurations', async t => {
    const before = await ids();
    instance.write('kept/resources/words', 'b\n');
    instance.change('kept/code-env.yaml', '[one, two]', '[one]');
    const built = await instance.run('build');
    assert.equal(built.code, 0, built.stderr);
    const superseded = before.get(imageOf('kept'));
    // A stopped container of it, and what somebody else has made of our images.
    const second = imageOf('kept', `${own}/second:1`);
    await docker.getImage(second).tag({ repo: `${own}/mine`, tag: '1' });
    await engine.buildImage(
      {
        tag: `code-envs/${own}/kept:mine`,
        dockerfile: `FROM ${second}\nRUN true\n`,
        context: [],
        labels: {},
      },
      { onEvent() {}, signal: AbortSignal.timeout(60_000) },
    );
    const container = await docker.createContainer({ Image: superseded ?? '', Entrypoint: ['true'] });
    t.after(() => container.remove({ force: true }).catch(() => {}));
    const all = await ids();
    const dry = await prune('--dry-run');
    assert.deepEqual(await ids(), all, 'a dry run removes nothing');
    const old = dry.filter(({ action }) => action === 'planned');
    assert.deepEqual(
      old.map(({ image }) => image?.replace(/-[0-9a-f]{12}$/, '')),
      ['packages', 'resources'].map(kind => `code-envs/${own}/kept:${kind}`).concat(second),
    );
    assert.equal(old.find(({ image }) => image === second)?.bytes, 0, 'it has another name');
    assert.deepEqual(
      dry.filter(({ action }) => action === 'kept').map(({ id, was, reason }) => [id, was, reason]),
      [[superseded, imageOf('kept'), `the container ${(await container.inspect()).Name.slice(1)} uses it`]],
    );

    const done = await instance.run('prune', '--yes');
    assert.equal(done.code, 0, done.stderr);
    assert.match(done.stdout, /^IMAGE +CODE ENV +GIVES BACK +WHY$/m);
    assert.match(
      done.stderr,
      /stays, although another build has taken its name: the container \w+ uses it\.$/m,
    );
    assert.match(done.stderr, /^Removed 3 images, up to [\d.]+ [kM]?B\.$/m);
    const after = await ids();
    assert.deepEqual(
      [...all.keys()].filter(name => !after.has(name) && !name.startsWith('sha256:')).sort(),
      old.map(({ image }) => image),
    );
    assert.equal(after.get(`${own}/mine:1`), all.get(second));
    await container.remove();
    const [left, ...more] = await prune('--yes');
    assert.deepEqual([left?.id, left?.action, more.length], [superseded, 'removed', 0]);
    assert.equal((await ids()).has(superseded ?? ''), false);
    assert.ok((await instance.status()).every(({ state }) => state === 'current'));
  });

  test('errors: what may be of the broken definition stays, and that is said', async () => {
    instance.remove('gone');
    instance.write('broken/code-env.yaml', env('unheardOf: 1\nenvLang: 7\n'));
    const { code, stdout, stderr } = await instance.run('prune', '--yes');
    assert.deepEqual([code, stdout], [1, '']);
    assert.match(
      stderr,
      /gone:\S+ stays, although no code env here is called gone; another folder with the same installId may have it: a definition has errors/,
    );
    instance.remove('broken');
    instance.change('container-configs.yaml', 'executionConfigs:', 'unheardOf: [}\nexecutionConfigs:');
    const broken = await instance.run('prune', '--yes');
    assert.deepEqual([broken.code, /Mend .*container-configs\.yaml first/.test(broken.stderr)], [2, true]);
    instance.change('container-configs.yaml', 'unheardOf: [}\n', '');
  });

  test('a part of the instance is no ground to remove the rest', async () => {
    instance.write('.git/HEAD', '');
    const { code, stderr } = await instance.start(['prune', '--yes'], {}, 'kept').ended;
    assert.deepEqual([code, /This folder is a part of the instance of/.test(stderr)], [2, true]);
  });

  test('a code env that is gone, and an engine that does not answer', async () => {
    instance.write(
      'container-configs.yaml',
      configs(
        own,
        `  - { name: far, type: DOCKER, usableBy: ALL, baseImage: "${base}", dockerHost: "unix:///nowhere/far.sock" }\n`,
      ),
    );
    const before = await ids();
    const { code, stderr } = await instance.run('prune', '--yes');
    assert.equal(code, 1);
    assert.match(stderr, /^Removed 3 images, up to /m);
    assert.match(stderr, /No container engine can be reached.*\n.*nowhere\/far\.sock/);
    const after = await ids();
    const removed = [...before.keys()].filter(name => !after.has(name) && !name.startsWith('sha256:'));
    assert.deepEqual(
      removed.map(name => name.replace(/-[0-9a-f]{12}$/, '')).sort(),
      [imageOf('gone'), imageOf('gone', `${own}/second:1`), `code-envs/${own}/gone:packages`].sort(),
    );
    assert.ok((await other.status()).every(({ state }) => state === 'current'));
  });

  const noScript = spawnSync('script', ['--version']).error ? 'there is no script (util-linux)' : false;
  const inTerminal = (words: string, input: string): string =>
    execFileSync('script', ['-qec', `${cliWords.map(word => `'${word}'`).join(' ')} ${words}`, '/dev/null'], {
      cwd: instance.folder,
      env: { ...process.env, DOCKER_HOST: dockerHost, NODE_TEST_CONTEXT: '', XDG_CACHE_HOME: userCache },
      input,
      encoding: 'utf8',
    });

  test('on a terminal it asks first', { skip: noScript }, async () => {
    instance.write('container-configs.yaml', configs(own));
    instance.write('gone/code-env.yaml', env());
    assert.equal((await instance.run('build')).code, 0);
    instance.remove('gone');
    const before = await ids();
    const no = inTerminal('prune', 'n\n');
    assert.match(no, /Images do not say which folder they were built from/);
    assert.match(
      no,
      /Remove them, also those of gone, which another folder may need\? \[y\/N\] [\s\S]*Nothing was removed\./,
    );
    assert.deepEqual(await ids(), before);
    assert.match(inTerminal('prune', 'y\n'), /Removed 3 images/);
    assert.deepEqual(await prune('--dry-run'), []);
  });
}
