import type { DockerAddress } from './docker-address.ts';
import { findAddresses } from './docker-address.ts';
import { type Engine, EngineError } from './engine.ts';

/** Docker's two builders; Podman answers as the classic one. */
export type Builder = 'buildkit' | 'classic';

/** How long one address may take to answer, in seconds; ssh has to find a way and log in first. */
const patienceWith = ({ place }: DockerAddress) => ('ssh' in place ? 30 : 5);

/**
 * Connects to a Docker-compatible engine: at `host` (`unix:///…`, `tcp://…`, `ssh://…`), else where DOCKER_HOST,
 * DOCKER_CONTEXT or the current Docker context point, else at the first of the usual sockets that answers.
 * `builder` is found out from the engine unless given. Rejects with {@link EngineError} that lists what was tried.
 */
export async function connectDocker(host?: string, builder?: Builder): Promise<Engine> {
  const addresses = await findAddresses(host);
  // dockerode takes a good while to load: only those who connect pay for it.
  const { openDocker } = await import('./docker-engine.ts');
  const failures: { address: DockerAddress; reason: string }[] = [];
  for (const address of addresses) {
    const patience = patienceWith(address);
    try {
      return await openDocker(address, { builder, signal: AbortSignal.timeout(patience * 1000) });
    } catch (error) {
      failures.push({ address, reason: describeReason(error, patience) });
    }
  }
  throw new EngineError(describeFailures(failures));
}

function describeReason(error: unknown, patience: number): string {
  const { code, message } = error as NodeJS.ErrnoException;
  switch (code) {
    case 'ENOENT':
      return 'there is no such socket';
    case 'EACCES':
    case 'EPERM':
      return 'permission denied';
    case 'ECONNREFUSED':
      return 'connection refused, nothing listens there';
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
      return 'the host name is unknown';
    case 'ABORT_ERR':
      return `not answering within ${patience} s`;
    default:
      return message;
  }
}

function describeFailures(failures: readonly { address: DockerAddress; reason: string }[]): string {
  const tried = failures.map(
    ({ address, reason }) => `  ${address.url}${address.origin ? ` (${address.origin})` : ''}: ${reason}`,
  );
  const advice = [
    'start Docker (or `systemctl --user start podman.socket`)',
    'or point DOCKER_HOST to an engine that runs',
    'or choose another context with `docker context use NAME`',
  ];
  if (failures.some(failure => failure.reason === 'permission denied')) {
    advice.unshift(
      'join the group that may use the socket (`sudo usermod -aG docker $USER`, then log in again)',
    );
  }
  if (failures.some(({ address }) => 'ssh' in address.place)) {
    advice.unshift('see that `ssh HOST docker version` works here without a question (a key, a known host)');
  }
  return `No container engine can be reached. Tried:\n${tried.join('\n')}\nWhat to do: ${advice.join(', ')}.`;
}
