import type { IncomingMessage } from 'node:http';
import type Docker from 'dockerode';
import { explainFailure, send } from './docker-request.ts';
import { EngineError, type EngineImage, type ProgressOptions } from './engine.ts';
import { findFailure, readMessages } from './engine-messages.ts';
import { findRegistry, normalizeReference, splitReference } from './reference.ts';
import { findCredentials } from './registry-credentials.ts';

/** Lists images as {@link Engine.listImages} promises. */
export async function listImages(docker: Docker): Promise<readonly EngineImage[]> {
  const images = await docker.listImages().catch(error => {
    throw explainFailure(error, 'listing its images');
  });
  return images.flatMap(image => {
    const tags = (image.RepoTags ?? []).filter(tag => !tag.startsWith('<none>')).map(normalizeReference);
    if (tags.length === 0) return [];
    return {
      id: image.Id,
      tags,
      // Docker and Podman give null for none.
      labels: image.Labels ?? {},
      created: image.Created * 1000,
      size: image.Size,
    };
  });
}

/** Pulls an image as {@link Engine.pullImage} promises; an event is a line about one layer. */
export async function pullImage(
  docker: Docker,
  reference: string,
  { onEvent, signal }: ProgressOptions,
): Promise<void> {
  signal.throwIfAborted();
  const doing = `pulling ${reference}`;
  const { name, tag } = splitReference(reference);
  try {
    const credentials = await findCredentials(findRegistry(reference));
    const response = await send<IncomingMessage>(docker, {
      path: '/images/create?',
      method: 'POST',
      isStream: true,
      abortSignal: signal,
      options: { _query: { fromImage: name, tag }, _body: {} },
      ...(credentials && { authconfig: { ...credentials } }),
    });
    const told = new Map<string, string>();
    for await (const message of readMessages(response)) {
      const failure = findFailure(message);
      if (failure !== undefined) throw new EngineError(`The engine failed at ${doing}: ${failure}`);
      const { id = '', status = '' } = message;
      // Between two states of a layer come many messages that only move its progress bar.
      if (status === '' || told.get(id) === status) continue;
      told.set(id, status);
      onEvent(id ? `${id}: ${status}` : status);
    }
  } catch (error) {
    signal.throwIfAborted();
    throw explainFailure(error, doing);
  }
}
