import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { type AddressInfo, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { createServer as createTlsServer } from 'node:tls';
import { connectDocker } from '../../engine/index.ts';
import { makeAuthority } from './certificates.ts';
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

  test('contexts ignored: the argument counts before DOCKER_HOST, DOCKER_CONTEXT and the current context', async () => {
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

  test('an engine behind TLS: what is right connects, and what is wrong is named', async t => {
    const [ours, theirs] = ['ours', 'theirs'].map(name => makeAuthority(join(folder, name)));
    if (!ours || !theirs) return t.skip('openssl is not installed here');
    const server = ours.issue('server', '127.0.0.1');
    const secured = createTlsServer(
      {
        cert: readFileSync(join(server, 'cert.pem')),
        key: readFileSync(join(server, 'key.pem')),
        ca: readFileSync(join(folder, 'ours/ca.pem')),
        requestCert: true,
        rejectUnauthorized: true,
      },
      client => {
        const engine = connectTo(dockerHost);
        client.on('error', () => {}).pipe(engine);
        engine.on('error', () => {}).pipe(client);
      },
    );
    secured.on('tlsClientError', () => {});
    t.after(() => secured.close());
    await new Promise<void>(resolve => secured.listen(0, '127.0.0.1', resolve));
    const { port } = secured.address() as AddressInfo;
    const url = `tcp://127.0.0.1:${port}`;

    /** A folder as DOCKER_CERT_PATH names one. */
    function pack(name: string, authority: string, client?: string): string {
      const packed = client ?? join(folder, name);
      mkdirSync(packed, { recursive: true });
      cpSync(join(folder, authority, 'ca.pem'), join(packed, 'ca.pem'));
      return packed;
    }
    const right = pack('right', 'ours', ours.issue('client'));
    const secure = (certificates: string, host = url) =>
      connect({ DOCKER_CERT_PATH: certificates, DOCKER_TLS_VERIFY: '1', DOCKER_HOST: host });
    assert.equal(await secure(right), url);
    assert.match(
      await secure(pack('', 'theirs', ours.issue('misled'))),
      /not signed by the authority of ca\.pem/,
    );
    const refused = /does not accept the client certificate of cert\.pem and key\.pem, or there is none/;
    assert.match(await secure(pack('bare', 'ours')), refused);
    assert.match(
      await secure(pack('', 'ours', theirs.issue('stranger'))),
      /not accept the client certificate/,
    );
    assert.match(
      await secure(right, `tcp://localhost:${port}`),
      /its certificate is for another name \(.*localhost/,
    );

    const plain = createServer(socket => socket.end('HTTP/1.1 400 Bad Request\r\n\r\n'));
    t.after(() => plain.close());
    await new Promise<void>(resolve => plain.listen(0, '127.0.0.1', resolve));
    const unsecured = `tcp://127.0.0.1:${(plain.address() as AddressInfo).port}`;
    assert.match(await secure(right, unsecured), /speaks without TLS, and TLS was asked for/);

    writeContext('secured', { Host: url, SkipTLSVerify: false });
    const id = createHash('sha256').update('secured').digest('hex');
    cpSync(right, join(nowhere.DOCKER_CONFIG, 'contexts/tls', id, 'docker'), { recursive: true });
    assert.equal(await connect({ DOCKER_CONTEXT: 'secured' }), url);
    rmSync(join(nowhere.DOCKER_CONFIG, 'contexts/tls', id, 'docker/cert.pem'));
    assert.match(await connect({ DOCKER_CONTEXT: 'secured' }), refused);
    rmSync(nowhere.DOCKER_CONFIG, { recursive: true });
  });
}
