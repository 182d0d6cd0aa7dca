// `--push` to real registries, with and without a password. `aws` is a stand-in: Amazon's registry cannot run here.
import assert from 'node:assert/strict';
import { chmodSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { suite, test } from 'node:test';
import { login } from '../engine/real-registry.ts';
import { installId, RealInstance } from './real-instance.ts';
import { testWithRegistries } from './with-registries.ts';

interface Row {
  readonly env?: string;
  readonly image: string;
  readonly action: string;
  readonly log?: string;
  readonly pushed?: { readonly digest: string };
  readonly failure?: { readonly class: string; readonly message: string; readonly line: number };
}

const own = `${installId}-push`;
const env = (configs: string) => `envLang: R
deploymentMode: DESIGN_MANAGED
installCorePackages: false
containerConfs: [${configs}]
`;

await testWithRegistries((engine, { open, closed }) => {
  const auth = Buffer.from(login).toString('base64');
  const instance = new RealInstance(engine, {
    'container-configs.yaml': `dssVersion: 14.3.2
installId: ${own}
baseImages:
  - { tag: "${open.host}/${own}/base:1", context: base }
executionConfigs:
  - { name: local, type: DOCKER, usableBy: ALL, baseImage: "${open.host}/${own}/base:1" }
  - { name: other, type: DOCKER, usableBy: ALL, baseImage: "${open.host}/${own}/base:1" }
  - { name: open, type: DOCKER, usableBy: ALL, baseImage: "${open.host}/${own}/base:1", repositoryURL: "${open.host}/dss" }
  - name: closed
    type: DOCKER
    usableBy: ALL
    baseImage: "${open.host}/${own}/base:1"
    repositoryURL: ${closed.host}
`,
    // An R that does nothing: no package is installed here.
    'base/Dockerfile': 'FROM debian:bookworm-slim\nRUN ln -s /bin/true /usr/bin/Rscript\n',
    'a/code-env.yaml': env('local, other, open'),
    'b/code-env.yaml': env('closed'),
    'docker/config.json': JSON.stringify({ auths: { [closed.host]: { auth } } }),
    'logged-out/config.json': '{}',
  });
  suite('--push', () => testPush(instance));

  const config = (name: string, mode: string) =>
    `  - { name: ${name}, type: DOCKER, usableBy: ALL, baseImage: "${own}/base:1", repositoryURL: "${closed.host}/${name}", ${mode} }\n`;
  const hooks = new RealInstance(engine, {
    'container-configs.yaml': `dssVersion: 14.3.2
installId: ${own}-hooks
baseImages:
  - { tag: "${own}/base:1", context: base }
executionConfigs:
${config('amazon', 'prePushMode: ECR')}${config('own', 'prePushMode: CUSTOM, prePushScript: bin/before')}`,
    'base/Dockerfile': 'FROM debian:bookworm-slim\nRUN ln -s /bin/true /usr/bin/Rscript\n',
    'a/code-env.yaml': env('amazon, own'),
    'bin/before': '#!/bin/sh\necho "$CODE_ENVS_IMAGE in $PWD" >> hooks\n',
    // What Amazon's program says of a repository that is not there, until it is made.
    'bin/aws': `#!/bin/sh
echo "$@" >> $(dirname "$0")/words
case "$2" in
  describe-repositories) [ -e $(dirname "$0")/made ] || { echo 'An error occurred (RepositoryNotFoundException)' >&2; exit 254; } ;;
  create-repository) touch $(dirname "$0")/made ;;
  get-login-password) echo '${login.slice('someone:'.length)}' ;;
esac
`,
    'docker/config.json': JSON.stringify({ auths: { [closed.host]: { auth } } }),
    'logged-out/config.json': '{}',
  });
  suite('prePushMode', () => testHooks(hooks));
});

function testHooks(instance: RealInstance): void {
  const bin = join(instance.folder, 'bin');
  const words = () => readFileSync(join(bin, 'words'), 'utf8').trim().split('\n');
  const build = (config: string, docker: string, path = `${bin}:${process.env['PATH']}`) =>
    instance.start(['build', '--config', config, '--push'], {
      DOCKER_CONFIG: join(instance.folder, docker),
      PATH: path,
    }).ended;

  test('ECR without `aws`: a sentence that names it; without --push it is not wanted', async () => {
    const { code, stderr } = await build('amazon', 'logged-out', '/nowhere');
    assert.equal(code, 1);
    assert.match(
      stderr,
      /container-configs\.yaml:6:\d+: error: .* prePushMode is ECR, but the program `aws` cannot be run/,
    );
    assert.equal((await instance.run('build')).code, 0);
  });

  test('ECR makes the repository once and takes the password of `aws`', async () => {
    chmodSync(join(bin, 'aws'), 0o755);
    const { code, stderr } = await build('amazon', 'logged-out');
    assert.equal(code, 0, stderr);
    const repository = `amazon/code-envs/${own}-hooks/a`;
    assert.deepEqual(words(), [
      `ecr describe-repositories --repository-names ${repository}`,
      `ecr create-repository --repository-name ${repository}`,
      'ecr get-login-password',
    ]);
    await build('amazon', 'logged-out');
    assert.deepEqual(
      words()
        .slice(3)
        .map(line => line.split(' ')[1]),
      ['describe-repositories', 'get-login-password'],
    );
    assert.ok(!stderr.includes(login.slice('someone:'.length)), 'the password is not printed');
  });

  test('CUSTOM runs the script with the name of the image, and pushes nothing when that fails', async () => {
    const missing = await build('own', 'docker');
    assert.equal(missing.code, 1);
    assert.match(missing.stderr, /The prePushScript \S+\/bin\/before cannot be run/);
    chmodSync(join(bin, 'before'), 0o755);
    const { code, stderr } = await build('own', 'docker');
    assert.equal(code, 0, stderr);
    const [image] = (await instance.status()).filter(({ configs }) => configs.includes('own'));
    assert.equal(readFileSync(join(bin, 'hooks'), 'utf8'), `${image?.image} in ${bin}\n`);
    instance.write('bin/before', '#!/bin/sh\necho no room >&2\nexit 7\n');
    const failed = await build('own', 'docker');
    assert.equal(failed.code, 1);
    assert.match(failed.stderr, /The prePushScript .* ended with 7: no room/);
    assert.doesNotMatch(failed.stderr, /pushed$/m);
  });
}

function testPush(instance: RealInstance): void {
  const loggedIn = { DOCKER_CONFIG: join(instance.folder, 'docker') };
  const loggedOut = { DOCKER_CONFIG: join(instance.folder, 'logged-out') };
  const start = (words: readonly string[], environment: Readonly<Record<string, string>>) =>
    instance.start(words, environment).ended;
  const json = async (words: readonly string[], environment: Readonly<Record<string, string>> = loggedIn) => {
    const { code, stdout, stderr } = await start([...words, '--format', 'json'], environment);
    const { summary, baseImages, images } = JSON.parse(stdout) as {
      readonly [list in 'baseImages' | 'images']: readonly Row[];
    } & { readonly summary: string };
    return { code, stderr, summary, baseImages, images, rows: [...baseImages, ...images] };
  };
  /** What a registry has under a name. */
  const digestAt = async (image: string) => {
    const [host = '', ...rest] = image.split('/');
    const [name, tag] = rest.join('/').split(/:(?=[^:]*$)/);
    const answer = await fetch(`http://${host}/v2/${name}/manifests/${tag}`, {
      method: 'HEAD',
      headers: {
        accept: 'application/vnd.docker.distribution.manifest.v2+json',
        authorization: `Basic ${Buffer.from(login).toString('base64')}`,
      },
    });
    return answer.headers.get('docker-content-digest') ?? undefined;
  };

  test('a dry run tells how many would be pushed', async () => {
    const { code, stderr } = await start(['build', '--push', '--dry-run'], loggedIn);
    assert.equal(code, 0);
    assert.match(stderr, /^Not pushed: the images of local, other, without a repositoryURL\.$/m);
    assert.match(stderr, /^2 images would be pushed\.$/m);
  });

  test('without a login: a sentence at the repositoryURL, exit 1, and the image stays', async () => {
    const { code, stderr, images, summary } = await json(['build', '--push'], loggedOut);
    assert.equal(code, 1, stderr);
    assert.equal(summary, '3 images built, 1 failed, 1 pushed (1 base image among them)');
    assert.match(stderr, /^Not pushed: the images of local, other, without a repositoryURL\.$/m);
    const failed = images.find(({ action }) => action === 'failed');
    assert.equal(failed?.failure?.class, 'IMAGE_BUILD');
    assert.match(
      failed?.failure?.message ?? '',
      /^It is built, but was not pushed\. .* wants a login and none is stored/,
    );
    assert.match(stderr, /^container-configs\.yaml:13:20: error: b on .* \[build\]$/m);
    assert.equal((await start(['status'], loggedOut)).code, 0, 'the image is there and current');
  });

  test('with the login of config.json: what is current is pushed too, no layer twice', async () => {
    const { code, stderr, images, summary } = await json(['build', '--push', '--base-images']);
    assert.equal(code, 0, stderr);
    assert.equal(summary, '4 images current, 3 pushed (1 base image among them)');
    assert.match(stderr, /push of a on .*: done in/);
    for (const { image, pushed } of images) assert.equal(pushed?.digest, pushed && (await digestAt(image)));
    const again = await json(['build', '--push']);
    assert.deepEqual(
      again.images.map(({ pushed }) => pushed),
      images.map(({ pushed }) => pushed),
    );
    for (const { log } of again.images.filter(({ pushed }) => pushed)) {
      const said = readFileSync(log ?? '', 'utf8');
      assert.match(said, /: Layer already exists$/m);
      assert.doesNotMatch(said, /: Pushed$/m);
    }
  });

  test('what was pushed is pulled again as it was: it is current', async () => {
    const { rows } = await json(['build', '--push', '--base-images']);
    const pushed = rows.filter(row => row.pushed).map(({ image }) => image);
    assert.equal(pushed.length, 3);
    for (const image of pushed.toReversed()) await instance.engine.removeImage(image);
    assert.equal((await start(['status'], loggedIn)).code, 1);
    const before = process.env['DOCKER_CONFIG'];
    process.env['DOCKER_CONFIG'] = loggedIn.DOCKER_CONFIG;
    try {
      for (const image of pushed)
        await instance.engine.pullImage(image, { signal: AbortSignal.timeout(60_000), onEvent() {} });
    } finally {
      if (before === undefined) delete process.env['DOCKER_CONFIG'];
      else process.env['DOCKER_CONFIG'] = before;
    }
    const { code, stdout } = await start(['status'], loggedIn);
    assert.equal(code, 0, stdout);
  });
}
