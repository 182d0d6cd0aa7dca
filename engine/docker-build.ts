import type { IncomingMessage } from 'node:http';
import type Docker from 'dockerode';
import { packContext } from './build-archive.ts';
import { describeBuildFailure } from './build-failure.ts';
import { type BuildSession, openSession } from './build-session.ts';
import { followBuildkit } from './buildkit-log.ts';
import { followClassic } from './classic-log.ts';
import type { Builder } from './docker.ts';
import { readProxyArguments } from './docker-config.ts';
import { describeLoss, explainFailure, findRefusal, send } from './docker-request.ts';
import type { BuildEvent, BuildRequest, ProgressOptions } from './engine.ts';
import { findFailure, readMessages } from './engine-messages.ts';
import { splitReference } from './reference.ts';

/**
 * Builds an image as {@link Engine.buildImage} promises. A cancelled build stops on Docker within a moment;
 * Podman 4 finishes it, but then nothing is tagged.
 */
export async function buildImage(
  { docker, builder, url }: { readonly docker: Docker; readonly builder: Builder; readonly url: string },
  request: BuildRequest,
  { onEvent, signal }: ProgressOptions<BuildEvent>,
): Promise<string> {
  signal.throwIfAborted();
  const doing = `building ${request.tag}`;
  const log = builder === 'buildkit' ? followBuildkit(onEvent) : followClassic(onEvent);
  const archive = packContext(request);
  const { secrets = {} } = request;
  let session: BuildSession | undefined;
  try {
    // dockerode's own buildImage would open a session whose defects are known. Only secrets need one: the context is
    // uploaded, and the base images are local.
    if (Object.keys(secrets).length > 0) session = await openSession(docker, secrets, signal);
    const response = await send<IncomingMessage>(docker, {
      path: '/build?',
      method: 'POST',
      file: archive.stream,
      isStream: true,
      abortSignal: signal,
      options: {
        ...(builder === 'buildkit' ? { version: '2' } : { rm: '1', forcerm: '1' }),
        dockerfile: archive.dockerfile,
        labels: request.labels,
        ...(request.noCache && { nocache: '1' }),
        buildargs: await readProxyArguments(url),
        ...(session && { session: session.id }),
      },
    });
    for await (const message of readMessages(response)) {
      log.read(message);
      const failure = findFailure(message);
      if (failure !== undefined) throw describeBuildFailure(failure, log.findFailedStep());
    }
    const id = log.findImageId();
    // An engine that dies may end its answer as if all was well.
    if (id === undefined) throw describeLoss(doing);
    // Tagged from here and not by the engine, so that a cancelled build never leaves a tag however late it came.
    signal.throwIfAborted();
    const { name, tag } = splitReference(request.tag);
    await docker.getImage(id).tag({ repo: name, tag });
    return id;
  } catch (error) {
    signal.throwIfAborted();
    throw archive.findFailure() ?? describeRefusal(error) ?? explainFailure(error, doing);
  } finally {
    archive.stream.destroy();
    session?.close();
  }
}

/** The classic builder answers with an HTTP error to a Dockerfile that it cannot read. */
function describeRefusal(error: unknown): Error | undefined {
  const refusal = findRefusal(error);
  if (!refusal || (refusal.status !== 400 && !/no space left/i.test(refusal.message))) return undefined;
  return describeBuildFailure(refusal.message, undefined);
}
