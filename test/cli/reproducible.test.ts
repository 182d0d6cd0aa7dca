// The same files give the same Dockerfiles, names and labels, however and wherever they were written.
import assert from 'node:assert/strict';
import { readdirSync, statSync, utimesSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import {
  type CliEngine,
  configsOn,
  exampleContext,
  installId,
  openCliEngine,
  RealInstance,
} from './real-instance.ts';

const base = 'company/exec-base:dss-14.3.2';
const own = `${installId}-reproducible`;
const files: Readonly<Record<string, string>> = {
  'container-configs.yaml': configsOn(own, { one: exampleContext, two: 'two' }),
  'two/Dockerfile': `FROM ${base}\nCOPY a b /two/\n`,
  'two/a': 'a\n',
  'two/b': 'b\n',
  ...Object.fromEntries(
    ['first', 'second'].flatMap(name => [
      [
        `${name}/code-env.yaml`,
        `envLang: PYTHON
deploymentMode: DESIGN_MANAGED
containerConfs: [two, one]
envSettings:
  inheritGlobalSettings: false
  pipInstallExtraOptions: [--no-index, --find-links, /opt/packages/python]
dockerImageResources: COPY
dockerfileAtEnd: RUN true
`,
      ],
      [`${name}/spec/requirements.txt`, `company-text==0.4.0\n`],
      [`${name}/resources_env.json`, '{"B": "2", "A": "1"}\n'],
      ...['b', 'a', 'c/d', 'c/Z'].map(path => [`${name}/resources/${path}`, `${path}\n`] as const),
    ]),
  ),
};

/** Writes the files in this order, under this umask; all are of this time. */
function write(
  instance: RealInstance,
  order: readonly string[],
  { umask, time }: { readonly umask: number; readonly time: number },
): void {
  const before = process.umask(umask);
  for (const path of order) instance.write(path, files[path] ?? '');
  process.umask(before);
  for (const path of readdirSync(instance.folder, { recursive: true }) as string[])
    utimesSync(join(instance.folder, path), time, time);
}

const engine = await openCliEngine();
if (typeof engine === 'string') test('a real engine', t => t.skip(engine));
else testReproduction(engine);

function testReproduction(engine: CliEngine): void {
  const make = () => {
    const instance = RealInstance.ofExamples(engine, 'own');
    instance.remove('envs');
    return instance;
  };
  const [first, second] = [make(), make()];
  const order = Object.keys(files);
  write(first, order, { umask: 0o022, time: 1e9 });
  write(second, order.toReversed(), { umask: 0o077, time: 1.5e9 });

  /** What there is after a build: the Dockerfiles, and the labels of all images by their names. */
  const after = async (
    instance: RealInstance,
    words: readonly string[],
    environment: Readonly<Record<string, string>>,
  ) => {
    const run = async (...words: string[]) => {
      const { code, stdout, stderr } = await instance.start(words, environment).ended;
      assert.equal(code, 0, stderr);
      return stdout;
    };
    await run(...words);
    const images = await engine.engine.listImages();
    return {
      dockerfiles: [
        await run('dockerfile', 'first', '--config', 'two'),
        await run('dockerfile', 'second', '--config', 'one'),
      ],
      labels: images
        .flatMap(({ id, tags, labels }) => tags.map(tag => ({ tag, id, labels })))
        .filter(({ tag }) => tag.includes(own))
        .sort((a, b) => (a.tag < b.tag ? -1 : 1)),
    };
  };

  test('Dockerfiles, names and labels, byte for byte', async () => {
    assert.notEqual(
      statSync(join(first.folder, 'two/a')).mode,
      statSync(join(second.folder, 'two/a')).mode,
      'the second ones are others',
    );
    const one = await after(first, ['build'], { TZ: 'UTC', LANG: 'C' });
    // Nothing has to be built for files that are the same.
    const { stderr } = await second.run('build', '--base-images');
    assert.match(stderr, /^Nothing to build\. All 4 images are current\.$/m);
    const two = await after(second, ['rebuild', '--all'], { TZ: 'Asia/Tokyo', LC_ALL: 'tr_TR.UTF-8' });
    assert.deepEqual(two.dockerfiles, one.dockerfiles);
    const withoutIds = ({ labels }: typeof one) =>
      labels.map(({ tag, labels }) => JSON.stringify([tag, labels]));
    assert.deepEqual(withoutIds(two), withoutIds(one));
    const kinds = one.labels.map(({ tag }) => /:(packages|resources)-/.exec(tag)?.[1] ?? 'image');
    assert.deepEqual(kinds.filter(kind => kind !== 'image').sort(), [
      'packages',
      'packages',
      'resources',
      'resources',
    ]);
    const built = two.labels.filter(({ id }) => one.labels.every(other => other.id !== id));
    assert.ok(built.length >= 4, 'the images were built anew');
    const onBase = one.labels.find(({ tag }) => tag.endsWith(':company-exec-base-dss-14.3.2'));
    const baseId = (await engine.engine.listImages()).find(({ tags }) => tags.includes(base))?.id;
    assert.equal(onBase?.labels['org.opencontainers.image.base.digest'], baseId);
  });
}
