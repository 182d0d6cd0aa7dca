import type { IncomingMessage } from 'node:http';
import type { DialOptions } from 'docker-modem';
import type Docker from 'dockerode';
import { describeLoss, explainFailure, findRefusal, send } from './docker-request.ts';
import type { Credentials, ProgressOptions } from './engine.ts';
import { type EngineMessage, findFailure, readMessages } from './engine-messages.ts';
import { findRegistry, normalizeReference, splitReference } from './reference.ts';
import { findCredentials, type RegistryCredentials } from './registry-credentials.ts';
import { describeRegistryFailure } from './registry-failure.ts';

/** Pulls an image as {@link Engine.pullImage} promises; an event is a line about one layer. */
export async function pullImage(docker: Docker, reference: string, options: ProgressOptions): Promise<void> {
  const { name, tag } = splitReference(reference);
  const request = { path: '/images/create?', options: { _query: { fromImage: name, tag }, _body: {} } };
  await transfer(docker, { request, reference, verb: 'pulling' }, options, () => {});
}

/** Pushes an image as {@link Engine.pushImage} promises; an event is a line about one layer. */
export async function pushImage(
  docker: Docker,
  reference: string,
  options: ProgressOptions & { readonly credentials?: Credentials | undefined },
): Promise<string> {
  const { name, tag } = splitReference(reference);
  const request = { path: `/images/${name}/push?`, options: { _query: { tag }, _body: {} } };
  let digest: string | undefined;
  await transfer(docker, { request, reference, verb: 'pushing' }, options, message => {
    digest = readDigest(message) ?? digest;
  });
  // Only a whole image has a digest, however the answer ended.
  if (digest === undefined) throw describeLoss(`pushing ${reference}`);
  return digest;
}

/** Asks for an image as {@link Engine.askRegistry} promises. */
export async function askRegistry(docker: Docker, reference: string): Promise<void> {
  const registry = findRegistry(reference);
  const credentials = await findCredentials(registry);
  const doing = `asking ${registry} for ${reference}`;
  try {
    await distribution(docker, reference, credentials);
  } catch (error) {
    const refusal = findRefusal(error);
    if (!refusal) throw explainFailure(error, doing);
    throw describeRegistryFailure(refusal.message, { doing, registry, loggedIn: credentials !== undefined });
  }
}

/** What the registry says of an image, by the engine. */
function distribution(docker: Docker, reference: string, credentials: RegistryCredentials | undefined) {
  return docker.getImage(reference).distribution({ authconfig: { ...credentials } as Docker.AuthConfig });
}

/** Looks for an image in its registry as {@link Engine.findPushed} promises. */
export async function findPushed(docker: Docker, reference: string): Promise<string | undefined> {
  const sameName = (other: string) =>
    normalizeReference(splitReference(other).name) === normalizeReference(splitReference(reference).name);
  const { RepoDigests } = await docker
    .getImage(reference)
    .inspect()
    .catch(error => {
      throw explainFailure(error, `looking at ${reference}`);
    });
  const credentials = await findCredentials(findRegistry(reference));
  for (const known of (RepoDigests ?? []).filter(sameName)) {
    const { name, tag: digest } = splitReference(known);
    const isThere = await distribution(docker, `${name}@${digest}`, credentials)
      // Why not is for the push to tell.
      .then(
        () => true,
        () => false,
      );
    if (isThere) return digest;
  }
  return undefined;
}

interface Transfer {
  readonly request: Pick<DialOptions, 'path' | 'options'>;
  readonly reference: string;
  readonly verb: 'pulling' | 'pushing';
}

async function transfer(
  docker: Docker,
  { request, reference, verb }: Transfer,
  { onEvent, signal, credentials: given }: Parameters<typeof pushImage>[2],
  read: (message: EngineMessage) => void,
): Promise<void> {
  signal.throwIfAborted();
  const doing = `${verb} ${reference}`;
  const registry = findRegistry(reference);
  const credentials = given ? { ...given, serveraddress: registry } : await findCredentials(registry);
  const describe = (reason: string) =>
    describeRegistryFailure(reason, { doing, registry, loggedIn: credentials !== undefined });
  try {
    const response = await send<IncomingMessage>(docker, {
      ...request,
      method: 'POST',
      isStream: true,
      abortSignal: signal,
      // Docker refuses a push without any, and takes an empty one for anonymous.
      authconfig: { ...credentials } as DialOptions['authconfig'],
    });
    const told = new Map<string, string>();
    for await (const message of readMessages(response)) {
      const failure = findFailure(message);
      if (failure !== undefined) throw describe(failure);
      read(message);
      const { id = '', status = '' } = message;
      // Between two states of a layer come many messages that only move its progress bar.
      if (status === '' || told.get(id) === status) continue;
      told.set(id, status);
      onEvent(id ? `${id}: ${status}` : status);
    }
  } catch (error) {
    signal.throwIfAborted();
    const refusal = findRefusal(error);
    throw refusal ? describe(refusal.message) : explainFailure(error, doing);
  }
}

/** Docker tells the digest in a field of its own, Podman in words. */
function readDigest({ aux, status = '' }: EngineMessage): string | undefined {
  const { Digest } = (aux ?? {}) as { readonly Digest?: string };
  return Digest ?? /\bdigest: (sha256:[0-9a-f]{64})\b/.exec(status)?.[1];
}
