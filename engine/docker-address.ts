import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { findConfigFolder, readDockerConfig } from './docker-config.ts';
import { EngineError } from './engine.ts';
import { parseSshTarget, type SshTarget } from './ssh-agent.ts';

/** Where an engine may answer. */
export interface DockerAddress {
  /** As people write it: `unix:///var/run/docker.sock`, `tcp://host:2376`, `ssh://user@host`. */
  readonly url: string;
  /** What named it, for messages: `DOCKER_HOST`; undefined for the usual sockets. */
  readonly origin: string | undefined;
  readonly place:
    | { readonly socketPath: string }
    | { readonly host: string; readonly port: string }
    | { readonly ssh: SshTarget };
  readonly tls: TlsMaterial | undefined;
}

/** PEM texts; whatever is missing is left to Node's own defaults. */
export interface TlsMaterial {
  readonly ca?: string;
  readonly cert?: string;
  readonly key?: string;
  readonly rejectUnauthorized: boolean;
}

/**
 * The addresses to try, in order. What the caller, the environment or a Docker context names is the only one,
 * as a build must not land on another engine than the one that was chosen; without any, the usual sockets.
 * Rejects with {@link EngineError} for an address or a context that cannot be used.
 */
export async function findAddresses(host: string | undefined): Promise<readonly DockerAddress[]> {
  if (host) return [await readAddress(host, 'the container configuration')];
  const fromEnvironment = process.env['DOCKER_HOST'];
  if (fromEnvironment) return [await readAddress(fromEnvironment, 'DOCKER_HOST')];
  const fromVariable = process.env['DOCKER_CONTEXT'];
  const context = fromVariable || (await readDockerConfig()).currentContext;
  if (context && context !== 'default') {
    const origin = fromVariable ? 'DOCKER_CONTEXT' : 'currentContext of config.json';
    return [await readContext(context, origin)];
  }
  return usualSockets().map(url => ({ url, origin: undefined, place: parsePlace(url)!, tls: undefined }));
}

function usualSockets(): readonly string[] {
  if (process.platform === 'win32') return ['npipe:////./pipe/docker_engine'];
  const runtime = process.env['XDG_RUNTIME_DIR'];
  return [
    '/var/run/docker.sock',
    ...(runtime ? [`${runtime}/docker.sock`] : []),
    join(homedir(), '.docker/run/docker.sock'),
    join(homedir(), '.colima/default/docker.sock'),
    ...(runtime ? [`${runtime}/podman/podman.sock`] : []),
    '/run/podman/podman.sock',
  ].map(path => `unix://${path}`);
}

async function readAddress(url: string, origin: string): Promise<DockerAddress> {
  const place = parsePlace(url);
  if (place === undefined) throw new EngineError(describeUnusable(url, origin));
  const wantsTls =
    url.startsWith('https://') ||
    ('port' in place && place.port === '2376') ||
    Boolean(process.env['DOCKER_TLS_VERIFY'] || process.env['DOCKER_CERT_PATH']);
  if (!('port' in place) || !wantsTls) return { url, origin, place, tls: undefined };
  const folder = process.env['DOCKER_CERT_PATH'] || findConfigFolder();
  // Docker checks the server's certificate only where DOCKER_TLS_VERIFY asks for it or nothing was said.
  const rejectUnauthorized = Boolean(process.env['DOCKER_TLS_VERIFY']) || !process.env['DOCKER_CERT_PATH'];
  return { url, origin, place, tls: { ...(await readTls(folder)), rejectUnauthorized } };
}

async function readContext(name: string, origin: string): Promise<DockerAddress> {
  const id = createHash('sha256').update(name).digest('hex');
  const contexts = join(findConfigFolder(), 'contexts');
  const metaFile = join(contexts, 'meta', id, 'meta.json');
  let endpoint: { readonly Host?: string; readonly SkipTLSVerify?: boolean } | undefined;
  try {
    endpoint = JSON.parse(await readFile(metaFile, 'utf8'))?.Endpoints?.docker;
  } catch {
    throw new EngineError(
      `The Docker context '${name}' (${origin}) cannot be read from ${metaFile}. ` +
        '`docker context ls` lists the contexts, `docker context use NAME` chooses one.',
    );
  }
  const from = `Docker context '${name}', ${origin}`;
  const url = endpoint?.Host ?? '';
  const place = parsePlace(url);
  if (place === undefined) throw new EngineError(describeUnusable(url, from));
  const material = await readTls(join(contexts, 'tls', id, 'docker'));
  const hasTls = url.startsWith('https://') || Object.keys(material).length > 0;
  const tls =
    'port' in place && hasTls ? { ...material, rejectUnauthorized: !endpoint?.SkipTLSVerify } : undefined;
  return { url, origin: from, place, tls };
}

async function readTls(folder: string): Promise<Omit<TlsMaterial, 'rejectUnauthorized'>> {
  const material: { ca?: string; cert?: string; key?: string } = {};
  for (const part of ['ca', 'cert', 'key'] as const) {
    try {
      material[part] = await readFile(join(folder, `${part}.pem`), 'utf8');
    } catch {
      // Each part is optional; the handshake says which one the server misses.
    }
  }
  return material;
}

function parsePlace(url: string): DockerAddress['place'] | undefined {
  if (url.startsWith('ssh://')) {
    const ssh = parseSshTarget(url);
    return ssh && { ssh };
  }
  const socket = /^(?:unix|npipe):\/\/(.+)$/.exec(url)?.[1] ?? (url.startsWith('/') ? url : undefined);
  if (socket !== undefined) return { socketPath: socket };
  const network = /^(?:(?:tcp|http|https):\/\/)?(\[[0-9a-f:.]+\]|[^\s/:[\]]+)(?::(\d+))?\/?$/i.exec(url);
  if (!network) return undefined;
  const host = network[1]!.replace(/^\[|\]$/g, '');
  return { host, port: network[2] ?? (url.startsWith('https:') ? '2376' : '2375') };
}

function describeUnusable(url: string, origin: string): string {
  const right = url.startsWith('ssh://')
    ? 'ssh://user@host:port/path/to/docker.sock, of which all but the host may be left out. A password has no place in it'
    : 'unix:///path/to/docker.sock, tcp://host:2376 or ssh://user@host';
  return `The engine address '${url}' (${origin}) cannot be used: write ${right}.`;
}
