import type { IncomingMessage } from 'node:http';
import type Docker from 'dockerode';
import { describeLoss, explainFailure, findRefusal, send } from './docker-request.ts';
import type { EngineContainer, EngineImage, ImageEvent } from './engine.ts';
import { type EngineMessage, readMessages } from './engine-messages.ts';
import { normalizeReference } from './reference.ts';

/** Lists images as {@link Engine.listImages} promises. */
export async function listImages(docker: Docker): Promise<readonly EngineImage[]> {
  const images = await docker.listImages().catch(error => {
    throw explainFailure(error, 'listing its images');
  });
  return images.map(image => ({
    id: image.Id,
    tags: (image.RepoTags ?? []).filter(tag => !tag.startsWith('<none>')).map(normalizeReference),
    // Docker and Podman give null for none.
    labels: image.Labels ?? {},
    created: image.Created * 1000,
    size: image.Size,
  }));
}

/** Removes an image as {@link Engine.removeImage} promises. */
export async function removeImage(docker: Docker, referenceOrId: string): Promise<void> {
  try {
    await docker.getImage(referenceOrId).remove({ force: false });
  } catch (error) {
    if (findRefusal(error)?.status !== 404) throw explainFailure(error, `removing ${referenceOrId}`);
  }
}

/** Lists containers as {@link Engine.listContainers} promises. */
export async function listContainers(docker: Docker): Promise<readonly EngineContainer[]> {
  const containers = await docker.listContainers({ all: true }).catch(error => {
    throw explainFailure(error, 'listing its containers');
  });
  return containers.map(container => ({
    id: container.Id,
    // Docker keeps names as paths, from the time of links between containers.
    name: (container.Names[0] ?? container.Id).replace(/^\//, ''),
    imageId: withAlgorithm(container.ImageID),
    labels: container.Labels ?? {},
  }));
}

/** Follows events as {@link Engine.watchImages} promises. */
export async function watchImages(docker: Docker, signal: AbortSignal): Promise<AsyncIterable<ImageEvent>> {
  const doing = 'watching its images';
  try {
    signal.throwIfAborted();
    const response = await send<IncomingMessage>(docker, {
      path: '/events?',
      method: 'GET',
      isStream: true,
      abortSignal: signal,
      options: { filters: JSON.stringify({ type: ['image'] }) },
    });
    return readEvents(response, doing, signal);
  } catch (error) {
    signal.throwIfAborted();
    throw explainFailure(error, doing);
  }
}

async function* readEvents(
  response: IncomingMessage,
  doing: string,
  signal: AbortSignal,
): AsyncGenerator<ImageEvent> {
  try {
    for await (const message of readMessages(response)) {
      const { Action, Actor } = message as EngineMessage & EngineEvent;
      if (Action === undefined || Actor === undefined) continue;
      yield { action: Action, ...readActor(Actor) };
    }
  } catch (error) {
    signal.throwIfAborted();
    throw explainFailure(error, doing);
  }
  signal.throwIfAborted();
  throw describeLoss(doing);
}

interface EngineEvent {
  readonly Action?: string;
  readonly Actor?: { readonly ID: string; readonly Attributes?: { readonly name?: string } };
}

/** When an image is pulled or pushed, Docker puts its name where the id belongs. */
function readActor({ ID, Attributes }: NonNullable<EngineEvent['Actor']>): Omit<ImageEvent, 'action'> {
  if (!isDigest(ID)) return { id: undefined, name: normalizeReference(ID) };
  const name = Attributes?.name;
  // That of an image without a name is its id.
  const isName = name !== undefined && name !== '' && !isDigest(name);
  return { id: withAlgorithm(ID), name: isName ? normalizeReference(name) : undefined };
}

const isDigest = (text: string) => /^(?:sha256:)?[0-9a-f]{64}$/.test(text);

/** Podman leaves the algorithm out in places. */
function withAlgorithm(id: string): string {
  return /^[0-9a-f]{64}$/.test(id) ? `sha256:${id}` : id;
}
