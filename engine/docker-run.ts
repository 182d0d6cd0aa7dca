import type { IncomingMessage } from 'node:http';
import type { Duplex, Readable } from 'node:stream';
import { StringDecoder } from 'node:string_decoder';
import type Docker from 'dockerode';
import { describeLoss, explainFailure, findRefusal, send } from './docker-request.ts';
import {
  type ContainerLimits,
  EngineError,
  MemoryError,
  type OutputChunk,
  type ProgressOptions,
  type RunRequest,
} from './engine.ts';

/** Runs a container as {@link Engine.runContainer} promises. */
export async function runContainer(
  docker: Docker,
  request: RunRequest,
  { onEvent, signal }: ProgressOptions<OutputChunk>,
): Promise<number> {
  signal.throwIfAborted();
  const doing = `running ${request.image}`;
  let container: Docker.Container | undefined;
  // Cut only where the container is not given the time to end by itself.
  const cut = new AbortController();
  const stop = () => stopContainer(container, request).catch(() => cut.abort(signal.reason));
  try {
    container = await docker.createContainer(describeContainer(request));
    signal.addEventListener('abort', stop, { once: true });
    const abortSignal = cut.signal;
    const output = await attach(container, request, abortSignal);
    signal.throwIfAborted();
    await container.start();
    // The engine takes a stop for nothing as long as the container has not started.
    if (signal.aborted) await stop();
    // Asked only now: before the start the engine would say at once that the container does not run, and the
    // condition `next-exit` would wait for ever if a short run ended before the question arrived.
    const [exitCode] = await Promise.all([
      waitForEnd(docker, container, abortSignal),
      readOutput(output, onEvent),
    ]);
    signal.throwIfAborted();
    // Somebody may have removed it, which ends it with 137 as well.
    const state = exitCode === 137 ? (await container.inspect().catch(() => undefined))?.State : undefined;
    if (state?.OOMKilled) throw new MemoryError(`${request.image} was killed for its memory`);
    return exitCode;
  } catch (error) {
    signal.throwIfAborted();
    throw error instanceof MemoryError ? error : (explainRefusal(error) ?? explainFailure(error, doing));
  } finally {
    signal.removeEventListener('abort', stop);
    // Kills it as well. One that cannot be removed must not hide how the run ended.
    await container?.remove({ force: true, v: true }).catch(() => {});
  }
}

/** Gives what the container writes, as frames; what it reads is sent as it comes. */
async function attach(
  container: Docker.Container,
  { input }: RunRequest,
  abortSignal: AbortSignal,
): Promise<Readable> {
  const streams = { stream: true, stdout: true, stderr: true, abortSignal };
  if (!input) return (await container.attach(streams)) as unknown as Readable;
  // Only a connection that is no HTTP any more goes both ways.
  const connection = (await container.attach({ ...streams, stdin: true, hijack: true })) as unknown as Duplex;
  // What cannot be sent was for a container that has ended, which the output tells.
  connection.on('error', () => {});
  return input.pipe(connection);
}

/** dockerode's own way never ends where the answer has begun, which it does at once, and is cut then. */
async function waitForEnd(
  docker: Docker,
  { id }: Docker.Container,
  abortSignal: AbortSignal,
): Promise<number> {
  const response = await send<IncomingMessage>(docker, {
    path: `/containers/${id}/wait`,
    method: 'POST',
    isStream: true,
    abortSignal,
  });
  let answer = '';
  for await (const bytes of response) answer += bytes;
  if (answer === '') throw describeLoss('waiting for the end of a container');
  return (JSON.parse(answer) as { readonly StatusCode: number }).StatusCode;
}

async function stopContainer(
  container: Docker.Container | undefined,
  { graceSeconds }: RunRequest,
): Promise<void> {
  if (graceSeconds === undefined) throw new Error('It is removed at once.');
  await container?.stop({ t: graceSeconds });
}

/** Removes a container as {@link Engine.removeContainer} promises. */
export async function removeContainer(docker: Docker, id: string): Promise<void> {
  try {
    await docker.getContainer(id).remove({ force: true, v: true });
  } catch (error) {
    const { status, message = '' } = findRefusal(error) ?? {};
    const isGone = status === 404 || (status === 409 && message.includes('already in progress'));
    if (!isGone) throw explainFailure(error, `removing the container ${id}`);
  }
}

/** What users can do about some refusals is not in the engine's words. */
function explainRefusal(error: unknown): EngineError | undefined {
  const message = error instanceof Error ? (findRefusal(error)?.message ?? '') : '';
  if (/could not select device driver/.test(message))
    return new EngineError(
      "The engine has no GPU runtime. Install the NVIDIA Container Toolkit on the engine's machine, or use a container configuration without GPUs.",
    );
  if (/bind source path does not exist/.test(message))
    return new EngineError(
      `The engine does not have the folders of this machine: ${message}. Use an engine of this machine; in a dev container, one that runs in it.`,
    );
  return undefined;
}

function describeContainer(request: RunRequest): Docker.ContainerCreateOptions {
  return {
    Image: request.image,
    Cmd: [...request.command],
    ...(request.entrypoint && { Entrypoint: [...request.entrypoint] }),
    Env: Object.entries(request.environment ?? {}).map(([name, value]) => `${name}=${value}`),
    ...(request.workingDirectory !== undefined && { WorkingDir: request.workingDirectory }),
    ...(request.user !== undefined && { User: request.user }),
    // Ends with the connection, so that what waits for input does not outlive us.
    ...(request.input && { OpenStdin: true, StdinOnce: true, AttachStdin: true }),
    Labels: { ...request.labels },
    HostConfig: {
      ...describeLimits(request.limits ?? {}),
      Mounts: (request.mounts ?? []).map(({ source, target, readOnly = false }) => ({
        Type: 'bind',
        Source: source,
        Target: target,
        ReadOnly: readOnly,
      })),
    },
  };
}

function describeLimits({ memory, cpus, gpus, sharedMemory, network }: ContainerLimits): Docker.HostConfig {
  const devices = Array.isArray(gpus) ? { DeviceIDs: [...gpus] } : { Count: gpus === 'all' ? -1 : gpus };
  return {
    ...(memory !== undefined && { Memory: memory, MemorySwap: memory }),
    ...(cpus !== undefined && { NanoCpus: Math.round(cpus * 1e9) }),
    ...(gpus !== undefined && { DeviceRequests: [{ ...devices, Capabilities: [['gpu']] }] as never }),
    ...(sharedMemory !== undefined && { ShmSize: sharedMemory }),
    ...(network !== undefined && { NetworkMode: network }),
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
