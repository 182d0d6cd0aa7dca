// The life of a private dockerd: start it, wait for it, and leave nothing of it behind.
import { spawn } from 'node:child_process';
import {
  existsSync,
  globSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  rmdirSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { get } from 'node:http';
import { basename, join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { makeBridge, readMtu, removeBridge } from './engine-network.ts';
import type { EnginePlace } from './engine-place.ts';
import { Refused, runSync } from './run.ts';

const startSeconds = 60;
const stopSeconds = 15;
const programs = ['dockerd', 'containerd', 'containerd-shim-runc-v2'];

/** Whether an engine answers at a Unix socket. */
export function answers(socketPath: string): Promise<boolean> {
  return new Promise(resolve => {
    const request = get({ socketPath, path: '/_ping', timeout: 3000 }, response => {
      response.resume();
      resolve(response.statusCode === 200);
    });
    request.on('timeout', () => request.destroy());
    request.on('error', () => resolve(false));
  });
}

/** Starts dockerd, after clearing away what a crash has left, and returns when it answers; throws `Refused` with its last words. */
export async function startEngine(place: EnginePlace): Promise<void> {
  clearEngine(place);
  mkdirSync(place.runtime, { recursive: true, mode: 0o711 });
  writeFileSync(ownerFile(place), String(process.pid));
  makeBridge(place);
  const settings = {
    hosts: [`unix://${place.socket}`],
    'data-root': place.data,
    'exec-root': join(place.runtime, 'exec'),
    pidfile: join(place.runtime, 'docker.pid'),
    bridge: place.bridge,
    mtu: readMtu(),
    iptables: false,
    ip6tables: false,
    // By its control group a container's process is found again when all its keepers have been killed.
    'cgroup-parent': `/${place.name}`,
    'exec-opts': ['native.cgroupdriver=cgroupfs'],
    'containerd-namespace': place.name,
    'containerd-plugins-namespace': `${place.name}-plugins`,
    'shutdown-timeout': 3,
    'log-level': 'warn',
  };
  const settingsFile = join(place.runtime, 'daemon.json');
  writeFileSync(settingsFile, JSON.stringify(settings));
  const log = openSync(place.logFile, 'w');
  // `setpriv` has the kernel stop dockerd when this process is killed and cannot.
  const dockerd = spawn('setpriv', ['--pdeathsig', 'TERM', 'dockerd', '--config-file', settingsFile], {
    env: place.environment,
    stdio: ['ignore', log, log],
    detached: true,
  });
  dockerd.unref();
  let ended = false;
  dockerd.on('error', () => {
    ended = true;
  });
  dockerd.on('exit', () => {
    ended = true;
  });
  const deadline = Date.now() + startSeconds * 1000;
  while (!(await answers(place.socket))) {
    if (ended || Date.now() > deadline) {
      const said = readFileSync(place.logFile, 'utf8').trim().split('\n').slice(-2).join(' ');
      clearEngine(place);
      throw new Refused(`dockerd ${ended ? 'ended' : `did not answer within ${startSeconds} s`}: ${said}`);
    }
    await wait(20);
  }
}

/** Stops the engine that this process has started; blocks, so that it also works while the process exits. */
export function stopEngine(place: EnginePlace): void {
  if (!existsSync(ownerFile(place))) return;
  if (readFileSync(ownerFile(place), 'utf8') !== String(process.pid)) return;
  // A container's first process ignores SIGTERM unless it has a handler, and dockerd waits ten seconds for it.
  signalAll(
    findProcesses(place).filter(({ contained }) => contained),
    'SIGKILL',
  );
  const dockerd = () => findProcesses(place).filter(({ program }) => program === 'dockerd');
  signalAll(dockerd(), 'SIGTERM');
  for (const deadline = Date.now() + stopSeconds * 1000; dockerd().length > 0 && Date.now() < deadline; ) {
    pause();
  }
  clearEngine(place);
}

/** Ends the engine as a crash does: nothing is cleared away. */
export function killEngine(place: EnginePlace): void {
  const keepers = () => findProcesses(place).filter(({ contained }) => !contained);
  for (let left = keepers(); left.length > 0; left = keepers()) {
    signalAll(left, 'SIGKILL');
    pause();
  }
}

const ownerFile = (place: EnginePlace) => join(place.runtime, 'owner');

/** Ends every process of this engine and removes its mounts, control groups, bridge, rules and runtime folder. */
export function clearEngine(place: EnginePlace): void {
  for (let left = findProcesses(place); left.length > 0; left = findProcesses(place)) {
    signalAll(left, 'SIGKILL');
    pause();
  }
  for (const mount of findMounts(place)) runSync('umount', ['--lazy', mount]);
  for (const file of globSync(join(place.runtime, 'exec/containerd/daemon/*/*/*/address'))) {
    rmSync(readFileSync(file, 'utf8').replace(/^unix:\/\//, ''), { force: true });
  }
  for (const group of globSync(`/sys/fs/cgroup/{,*/}${place.name}`)) removeGroup(group);
  removeBridge(place);
  // Whatever were still mounted below would be emptied with the folder.
  if (findMounts(place).length === 0) rmSync(place.runtime, { recursive: true, force: true });
}

function removeGroup(group: string): void {
  for (const entry of readdirSync(group, { withFileTypes: true })) {
    if (entry.isDirectory()) removeGroup(join(group, entry.name));
  }
  rmdirSync(group);
}

interface EngineProcess {
  readonly pid: number;
  readonly program: string;
  readonly contained: boolean;
}

/** Living processes of this engine: its programs, which name the runtime folder, and what runs in its containers. */
function findProcesses(place: EnginePlace): EngineProcess[] {
  return readdirSync('/proc').flatMap(entry => {
    if (!/^\d+$/.test(entry)) return [];
    try {
      const state = readFileSync(`/proc/${entry}/stat`, 'utf8').split(') ').at(-1)![0];
      const words = readFileSync(`/proc/${entry}/cmdline`, 'utf8').split('\0');
      const program = basename(words[0]!);
      const keeper = programs.includes(program) && words.some(word => word.startsWith(`${place.runtime}/`));
      const contained = readFileSync(`/proc/${entry}/cgroup`, 'utf8').includes(`/${place.name}/`);
      return state !== 'Z' && (keeper || contained) ? [{ pid: Number(entry), program, contained }] : [];
    } catch {
      return []; // It has ended meanwhile.
    }
  });
}

function signalAll(processes: readonly EngineProcess[], signal: NodeJS.Signals): void {
  for (const { pid } of processes) {
    try {
      process.kill(pid, signal);
    } catch {
      // It has ended meanwhile.
    }
  }
}

/** Mount points below the engine's folders, the innermost first. */
function findMounts({ runtime, data }: EnginePlace): string[] {
  return readFileSync('/proc/self/mountinfo', 'utf8')
    .trim()
    .split('\n')
    .map(line =>
      line.split(' ')[4]!.replace(/\\(\d{3})/g, (_, code) => String.fromCharCode(parseInt(code, 8))),
    )
    .filter(point => point.startsWith(`${runtime}/`) || point.startsWith(`${data}/`) || point === data)
    .reverse();
}

function pause(): void {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 20);
}
