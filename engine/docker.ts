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
      failures.push({ address, reason: describeReason(error, address, patience) });
    }
  }
  throw new EngineError(describeFailures(failures));
}

function describeReason(error: unknown, { tls }: DockerAddress, patience: number): string {
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
    case 'ECONNRESET':
      return tls ? 'it hung up, as when it does not accept the client certificate' : message;
    default:
      return describeTls(code, message) ?? message;
  }
}

/** What a secured connection failed for, by the codes of Node and OpenSSL. */
function describeTls(code = '', message: string): string | undefined {
  switch (code) {
    case 'DEPTH_ZERO_SELF_SIGNED_CERT':
    case 'SELF_SIGNED_CERT_IN_CHAIN':
    case 'UNABLE_TO_GET_ISSUER_CERT':
    case 'UNABLE_TO_GET_ISSUER_CERT_LOCALLY':
    case 'UNABLE_TO_VERIFY_LEAF_SIGNATURE':
    case 'CERT_SIGNATURE_FAILURE':
      return `its certificate is not signed by the authority of ca.pem (${message})`;
    case 'CERT_HAS_EXPIRED':
      return 'its certificate has expired';
    case 'ERR_TLS_CERT_ALTNAME_INVALID':
      return `its certificate is for another name (${message})`;
  }
  if (/wrong version number/.test(message)) return 'it speaks without TLS, and TLS was asked for';
  if (/CERTIFICATE_REQUIRED|HANDSHAKE_FAILURE|UNKNOWN_CA|BAD_CERTIFICATE/.test(code)) {
    return `it does not accept the client certificate of cert.pem and key.pem, or there is none (${code})`;
  }
  if (/HTTP request to an HTTPS server/.test(message)) {
    return 'it speaks TLS only: set DOCKER_TLS_VERIFY=1, and DOCKER_CERT_PATH to the folder of ca.pem, cert.pem and key.pem';
  }
  return undefined;
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
