import { randomUUID } from 'node:crypto';
import { performServerHandshake, type ServerHttp2Session, type ServerHttp2Stream } from 'node:http2';
import type { Duplex } from 'node:stream';
import type Docker from 'dockerode';
import protobuf from 'protobufjs/light.js';
import { send } from './docker-request.ts';

/** A line on which BuildKit asks back while it builds. */
export interface BuildSession {
  /** Goes with the build as its `session`. */
  readonly id: string;
  /** Forgets the secrets; to be called however the build ended. */
  close(): void;
}

// moby.buildkit.secrets.v1 and grpc.health.v1, as much of them as is spoken here. Inline, because the bundle has no
// files beside it.
const messages = protobuf.Root.fromJSON({
  nested: {
    GetSecretRequest: { fields: { ID: { type: 'string', id: 1 } } },
    GetSecretResponse: { fields: { data: { type: 'bytes', id: 1 } } },
    HealthCheckResponse: { fields: { status: { type: 'uint32', id: 1 } } },
  },
});
const [getSecret, checkHealth] = [
  '/moby.buildkit.secrets.v1.Secrets/GetSecret',
  '/grpc.health.v1.Health/Check',
] as const;
const serving = 1;

/** gRPC's codes of what a call comes to. */
const grpcStatus = { ok: 0, notFound: 5, unimplemented: 12 } as const;

interface Answer {
  readonly status: number;
  readonly message?: string;
  readonly body?: Uint8Array;
}

/**
 * Opens a session that gives BuildKit these secrets, and nothing else, when a step mounts one. It answers BuildKit's
 * questions after its health, without which it is dropped within seconds, and so before a long build asks for a secret.
 */
export async function openSession(
  docker: Docker,
  secrets: Readonly<Record<string, string>>,
  signal: AbortSignal,
): Promise<BuildSession> {
  const id = randomUUID();
  const socket = await send<Duplex>(docker, {
    path: '/session',
    method: 'POST',
    hijack: true,
    abortSignal: signal,
    headers: {
      Upgrade: 'h2c',
      'X-Docker-Expose-Session-Uuid': id,
      'X-Docker-Expose-Session-Name': 'code-envs',
      'X-Docker-Expose-Session-Grpc-Method': [getSecret, checkHealth],
    },
  });
  const session = serve(socket, (method, question) => {
    if (method === checkHealth)
      return { status: grpcStatus.ok, body: encode('HealthCheckResponse', { status: serving }) };
    if (method !== getSecret) return { status: grpcStatus.unimplemented, message: `no ${method} here` };
    const { ID } = messages.lookupType('GetSecretRequest').decode(question) as unknown as {
      readonly ID: string;
    };
    if (!Object.hasOwn(secrets, ID))
      return { status: grpcStatus.notFound, message: `secret ${ID} not found` };
    return { status: grpcStatus.ok, body: encode('GetSecretResponse', { data: Buffer.from(secrets[ID]!) }) };
  });
  return { id, close: () => session.destroy() };
}

function encode(type: string, value: object): Uint8Array {
  return messages.lookupType(type).encode(value).finish();
}

/** Answers gRPC calls of one message each way on a connection that is there already. */
function serve(socket: Duplex, answer: (method: string, question: Uint8Array) => Answer): ServerHttp2Session {
  const session = performServerHandshake(socket);
  // That the connection broke is told by the build, which then breaks too.
  session.on('error', () => {});
  session.on('close', () => socket.destroy());
  session.on('stream', async (stream, headers) => {
    stream.on('error', () => {});
    const frame: Uint8Array[] = [];
    try {
      for await (const chunk of stream) frame.push(chunk);
    } catch {
      return;
    }
    reply(stream, answer(headers[':path'] ?? '', Buffer.concat(frame).subarray(prefixLength)));
  });
  return session;
}

/** Each message comes after a byte that says whether it is compressed and its length in four. */
const prefixLength = 5;

function reply(stream: ServerHttp2Stream, { status, message, body }: Answer): void {
  if (stream.destroyed) return;
  stream.respond({ ':status': 200, 'content-type': 'application/grpc' }, { waitForTrailers: true });
  stream.on('wantTrailers', () => {
    stream.sendTrailers({ 'grpc-status': status, ...(message !== undefined && { 'grpc-message': message }) });
  });
  if (body === undefined) {
    stream.end();
    return;
  }
  const prefix = Buffer.alloc(prefixLength);
  prefix.writeUInt32BE(body.length, 1);
  stream.end(Buffer.concat([prefix, body]));
}
