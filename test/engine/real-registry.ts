// Registries of this process on this machine alone: Debian's docker-registry, unpacked and not installed.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import {
  arePackagesUnpacked,
  type PackageSet,
  unpackedEnvironment,
  unpackPackages,
} from '../../scripts/debian-packages.ts';
import { readDebian } from '../../scripts/debian-sources.ts';

const packages: PackageSet = { trixie: [], own: ['docker-registry'] };
const programs = join(import.meta.dirname, '../../.cache/registry/programs');

/** A user whom a registry with a password lets in; Amazon's `AWS` has the same password. */
export const login = 'someone:päss:word';
/** The password of {@link login} by bcrypt, which is the only kind that docker-registry takes. */
const hash = '$2b$04$z4QHD1kFp9EZtwjqZGpShuCaF84awneF6Zgh81IqLU1c5jue74CJ2';
const passwords = `someone:${hash}\nAWS:${hash}\n`;

export interface RealRegistry {
  /** `ADDRESS:PORT`, as in the names of its images. */
  readonly host: string;
  stop(): Promise<void>;
}

export interface RegistrySettings {
  readonly password?: boolean;
  /** The files of its certificate and key; without them it speaks plain HTTP. */
  readonly tls?: { readonly certificate: string; readonly key: string };
  /** 127.0.0.1 unless given: engines want no TLS there, and believe every certificate. */
  readonly address?: string;
}

/** Why there can be no registry on this machine; unpacks it where there can. */
export async function unpackRegistry(): Promise<string | undefined> {
  const debian = readDebian();
  if (typeof debian === 'string') return `no registry can be unpacked because ${debian}`;
  if (!arePackagesUnpacked(programs, packages, debian)) await unpackPackages(programs, packages, debian);
  return undefined;
}

/** Starts an empty registry, once {@link unpackRegistry} has been called. */
export async function startRegistry(settings: RegistrySettings = {}): Promise<RealRegistry> {
  const { password = false, tls, address = '127.0.0.1' } = settings;
  const folder = mkdtempSync(join(tmpdir(), 'code-envs-registry-'));
  const htpasswd = join(folder, 'htpasswd');
  writeFileSync(htpasswd, passwords);
  const configuration = {
    version: 0.1,
    storage: { filesystem: { rootdirectory: join(folder, 'data') } },
    http: { addr: `${address}:0`, ...(tls && { tls }) },
    ...(password && { auth: { htpasswd: { realm: 'test', path: htpasswd } } }),
  };
  // YAML is a superset of JSON.
  writeFileSync(join(folder, 'config.yml'), JSON.stringify(configuration));
  const registry = spawn('docker-registry', ['serve', join(folder, 'config.yml')], {
    env: unpackedEnvironment(programs),
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  const ended = once(registry, 'exit');
  const lines: string[] = [];
  const host = await new Promise<string>((resolve, reject) => {
    ended.then(() => reject(new Error(`docker-registry ended: ${lines.join('\n')}`)), reject);
    createInterface(registry.stderr).on('line', line => {
      if (lines.length < 50) lines.push(line);
      const listening = /listening on (\S+:\d+)/.exec(line)?.[1];
      if (listening) resolve(listening);
    });
  });
  return {
    host,
    async stop() {
      registry.kill('SIGKILL');
      await ended;
      rmSync(folder, { recursive: true });
    },
  };
}
