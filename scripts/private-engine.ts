// A Docker engine for a machine where none answers.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, rmSync } from 'node:fs';
import { constants } from 'node:os';
import { join } from 'node:path';
import { arePackagesUnpacked, type PackageSet, unpackPackages } from './debian-packages.ts';
import { type Debian, readDebian } from './debian-sources.ts';
import { type EngineKind, type EnginePlace, readEnginePlace } from './engine-place.ts';
import { answers, clearEngine, killEngine, startEngine, stopEngine } from './engine-process.ts';
import { Refused } from './run.ts';

/** An engine that answers; `stop` ends it if this process has started it and does nothing otherwise. */
export interface RunningEngine {
  readonly dockerHost: string;
  readonly private: boolean;
  stop(): Promise<void>;
}

/**
 * Debian 12's own engine is of 2020 and its BuildKit is too, so Debian 13's runs here.
 * Its programs fit Debian 12's C library, except for runc.
 */
const current: PackageSet = {
  trixie: ['docker.io', 'docker-cli', 'docker-buildx', 'containerd'],
  own: ['runc', 'iptables', 'iproute2'],
};
const packages: Record<EngineKind, PackageSet> = {
  current,
  expendable: current,
  oldest: { trixie: [], own: ['docker.io', 'containerd', 'runc', 'iptables', 'iproute2'] },
};

/** Finds the engine of this machine or starts one of this checkout's own, which then ends with this process at the latest. */
export async function ensureEngine(
  log: (line: string) => void,
): Promise<RunningEngine | { unavailable: string }> {
  const given = process.env['DOCKER_HOST'] || 'unix:///var/run/docker.sock';
  if (await answersAt(given)) return { dockerHost: given, private: false, stop: async () => {} };
  const debian = readDebian();
  if (typeof debian === 'string') {
    return {
      unavailable: `No Docker engine answers at ${given}, and none can be unpacked because ${debian}: start Docker, or set DOCKER_HOST to an engine that runs.`,
    };
  }
  try {
    return await startPrivateEngine(readEnginePlace(), 'current', debian, log);
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    return {
      unavailable: `No Docker engine answers at ${given}, and starting one from Debian's packages failed: ${error.message} Mend that, or set DOCKER_HOST to an engine that runs.`,
    };
  }
}

/** Starts Docker 20.10 beside whatever engine there is, to be tested with; it ends with this process at the latest. */
export async function startOldestEngine(
  log: (line: string) => void,
): Promise<RunningEngine | { unavailable: string }> {
  const debian = readDebian();
  const reason =
    typeof debian !== 'string' && debian.codename !== 'bookworm' ? 'this is not Debian 12' : debian;
  if (typeof reason === 'string') return { unavailable: `Docker 20.10 cannot be unpacked because ${reason}` };
  return startPrivateEngine(readEnginePlace('oldest'), 'oldest', reason, log);
}

/** An engine for tests to break. */
export interface ExpendableEngine extends RunningEngine {
  /** Ends dockerd and containerd as a crash does. */
  kill(): void;
  /** Starts it again. */
  restart(): Promise<void>;
}

/**
 * Starts an engine without images beside whatever engine there is. It ends with this process at the latest; its images
 * are in `data`, by default in the checkout's cache, and go with `stop`.
 */
export async function startExpendableEngine(
  log: (line: string) => void,
  data?: string,
): Promise<ExpendableEngine | { unavailable: string }> {
  const debian = readDebian();
  if (typeof debian === 'string')
    return { unavailable: `An engine to break cannot be unpacked because ${debian}` };
  const place = readEnginePlace('expendable', data);
  if (await answers(place.socket))
    return { unavailable: 'Other tests of this checkout break its engine now' };
  clearEngine(place);
  rmSync(place.data, { recursive: true, force: true });
  try {
    const engine = await startPrivateEngine(place, 'expendable', debian, log);
    return {
      ...engine,
      kill: () => killEngine(place),
      restart: () => startEngine(place),
      async stop() {
        // Nothing of it is kept, so that it need not end well.
        killEngine(place);
        await engine.stop();
        rmSync(place.data, { recursive: true, force: true });
      },
    };
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    return { unavailable: `An engine to break could not be started: ${error.message}` };
  }
}

async function startPrivateEngine(
  place: EnginePlace,
  kind: EngineKind,
  debian: Debian,
  log: (line: string) => void,
): Promise<RunningEngine> {
  const unlock = await lock(place);
  try {
    const shared = { dockerHost: `unix://${place.socket}`, private: true, stop: async () => {} };
    if (await answers(place.socket)) return shared;
    if (!arePackagesUnpacked(place.programs, packages[kind], debian)) {
      log('Unpacking a Docker engine from Debian packages …');
      await unpackPackages(place.programs, packages[kind], debian);
    }
    log(`Starting the ${kind === 'current' ? '' : `${kind} `}Docker engine of this checkout …`);
    const stop = () => stopEngine(place);
    process.once('exit', stop);
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
      process.prependOnceListener(signal, () => {
        // Where the script listens too, it decides when it exits.
        if (process.listenerCount(signal) === 0) process.exit(128 + constants.signals[signal]);
      });
    }
    await startEngine(place);
    return { ...shared, stop: async () => stop() };
  } finally {
    unlock();
  }
}

async function answersAt(dockerHost: string): Promise<boolean> {
  if (dockerHost.startsWith('unix://')) return answers(dockerHost.slice('unix://'.length));
  const { default: Docker } = await import('dockerode');
  // Without arguments it reads DOCKER_HOST and the certificates that belong to it.
  return new Docker({ timeout: 3000 }).ping().then(
    () => true,
    () => false,
  );
}

/** Keeps two scripts of this checkout from starting an engine at once; the lock ends with its holder, however that ends. */
async function lock(place: EnginePlace): Promise<() => void> {
  mkdirSync(place.cache, { recursive: true });
  const holder = spawn('flock', [join(place.cache, 'lock'), 'sh', '-c', 'echo; exec cat'], {
    stdio: ['pipe', 'pipe', 'inherit'],
    detached: true,
  });
  await once(holder.stdout, 'data');
  return () => holder.stdin.end();
}
