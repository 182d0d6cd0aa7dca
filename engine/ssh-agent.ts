import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { Agent } from 'node:http';
import { Duplex } from 'node:stream';
import { shellWord } from './shell-word.ts';

/** What an address `ssh://[user@]host[:port][/socket]` says. */
export interface SshTarget {
  readonly host: string;
  readonly user: string | undefined;
  readonly port: string | undefined;
  /** The engine's socket on that machine; undefined for the one that `docker` uses there. */
  readonly socket: string | undefined;
}

/** Reads an address that starts with `ssh://`; undefined if it is none, or names a password, which would be seen by all. */
export function parseSshTarget(url: string): SshTarget | undefined {
  const [, user, host, port, socket] =
    /^ssh:\/\/(?:([^\s:@/]+)@)?(\[[0-9a-f:.]+\]|[^\s/:@[\]]+)(?::(\d+))?(\/[^?#]*)?$/i.exec(url) ?? [];
  if (host === undefined) return undefined;
  return { host: host.replace(/^\[|\]$/g, ''), user, port, socket: socket === '/' ? undefined : socket };
}

/**
 * Connects as `docker` does: by the user's own `ssh`, so that their keys, agent, settings and known hosts count, to
 * `docker system dial-stdio` on the other side. One process for each request.
 */
export class SshAgent extends Agent {
  readonly #target: SshTarget;

  constructor(target: SshTarget) {
    super();
    this.#target = target;
  }

  override createConnection(): Duplex {
    return connect(this.#target);
  }
}

function connect(target: SshTarget): Duplex {
  const child = spawn('ssh', describeCommand(target), { windowsHide: true });
  const connection = new Duplex({
    read: () => void child.stdout.resume(),
    // That a write failed is told by how the program ended.
    write: (chunk, _encoding, done) => void child.stdin.write(chunk, () => done()),
    final: done => void child.stdin.end(() => done()),
    destroy(error, done) {
      child.kill();
      done(error);
    },
  });
  follow(child, connection);
  return connection;
}

function describeCommand({ host, user, port, socket }: SshTarget): readonly string[] {
  // The other side's shell reads the command.
  const words = socket === undefined ? ['docker'] : ['docker', '--host', shellWord(`unix://${socket}`)];
  return [
    // Nobody could answer a question: a command asks the engine many things at once.
    ...['-o', 'BatchMode=yes', '-o', 'ConnectTimeout=30', '-T'],
    ...(user === undefined ? [] : ['-l', user]),
    ...(port === undefined ? [] : ['-p', port]),
    ...['--', host, ...words, 'system', 'dial-stdio'],
  ];
}

function follow(child: ChildProcessWithoutNullStreams, connection: Duplex): void {
  let said = '';
  child.stdin.on('error', () => {});
  child.stdout.on('data', chunk => {
    if (!connection.push(chunk)) child.stdout.pause();
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    said = (said + text).slice(-2000);
  });
  child.on('error', (error: NodeJS.ErrnoException) => {
    connection.destroy(
      fail(error.code === 'ENOENT' ? 'the program `ssh` is not installed here' : error.message),
    );
  });
  child.on('close', code => {
    if (code === 0) connection.push(null);
    else connection.destroy(fail(said.trim().split('\n').slice(-2).join(' ') || `ssh ended with ${code}`));
  });
}

/** With a code, as every error of a connection has one. */
function fail(reason: string): Error {
  return Object.assign(new Error(reason), { code: 'ESSH' });
}
