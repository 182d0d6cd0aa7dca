import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { type AddressInfo, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { createServer as createTlsServer } from 'node:tls';
import { connectDocker } from '../../engine/index.ts';
import { connectTo, listen } from './cut-proxy.ts';
import { withEnvironment } from './environment.ts';
import type { RealEngine } from './real-engine.ts';

/** Where {@link connectDocker} looks for an engine, and what it says if there is none. */
export function testConnecting({ dockerHost }: RealEngine): void {
  const folder = mkdtempSync(join(tmpdir(), 'code-envs-'));
  after(() => rmSync(folder, { recursive: true }));
  const nowhere = {
    HOME: folder,
    DOCKER_CONFIG: join(folder, 'config'),
    XDG_RUNTIME_DIR: folder,
    ...{ DOCKER_HOST: undefined, DOCKER_CONTEXT: undefined },
    ...{ DOCKER_CERT_PATH: undefined, DOCKER_TLS_VERIFY: undefined },
  };

  /** The address that it connects to, or what it says instead. */
  async function connect(variables: Record<string, string | undefined>, host?: string): Promise<string> {
    return withEnvironment({ ...nowhere, ...variables }, async () => {
      try {
        const engine = await connectDocker(host);
        engine.close();
        return /^(?:Docker|Podman) \d+\.\d+.* at (.*)$/.exec(engine.title)![1]!;
      } catch (error) {
        assert.equal((error as Error).name, 'EngineError');
        return (error as Error).message;
      }
    });
  }

  function writeContext(name: string, endpoint: object): void {
    const id = createHash('sha256').update(name).digest('hex');
    const meta = join(nowhere.DOCKER_CONFIG, 'contexts/meta', id);
    mkdirSync(meta, { recursive: true });
    writeFileSync(join(meta, 'meta.json'), JSON.stringify({ Name: name, Endpoints: { docker: endpoint } }));
  }

  test('the argument counts before DOCKER_HOST, DOCKER_CONTEXT and the current context', async () => {
    writeContext('right', { Host: dockerHost });
    writeContext('wrong', { Host: 'unix:///wrong.sock' });
    const config = (currentContext: string) =>
      writeFileSync(join(nowhere.DOCKER_CONFIG, 'config.json'), JSON.stringify({ currentContext }));
    config('wrong');
    const wrong = { DOCKER_HOST: 'tcp://127.0.0.1:1', DOCKER_CONTEXT: 'wrong' };
    assert.equal(await connect(wrong, dockerHost), dockerHost);
    assert.equal(await connect({ ...wrong, DOCKER_HOST: dockerHost }), dockerHost);
    assert.equal(await connect({ DOCKER_CONTEXT: 'right' }), dockerHost);
    config('right');
    assert.equal(await connect({}), dockerHost);
    config('wrong');
    const message = await connect({});
    assert.match(
      message,
      /unix:\/\/\/wrong\.sock \(Docker context 'wrong', currentContext of config\.json\)/,
    );
    assert.match(
      await connect({ DOCKER_CONTEXT: 'none' }),
      /^The Docker context 'none' \(DOCKER_CONTEXT\) cannot/,
    );
    rmSync(nowhere.DOCKER_CONFIG, { recursive: true });
  });

  test('every address that was tried is listed with its reason, and what to do', async () => {
    const refused = await connect({ DOCKER_HOST: 'tcp://127.0.0.1:1' });
    assert.match(refused, /^ {2}tcp:\/\/127\.0\.0\.1:1 \(DOCKER_HOST\): connection refused/m);
    assert.match(refused, /start Docker.*DOCKER_HOST.*docker context use/);
    const missing = await connect({}, 'unix:///no/such.sock');
    assert.match(missing, /^ {2}unix:\/\/\/no\/such\.sock \(the container .*\): there is no such socket/m);
    assert.match(await connect({}, 'what is this'), /cannot be used: write unix:/);
  });

  test('an address that takes the call and says nothing', async () => {
    const silent = createServer(socket => socket.on('error', () => {}));
    const { socketPath, remove } = await listen(silent);
    assert.match(await connect({}, socketPath), /not answering within 5 s/);
    silent.close();
    remove();
  });

  test('something else than an engine', async () => {
    const other = createServer(socket => socket.end('HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nhi'));
    const { socketPath, remove } = await listen(other);
    assert.match(await connect({}, socketPath), /what answers is not a container engine/);
    other.close();
    remove();
  });

  test('certificates of DOCKER_CERT_PATH and of a context', async t => {
    const certificates = makeCertificates(join(folder, 'certificates'));
    if (certificates === undefined) return t.skip('openssl makes no certificates here');
    const file = (name: string) => readFileSync(join(certificates, name));
    const secured = createTlsServer(
      { cert: file('cert.pem'), key: file('key.pem'), ca: file('ca.pem'), requestCert: true },
      client => {
        const engine = connectTo(dockerHost);
        client.on('error', () => {}).pipe(engine);
        engine.on('error', () => {}).pipe(client);
      },
    );
    await new Promise<void>(resolve => secured.listen(0, '127.0.0.1', resolve));
    const url = `tcp://127.0.0.1:${(secured.address() as AddressInfo).port}`;
    const environment = { DOCKER_CERT_PATH: certificates, DOCKER_TLS_VERIFY: '1' };
    assert.equal(await connect({ ...environment, DOCKER_HOST: url }), url);
    assert.match(await connect({ DOCKER_TLS_VERIFY: '1', DOCKER_HOST: url }), /certificate/);
    writeContext('secured', { Host: url, SkipTLSVerify: false });
    const id = createHash('sha256').update('secured').digest('hex');
    cpSync(certificates, join(nowhere.DOCKER_CONFIG, 'contexts/tls', id, 'docker'), { recursive: true });
    assert.equal(await connect({ DOCKER_CONTEXT: 'secured' }), url);
    rmSync(nowhere.DOCKER_CONFIG, { recursive: true });
    secured.close();
  });
}

/** One certificate that is authority, server and client, in the files that Docker reads. */
function makeCertificates(folder: string): string | undefined {
  mkdirSync(folder);
  const request = ['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-days', '2', '-subj', '/CN=127.0.0.1'];
  const files = ['-keyout', 'key.pem', '-out', 'cert.pem', '-addext', 'subjectAltName=IP:127.0.0.1'];
  try {
    execFileSync('openssl', [...request, ...files], { cwd: folder, stdio: 'pipe' });
  } catch {
    return undefined;
  }
  cpSync(join(folder, 'cert.pem'), join(folder, 'ca.pem'));
  return folder;
}
