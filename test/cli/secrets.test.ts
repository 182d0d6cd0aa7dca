// The passwords of an index and of a proxy: pip gets them in a real build, and they stay nowhere.
import assert from 'node:assert/strict';
import { createHash, randomBytes } from 'node:crypto';
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import Docker from 'dockerode';
import { type CliEngine, configsOn, installId, openCliEngine, RealInstance } from './real-instance.ts';
import { userCache } from './run-cli.ts';

const own = `${installId}-secrets`;
const password = randomBytes(12).toString('hex');
const proxyPassword = randomBytes(12).toString('hex');
const hidden = [password, proxyPassword];

/** Each run of `pip install` in this base image finds an index that wants the password: it comes and goes with that process. */
const site = `import sys
if 'pip' in sys.orig_argv and 'install' in sys.orig_argv:
    import base64, hashlib, http.server, os, threading
    class Handler(http.server.SimpleHTTPRequestHandler):
        def do_GET(self):
            given = base64.b64decode(self.headers.get('Authorization', '').removeprefix('Basic ')).decode()
            if hashlib.sha256(given.encode()).hexdigest() == open('/etc/index').read().strip():
                super().do_GET()
            else:
                self.send_response(401)
                self.send_header('WWW-Authenticate', 'Basic realm="index"')
                self.end_headers()
        def __init__(self, *words):
            super().__init__(*words, directory='/opt/packages/python')
        def log_message(self, *words):
            pass
    server = http.server.ThreadingHTTPServer(('127.0.0.1', 8917), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
`;

const engine = await openCliEngine();
if (typeof engine === 'string') test('a real engine', t => t.skip(engine));
else if (!engine.engine.features.secrets)
  test('a real engine with secrets', t => t.skip(engine.engine.title));
else {
  const instance = RealInstance.ofExamples(engine, 'own');
  instance.remove('envs');
  const bases = ['one', 'two'];
  instance.write(
    'container-configs.yaml',
    configsOn(own, Object.fromEntries(bases.map(name => [name, name]))),
  );
  const index = createHash('sha256').update(`user:${password}`).digest('hex');
  for (const name of bases) {
    instance.write(`${name}/sitecustomize.py`, site);
    instance.write(
      `${name}/Dockerfile`,
      `FROM company/exec-base:dss-14.3.2\nCOPY sitecustomize.py /etc/python3.11/\nRUN echo ${index} > /etc/index && echo ${name} > /etc/name\n`,
    );
  }
  instance.write(
    'env/code-env.yaml',
    `envLang: PYTHON
deploymentMode: DESIGN_MANAGED
containerConfs: [one, two]
specPackageList: |
  --find-links http://user:${password}@127.0.0.1:8917/
  company-text==0.4.0
envSettings:
  inheritGlobalSettings: false
  pipInstallExtraOptions: [--no-index, --verbose, --extra-index-url, "http://user:${password}@127.0.0.1:8917/simple"]
dockerfileAtEnd: RUN env
`,
  );
  // The index needs no proxy; what RUN env prints shows that the steps have it.
  const proxies = {
    default: { httpProxy: `http://me:${proxyPassword}@proxy.invalid:1`, noProxy: '127.0.0.1' },
  };
  instance.write('docker/config.json', JSON.stringify({ proxies }));
  testSecrets(engine, instance);
}

/** Those of the texts that come in a stream, which may be larger than the memory. */
async function findIn(stream: NodeJS.ReadableStream, texts: readonly string[]): Promise<readonly string[]> {
  const found = new Set<string>();
  let rest = '';
  for await (const piece of stream) {
    const window = rest + (piece as Buffer).toString('latin1');
    for (const text of texts) if (window.includes(text)) found.add(text);
    rest = window.slice(-100);
  }
  return texts.filter(text => found.has(text));
}

function testSecrets({ dockerHost }: CliEngine, instance: RealInstance): void {
  test('the packages are there, the password is not: in the layers, the history, the labels, what is told', async () => {
    const { code, stdout, stderr } = await instance.start(['build'], {
      DOCKER_CONFIG: join(instance.folder, 'docker'),
    }).ended;
    assert.equal(code, 0, stderr);
    const docker = new Docker({ socketPath: dockerHost.replace('unix://', ''), host: '' });
    const images = (await instance.engine.listImages()).flatMap(({ tags }) =>
      tags.filter(tag => tag.includes(`${own}/env:`)),
    );
    assert.equal(images.length, 3, 'two images and the part with their packages');
    for (const image of images) {
      // What was deleted in a later layer is still in what `docker save` writes.
      const found = await findIn(await docker.getImage(image).get(), ['company_text', ...hidden]);
      assert.deepEqual(found, ['company_text'], `the password is in ${image}`);
      const told = JSON.stringify([
        await docker.getImage(image).inspect(),
        await docker.getImage(image).history(),
      ]);
      assert.ok(told.includes('io.code-envs.env'));
      for (const text of hidden) assert.ok(!told.includes(text), `the password is told of ${image}`);
    }
    const logs = join(userCache, 'code-envs/logs');
    const kept = globSync('*/*.log', { cwd: logs }).map(file => readFileSync(join(logs, file), 'utf8'));
    assert.match(kept.join(''), /^(?:http_proxy|HTTP_PROXY)=http:.*@proxy\.invalid:1$/m);
    for (const text of hidden) assert.ok(!(stdout + stderr + kept.join('')).includes(text));
    // Where they were mounted are empty folders.
    assert.equal(
      await instance.runIn('env', [
        'sh',
        '-c',
        'find /run/secrets /var/cache/code-envs -type f 2>/dev/null || true',
      ]),
      '',
    );
  });

  test('another password changes nothing in the image', async () => {
    instance.change(
      'env/code-env.yaml',
      `extra-index-url, "http://user:${password}`,
      'extra-index-url, "http://user:other',
    );
    assert.deepEqual(
      (await instance.status()).map(({ state }) => state),
      ['current', 'current'],
    );
  });

  test('a failure is told and kept without it, and at its line', async () => {
    instance.change('env/code-env.yaml', 'company-text==0.4.0', 'nosuch-package');
    const { code, stderr } = await instance.run('build');
    assert.equal(code, 1);
    assert.match(
      stderr,
      /^env\/code-env\.yaml:6:3: error: .*No matching distribution found for nosuch-package/m,
    );
    const log = readFileSync(/The whole log: (.*)$/m.exec(stderr)?.[1] ?? '', 'utf8');
    assert.match(log, /127\.0\.0\.1:8917/);
    assert.doesNotMatch(stderr + log, new RegExp(password));
  });
}
