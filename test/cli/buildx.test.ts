// `--builder buildx` with the real plugin, on the builder that every engine brings (its driver is `docker`).
import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { bake } from '../../cli/builders/bake.ts';
import { findDockerProgram } from '../../scripts/docker-program.ts';
import { withEnvironment } from '../engine/environment.ts';
import { waitUntilGone, waitUntilRunning } from '../engine/processes.ts';
import { installId, openCliEngine, RealInstance } from './real-instance.ts';
import { makeFolder } from './run-cli.ts';

const own = `${installId}-buildx`;
const env = (more: string) => `envLang: R
deploymentMode: DESIGN_MANAGED
installCorePackages: false
${more}`;
const password = 'geheimes-wort';

const engine = await openCliEngine();
if (typeof engine === 'string') test('a real engine', t => t.skip(engine));
else {
  const instance = new RealInstance(engine, {
    'container-configs.yaml': `dssVersion: 14.3.2
installId: ${own}
baseImages:
  - { tag: "${own}/second:1", context: second }
  - { tag: "${own}/first:1", context: first }
executionConfigs:
  - { name: one, type: DOCKER, usableBy: ALL, baseImage: "${own}/first:1" }
  - { name: two, type: DOCKER, usableBy: ALL, baseImage: "${own}/second:1" }
`,
    'first/Dockerfile':
      'FROM debian:bookworm-slim\nCOPY Rscript /usr/bin/Rscript\nRUN chmod 755 /usr/bin/Rscript\n',
    // It installs nothing, but there must be the secret that the mirror is told by.
    'first/Rscript': '#!/bin/sh\n[ -z "$4" ] || [ ! -e /run/secrets ] || wc -c < "$4"\n',
    'second/Dockerfile': `FROM ${own}/first:1\nRUN echo 2 > /second\n`,
    'a/code-env.yaml': env(`containerConfs: [one, two]
dockerfileAtEnd: RUN echo "\${HOME} %{x}" > /home-folder
envSettings: { inheritGlobalSettings: false, cranMirrorURL: "https://me:${password}@127.0.0.1/cran" }
`),
  });
  const environment = await findDockerProgram(engine.dockerHost, makeFolder());
  suite('buildx', () => testBuildx(instance, environment as Readonly<Record<string, string>>));
}

function testBuildx(instance: RealInstance, environment: Readonly<Record<string, string>>): void {
  const run = (...words: string[]) => instance.start([...words, '--builder', 'buildx'], environment).ended;

  test('base images and images are built, and current for every builder', async () => {
    const { code, stdout, stderr } = await run('build', '--base-images', '--format', 'json');
    assert.equal(code, 0, stderr);
    assert.equal(JSON.parse(stdout).summary, '4 images built (2 base images among them)');
    assert.match(stderr, /^a on \S+first:1: \d\/\d RUN echo /m);
    const status = await instance.run('status');
    assert.equal(status.code, 0, status.stdout);
    for (const builder of [[], ['--builder', 'buildx']])
      assert.match(
        (await instance.start(['build', ...builder], environment).ended).stderr,
        /^Nothing to build\./m,
      );
    assert.equal(await instance.runIn('a', ['cat', '/home-folder']), '/root %{x}\n');
    assert.ok(!`${stderr}${stdout}`.includes(password));
  });

  test('a rebuild makes other images', async () => {
    const before = await instance.ids();
    const { code, stderr } = await run('rebuild', 'a');
    assert.equal(code, 0, stderr);
    const after = await instance.ids();
    for (const [image, id] of before) assert.notEqual(after.get(image), id);
  });

  test('a step that fails is told at its line, and the others are built', async () => {
    instance.write(
      'c/code-env.yaml',
      env('containerConfs: [one]\ndockerfileAtEnd: |\n  RUN true\n  RUN echo no good; exit 7\n'),
    );
    instance.write('d/code-env.yaml', env('containerConfs: [one]\n'));
    const { code, stderr } = await run('build');
    assert.equal(code, 1);
    assert.match(
      stderr,
      /^c\/code-env\.yaml:7:\d+: error: c on .*ended with exit code 7: no good\. See the log .* \[build\]$/m,
    );
    assert.match(stderr, /^1 image built, 1 failed, 2 current$/m);
    instance.remove('c');
  });

  test('an interrupted build is stopped and leaves no tag', async () => {
    const sleep = `sleep 300.${process.pid}`;
    instance.write('c/code-env.yaml', env(`containerConfs: [one]\ndockerfileAtEnd: RUN ${sleep}\n`));
    const { process: child, ended } = instance.start(['build', '--builder', 'buildx'], environment);
    await waitUntilRunning(sleep);
    child.kill('SIGINT');
    assert.equal((await ended).code, 130);
    await waitUntilGone(sleep);
    const image = (await instance.status()).find(({ env }) => env === 'c');
    assert.equal(image?.state, 'missing');
    instance.remove('c');
  });

  test('without the program `docker`, or with a builder that there is not', async () => {
    const missing = await instance.start(['build', '--builder', 'buildx'], {
      ...environment,
      PATH: '/nowhere',
    }).ended;
    assert.equal(missing.code, 3);
    assert.match(missing.stderr, /^The builder buildx needs the program `docker` with its plugin buildx/m);
    const unknown = await instance.start(['build', '--builder', 'buildx'], {
      ...environment,
      BUILDX_BUILDER: 'nobody',
    }).ended;
    assert.equal(unknown.code, 3);
    assert.match(unknown.stderr, /^`docker buildx inspect` names no builder: .*nobody/m);
  });

  test('what is below comes from its own target, where the builder does not have it', async () => {
    const below = (tag: string, from: string, more: object = {}) => ({
      tag,
      dockerfile: `FROM ${from}\nCOPY file /${tag.split(/[/:]/)[1]}\n`,
      context: [{ path: 'file', content: tag }],
      labels: {},
      ...more,
    });
    const root = below('nowhere/root:1', 'debian:bookworm-slim');
    const base = below('nowhere/base:1', root.tag, { below: { [root.tag]: root } });
    const request = below(`${own}/linked:1`, base.tag, { below: { [base.tag]: base } });
    const lines: string[] = [];
    await withEnvironment(environment, () =>
      bake(
        request,
        {
          signal: AbortSignal.timeout(60_000),
          onEvent: event =>
            event.kind !== 'output' && lines.push(`${event.step}/${event.total} ${event.instruction}`),
        },
        {},
      ),
    );
    const images = await instance.engine.listImages();
    const tags = images.flatMap(({ tags }) => tags);
    assert.ok(tags.includes(request.tag));
    assert.deepEqual(
      tags.filter(tag => tag.startsWith('nowhere/')),
      [],
    );
    assert.deepEqual(lines, ['2/2 COPY file /linked']);
    await instance.engine.removeImage(request.tag);
  });
}
