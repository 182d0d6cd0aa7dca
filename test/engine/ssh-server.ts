// A real sshd of Debian's on this machine alone, unpacked and not installed, and the user's settings to reach it.
import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmdirSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
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
import { readEnginePlace } from '../../scripts/engine-place.ts';

const packages: PackageSet = { trixie: [], own: ['openssh-server', 'openssh-client'] };
const programs = join(import.meta.dirname, '../../.cache/ssh/programs');

/** Where sshd drops its rights; its path is compiled in. */
const emptyFolder = '/run/sshd';

export interface SshServer {
  readonly port: number;
  /**
   * A folder for PATH with an `ssh` that is the real one with settings of its own: it takes those of a user from the
   * password file's home, whatever HOME says. `trusting`: whether the server's key is a known one.
   */
  makeClient(options: { readonly trusting: boolean }): string;
  stop(): Promise<void>;
}

/** Starts the server, whose `docker` (the private engine's, else the machine's) finds the engine at `dockerHost` by itself; gives the reason if it cannot. */
export async function startSshServer(dockerHost: string): Promise<SshServer | string> {
  const debian = readDebian();
  if (typeof debian === 'string') return `no sshd can be unpacked because ${debian}`;
  if (!arePackagesUnpacked(programs, packages, debian)) await unpackPackages(programs, packages, debian);
  const env = unpackedEnvironment(programs);
  const folder = mkdtempSync(join(tmpdir(), 'code-envs-ssh-'));
  const file = (name: string) => join(folder, name);
  for (const key of ['host', 'user']) {
    execFileSync('ssh-keygen', ['-q', '-t', 'ed25519', '-N', '', '-f', file(key)], { env });
  }
  const passwords = readFileSync('/etc/passwd', 'utf8').replace(/^sshd:.*\n/m, '');
  writeFileSync(file('passwd'), `${passwords}sshd:x:65533:65534::${emptyFolder}:/usr/sbin/nologin\n`);
  const port = await findFreePort();
  const settings = [
    'ListenAddress 127.0.0.1',
    `Port ${port}`,
    `HostKey ${file('host')}`,
    `AuthorizedKeysFile ${file('user.pub')}`,
    'StrictModes no',
    'PidFile none',
    'PasswordAuthentication no',
    `SetEnv DOCKER_HOST=${dockerHost} PATH=${readEnginePlace().programs}/usr/bin:${process.env['PATH']}`,
  ];
  writeFileSync(file('sshd_config'), `${settings.join('\n')}\n`);
  const made = !existsSync(emptyFolder);
  if (made) mkdirSync(emptyFolder, { mode: 0o755 });
  // In namespaces of its own, which end with it and everything that it started. It wants a user of its own there.
  const start = 'mount --bind "$1/passwd" /etc/passwd && exec "$2" -D -e -f "$1/sshd_config"';
  const server = spawn(
    'unshare',
    [
      '--mount',
      '--pid',
      '--fork',
      '--kill-child',
      'sh',
      '-c',
      start,
      'sh',
      folder,
      join(programs, 'usr/sbin/sshd'),
    ],
    { env, stdio: ['ignore', 'ignore', 'pipe'] },
  );
  const ended = once(server, 'exit');
  const stop = async () => {
    server.kill('SIGKILL');
    await ended;
    rmSync(folder, { recursive: true });
    if (made) rmdirSync(emptyFolder);
  };
  const lines: string[] = [];
  const listening = await new Promise<boolean>(resolve => {
    ended.then(() => resolve(false));
    createInterface(server.stderr).on('line', line => {
      lines.push(line);
      if (line.startsWith('Server listening')) resolve(true);
    });
  });
  if (!listening) {
    await stop();
    return `sshd does not start here: ${lines.join(' ')}`;
  }
  return {
    port,
    makeClient({ trusting }) {
      const bin = mkdtempSync(file('client-'));
      const known = join(bin, 'known_hosts');
      writeFileSync(known, trusting ? `[127.0.0.1]:${port} ${readFileSync(file('host.pub'), 'utf8')}` : '');
      const own = [
        `Host engine.test\nHostName 127.0.0.1\nPort ${port}\nUser root`,
        `Host *\nIdentityFile ${file('user')}\nIdentitiesOnly yes`,
        `UserKnownHostsFile ${known}\nGlobalKnownHostsFile /dev/null`,
      ];
      writeFileSync(join(bin, 'config'), `${own.join('\n')}\n`);
      const program = `#!/bin/sh\nexec ${programs}/usr/bin/ssh -F ${bin}/config "$@"\n`;
      writeFileSync(join(bin, 'ssh'), program);
      chmodSync(join(bin, 'ssh'), 0o755);
      return bin;
    },
    stop,
  };
}

async function findFreePort(): Promise<number> {
  const { createServer } = await import('node:net');
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as { port: number };
  server.close();
  return port;
}
