// A socket in front of an engine that can be cut, which is how an engine that dies looks from here.
import { mkdtempSync, rmSync } from 'node:fs';
import { connect, createServer, type Server, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export interface CutProxy {
  readonly dockerHost: string;
  /** Breaks every connection and takes no new ones. */
  cut(): void;
  /** Ends every answer as if it were complete, and takes no new connections. */
  end(): void;
  close(): void;
}

/** Passes everything on to the engine at `dockerHost` until it is cut. */
export async function startCutProxy(dockerHost: string): Promise<CutProxy> {
  const sockets = new Set<Socket>();
  const clients = new Map<Socket, Socket>();
  const server = createServer(client => {
    const engine = connectTo(dockerHost);
    clients.set(client, engine);
    for (const [from, to] of [
      [client, engine],
      [engine, client],
    ] as const) {
      sockets.add(from);
      from.on('error', () => {}).on('close', () => to.destroy());
      from.pipe(to);
    }
  });
  const { socketPath, remove } = await listen(server);
  const cut = () => {
    server.close();
    for (const socket of sockets) socket.destroy();
  };
  const end = () => {
    server.close();
    for (const [client, engine] of clients) {
      engine.unpipe(client);
      // The last chunk of an answer in chunks.
      client.end('0\r\n\r\n');
    }
  };
  return { dockerHost: `unix://${socketPath}`, cut, end, close: () => [cut(), remove()] };
}

/** Opens a plain connection to an engine. */
export function connectTo(dockerHost: string): Socket {
  if (dockerHost.startsWith('unix://')) return connect(dockerHost.slice('unix://'.length));
  const { hostname, port } = new URL(dockerHost);
  return connect(Number(port), hostname);
}

/** Has a server listen on a Unix socket of its own. */
export async function listen(server: Server): Promise<{ socketPath: string; remove(): void }> {
  const folder = mkdtempSync(join(tmpdir(), 'code-envs-'));
  const socketPath = join(folder, 'docker.sock');
  await new Promise<void>(resolve => server.listen(socketPath, resolve));
  return { socketPath, remove: () => rmSync(folder, { recursive: true, force: true }) };
}
