// A registry with one image behind a password, as much of the protocol as a pull needs.
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { pack } from 'tar-stream';

export interface TinyRegistry {
  /** `127.0.0.1:PORT`, which every engine takes for a registry without TLS. */
  readonly host: string;
  close(): void;
}

const manifestType = 'application/vnd.docker.distribution.manifest.v2+json';

/** Serves `team/image:1` to those who log in with `login` (`user:password`). */
export async function startTinyRegistry(login: string): Promise<TinyRegistry> {
  const { manifest, blobs } = await makeImage();
  const server = createServer((request, response) => {
    const answer = (status: number, type: string, body: Buffer) =>
      response
        .writeHead(status, {
          'content-type': type,
          'content-length': body.length,
          'docker-content-digest': digestOf(body),
          'docker-distribution-api-version': 'registry/2.0',
          ...(status === 401 && { 'www-authenticate': 'Basic realm="tiny"' }),
        })
        .end(request.method === 'HEAD' ? undefined : body);
    const url = request.url ?? '';
    if (request.headers.authorization !== `Basic ${Buffer.from(login).toString('base64')}`) {
      return answer(401, 'application/json', refusal('UNAUTHORIZED', 'authentication required'));
    }
    if (url === '/v2/') return answer(200, 'application/json', Buffer.from('{}'));
    const [, kind, name] = /^\/v2\/team\/image\/(manifests|blobs)\/(.+)$/.exec(url) ?? [];
    const blob = kind === 'blobs' ? blobs.get(name!) : undefined;
    if (blob) return answer(200, 'application/octet-stream', blob);
    if (kind === 'manifests' && (name === '1' || name === digestOf(manifest))) {
      return answer(200, manifestType, manifest);
    }
    return answer(404, 'application/json', refusal('MANIFEST_UNKNOWN', 'manifest unknown'));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return { host: `127.0.0.1:${(server.address() as AddressInfo).port}`, close: () => server.close() };
}

async function makeImage(): Promise<{ manifest: Buffer; blobs: Map<string, Buffer> }> {
  const archive = pack();
  archive.entry({ name: 'hello' }, 'hello');
  archive.finalize();
  const pieces: Uint8Array[] = [];
  for await (const piece of archive) pieces.push(piece as Uint8Array);
  const layer = Buffer.concat(pieces);
  const config = Buffer.from(
    JSON.stringify({
      architecture: process.arch === 'x64' ? 'amd64' : process.arch,
      os: 'linux',
      config: {},
      rootfs: { type: 'layers', diff_ids: [digestOf(layer)] },
    }),
  );
  const describe = (mediaType: string, body: Buffer) => ({
    mediaType,
    size: body.length,
    digest: digestOf(body),
  });
  const manifest = Buffer.from(
    JSON.stringify({
      schemaVersion: 2,
      mediaType: manifestType,
      config: describe('application/vnd.docker.container.image.v1+json', config),
      layers: [describe('application/vnd.docker.image.rootfs.diff.tar', layer)],
    }),
  );
  return { manifest, blobs: new Map([config, layer].map(body => [digestOf(body), body])) };
}

function digestOf(body: Buffer): string {
  return `sha256:${createHash('sha256').update(body).digest('hex')}`;
}

function refusal(code: string, message: string): Buffer {
  return Buffer.from(JSON.stringify({ errors: [{ code, message }] }));
}
