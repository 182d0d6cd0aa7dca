import type { Readable } from 'node:stream';
import { StringDecoder } from 'node:string_decoder';
import type Docker from 'dockerode';
import { explainFailure } from './docker-request.ts';
import type { OutputChunk, ProgressOptions, RunRequest } from './engine.ts';

/** Runs a container as {@link Engine.runContainer} promises. */
export async function runContainer(
  docker: Docker,
  request: RunRequest,
  { onEvent, signal }: ProgressOptions<OutputChunk>,
): Promise<number> {
  signal.throwIfAborted();
  const doing = `running ${request.image}`;
  let container: Docker.Container | undefined;
  try {
    container = await docker.createContainer(describeContainer(request));
    const output = await container.attach({ stream: true, stdout: true, stderr: true, abortSignal: signal });
    await container.start();
    // Asked only now: before the start the engine would say at once that the container does not run, and the
    // condition `next-exit` would wait for ever if a short run ended before the question arrived.
    const [{ StatusCode }] = await Promise.all([
      container.wait({ abortSignal: signal }),
      readOutput(output as unknown as Readable, onEvent),
    ]);
    return StatusCode;
  } catch (error) {
    signal.throwIfAborted();
    throw explainFailure(error, doing);
  } finally {
    // Kills it as well. One that cannot be removed must not hide how the run ended.
    await container?.remove({ force: true, v: true }).catch(() => {});
  }
}

function describeContainer(request: RunRequest): Docker.ContainerCreateOptions {
  return {
    Image: request.image,
    Cmd: [...request.command],
    ...(request.entrypoint && { Entrypoint: [...request.entrypoint] }),
    Env: Object.entries(request.environment ?? {}).map(([name, value]) => `${name}=${value}`),
    ...(request.workingDirectory !== undefined && { WorkingDir: request.workingDirectory }),
    HostConfig: {
      Mounts: (request.mounts ?? []).map(({ source, target, readOnly = false }) => ({
        Type: 'bind',
        Source: source,
        Target: target,
        ReadOnly: readOnly,
      })),
    },
  };
}

/** Takes stdout and stderr apart, which come as frames: stream number, three zeros, length, content. */
async function readOutput(output: Readable, onEvent: (chunk: OutputChunk) => void): Promise<void> {
  const decoders = { stdout: new StringDecoder('utf8'), stderr: new StringDecoder('utf8') };
  let rest: Buffer = Buffer.alloc(0);
  for await (const bytes of output) {
    rest = Buffer.concat([rest, bytes]);
    while (rest.length >= 8) {
      const end = 8 + rest.readUInt32BE(4);
      if (rest.length < end) break;
      const stream = rest[0] === 2 ? 'stderr' : 'stdout';
      const text = decoders[stream].write(rest.subarray(8, end));
      if (text !== '') onEvent({ stream, text });
      rest = rest.subarray(end);
    }
  }
  for (const stream of ['stdout', 'stderr'] as const) {
    const text = decoders[stream].end();
    if (text !== '') onEvent({ stream, text });
  }
}
