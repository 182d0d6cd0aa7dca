import { Agent as HttpAgent } from 'node:http';
import { Agent as HttpsAgent } from 'node:https';
import { inspect } from 'node:util';
import Docker from 'dockerode';
import type { Builder } from './docker.ts';
import type { DockerAddress } from './docker-address.ts';
import { listContainers, listImages, removeImage, watchImages } from './docker-images.ts';
import { askRegistry, findPushed, pullImage, pushImage } from './docker-registry.ts';
import { explainFailure, send } from './docker-request.ts';
import { removeContainer, runContainer } from './docker-run.ts';
import { type Engine, EngineError } from './engine.ts';
import { SshAgent } from './ssh-agent.ts';

interface EngineVersion {
  readonly Version?: string;
  readonly ApiVersion?: string;
  readonly Os?: string;
  readonly Components?: readonly { readonly Name: string; readonly Version: string }[] | null;
}

/** Connects to the engine at one address; rejects with the plain error of the connection. */
export async function openDocker(
  address: DockerAddress,
  options: { readonly builder: Builder | undefined; readonly signal: AbortSignal },
): Promise<Engine> {
  // One connection per request: a kept one may be dead when the engine was restarted in between.
  const agent = openAgent(address);
  // docker-modem writes out all that hangs on an agent with each request, for a log that is off: every open socket.
  Object.assign(agent, { [inspect.custom]: () => 'agent' });
  const docker = openDockerode({
    // What an agent connects to by itself has any name.
    ...('ssh' in address.place ? { host: 'docker' } : address.place),
    protocol: address.tls ? 'https' : 'http',
    agent,
  });
  const version = await send<EngineVersion>(docker, {
    path: '/version',
    method: 'GET',
    abortSignal: options.signal,
  });
  const first = version.Components?.[0];
  const isPodman = first?.Name === 'Podman Engine';
  if (typeof version.ApiVersion !== 'string') throw new EngineError('what answers is not a container engine');
  const builder = options.builder ?? (!isPodman && hasBuildkit(version) ? 'buildkit' : 'classic');
  return {
    title: `${isPodman ? 'Podman' : 'Docker'} ${first?.Version ?? version.Version} at ${address.url}`,
    features: {
      cacheMounts: isPodman || builder === 'buildkit',
      secrets: builder === 'buildkit',
      localImages: true,
      removesParents: builder === 'buildkit',
    },
    listImages: () => listImages(docker),
    removeImage: referenceOrId => removeImage(docker, referenceOrId),
    watchImages: signal => watchImages(docker, signal),
    listContainers: () => listContainers(docker),
    pullImage: (reference, progress) => pullImage(docker, reference, progress),
    pushImage: (reference, progress) => pushImage(docker, reference, progress),
    askRegistry: reference => askRegistry(docker, reference),
    findPushed: reference => findPushed(docker, reference),
    // What reads BuildKit's messages takes as long to load as dockerode: only those who build pay for it.
    buildImage: async (request, progress) => {
      const { buildImage } = await import('./docker-build.ts');
      return await buildImage({ docker, builder, url: address.url }, request, progress);
    },
    removeContainer: id => removeContainer(docker, id),
    isRootless: () => isRootless(docker),
    runContainer: (request, progress) => runContainer(docker, request, progress),
    close: () => agent.destroy(),
  };
}

async function isRootless(docker: Docker): Promise<boolean> {
  const { SecurityOptions } = await send<{ readonly SecurityOptions?: readonly string[] | null }>(docker, {
    path: '/info',
    method: 'GET',
  }).catch(error => {
    throw explainFailure(error, 'telling what it is');
  });
  return (SecurityOptions ?? []).includes('name=rootless');
}

/** docker-modem reads DOCKER_HOST and the certificates that belong to it whatever it is told: here it must not. */
function openDockerode(options: Docker.DockerOptions & { readonly agent: HttpAgent }): Docker {
  const host = process.env['DOCKER_HOST'];
  delete process.env['DOCKER_HOST'];
  try {
    return new Docker(options);
  } finally {
    if (host !== undefined) process.env['DOCKER_HOST'] = host;
  }
}

function openAgent({ place, tls }: DockerAddress): HttpAgent {
  if ('ssh' in place) return new SshAgent(place.ssh);
  return tls ? new HttpsAgent({ ...tls }) : new HttpAgent();
}

/** Docker has BuildKit since API 1.39, but not for Windows containers. Engines before 23 do not say so in `/_ping`. */
function hasBuildkit(version: EngineVersion): boolean {
  const [major = 0, minor = 0] = (version.ApiVersion ?? '').split('.').map(Number);
  return version.Os !== 'windows' && (major > 1 || minor >= 39);
}
