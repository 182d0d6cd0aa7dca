import { PassThrough } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { setTimeout as pause } from 'node:timers/promises';
import { extract } from 'tar-fs';
import { packFiles } from '../build-archive.ts';
import { type ContextFile, EngineError } from '../engine.ts';
import type { Connection, ContainerPlace } from './connection.ts';

/** How many bytes may wait for a slow connection. */
const inFlight = 1024 ** 2;

type Socket = Awaited<ReturnType<InstanceType<Connection['Attach']>['attach']>>;

/** Sends files to the tar that reads the standard input of a container. */
export async function sendFiles(
  { config, Attach }: Connection,
  place: ContainerPlace,
  files: readonly ContextFile[],
  signal: AbortSignal,
): Promise<void> {
  const archive = packFiles(files);
  const input = new PassThrough();
  const said = new PassThrough();
  said.resume();
  try {
    const socket = await attach(() =>
      new Attach(config).attach(place.namespace, place.pod, place.container, said, said, input, false),
    );
    const closed = whenClosed(socket);
    const stop = () => socket.close();
    signal.addEventListener('abort', stop, { once: true });
    try {
      for await (const chunk of archive.stream) {
        if (socket.readyState !== socket.OPEN) break;
        input.write(chunk);
        while (socket.bufferedAmount > inFlight) await Promise.race([pause(10), closed]);
      }
      input.end();
      // The answer of an end is that the container has ended, which whoever waits for that sees.
      await closed;
    } finally {
      signal.removeEventListener('abort', stop);
    }
  } catch (error) {
    const failure = archive.findFailure();
    throw failure ? new EngineError(failure.message) : error;
  } finally {
    archive.stream.destroy();
  }
}

/** Asks a container for its archive and unpacks that into a folder of this machine. */
export async function receiveOutputs(
  { config, Attach }: Connection,
  place: ContainerPlace,
  folder: string,
  signal: AbortSignal,
): Promise<void> {
  const input = new PassThrough();
  const output = new PassThrough();
  const said = new PassThrough();
  said.resume();
  const socket = await attach(() =>
    new Attach(config).attach(place.namespace, place.pod, place.container, output, said, input, false),
  );
  // Without its last blocks an archive ends too early, and that is told below.
  whenClosed(socket).then(() => output.end());
  input.write('\n');
  try {
    await pipeline(
      output,
      extract(folder, {
        // Root would give files to the pod's users.
        map: header => ({ ...header, uid: process.getuid?.() ?? 0, gid: process.getgid?.() ?? 0 }),
        // Symbolic links come as what they stand for; sockets and the like have no meaning here.
        ignore: (_, header) => !['file', 'directory', 'link'].includes(header?.type ?? 'file'),
      }),
      { signal },
    );
  } catch (error) {
    signal.throwIfAborted();
    throw new EngineError(
      `What the workload wrote did not come back whole: ${(error as Error).message}. Run it again.`,
      {
        cause: error,
      },
    );
  } finally {
    socket.close();
  }
}

async function attach(open: () => Promise<Socket>): Promise<Socket> {
  try {
    return await open();
  } catch (error) {
    // The library rejects with the event of a WebSocket.
    const { message = 'the connection was refused' } = error as { readonly message?: string };
    throw new EngineError(
      `The cluster does not let files be sent to its pod: ${message}. That takes the right to create pods/attach.`,
      { cause: error },
    );
  }
}

function whenClosed(socket: Socket): Promise<void> {
  return new Promise(resolve => {
    if (socket.readyState >= socket.CLOSING) resolve();
    else socket.onclose = () => resolve();
  });
}
