// Logs and attached streams of the cluster that stands in, as an API server gives them.
import type { ServerResponse } from 'node:http';
import { type Duplex, PassThrough } from 'node:stream';
import type Docker from 'dockerode';
import type { WebSocket } from 'ws';

/** Answers with a log: with times, from `sinceTime` on, and to its end where it is followed. */
export async function answerLog(
  container: Docker.Container,
  query: URLSearchParams,
  response: ServerResponse,
): Promise<void> {
  const since = query.get('sinceTime');
  const log = (await container.logs({
    follow: true,
    stdout: true,
    stderr: true,
    timestamps: query.get('timestamps') === 'true',
    // Kubernetes counts whole seconds here.
    ...(since && { since: Math.floor(Date.parse(since) / 1000) }),
  })) as unknown as NodeJS.ReadableStream;
  response.writeHead(200, { 'content-type': 'text/plain' });
  container.modem.demuxStream(log, response, response);
  log.on('end', () => response.end());
  response.on('close', () => (log as unknown as Duplex).destroy());
}

/** Connects a WebSocket to a container's streams: each message begins with the number of its stream. */
export async function attachSocket(
  socket: WebSocket,
  container: Docker.Container,
  query: URLSearchParams,
): Promise<void> {
  const wants = (stream: string) => query.get(stream) === 'true';
  // Listened to at once: what comes before the engine has answered must not be lost.
  const input = new PassThrough();
  socket.on('message', (data: Buffer) => {
    if (data[0] === 0) input.write(data.subarray(1));
    // Only v5 of the protocol can say that a stream ends.
    else if (data[0] === 255 && data[1] === 0) input.end();
  });
  socket.on('close', () => input.end());
  const streams = (await container.attach({
    stream: true,
    hijack: true,
    stdin: wants('stdin'),
    stdout: wants('stdout'),
    stderr: wants('stderr'),
  })) as unknown as Duplex;
  const out = (number: number) =>
    ({ write: (data: Buffer) => socket.send(Buffer.concat([Buffer.of(number), data])) }) as never;
  container.modem.demuxStream(streams, out(1), out(2));
  input.pipe(streams);
  // Docker keeps a connection whose container is gone: it ends with that of the client, once it has all input.
  const hangUp = () => {
    if (streams.writableFinished) streams.destroy();
    else streams.once('finish', () => streams.destroy());
  };
  if (socket.readyState === socket.CLOSED) hangUp();
  else socket.on('close', hangUp);
  streams.on('close', () => {
    const status = JSON.stringify({ metadata: {}, status: 'Success' });
    if (socket.readyState === socket.OPEN) socket.send(Buffer.concat([Buffer.of(3), Buffer.from(status)]));
    socket.close();
  });
  streams.on('error', () => socket.close());
}
