// The engine that the tests of this folder run on.
import Docker from 'dockerode';
import { type Builder, connectDocker, type Engine, type EngineImage } from '../../engine/index.ts';
import { ensureEngine, startOldestEngine } from '../../scripts/private-engine.ts';
import { makeTinyBase, prefix } from './tiny-base.ts';

export interface RealEngine {
  readonly dockerHost: string;
  /** For looking at the engine past the adapter. */
  readonly docker: Docker;
  /** The builders that it has. */
  readonly builders: readonly Builder[];
  readonly engines: Readonly<Record<Builder, Engine>>;
  /** Removes all images and containers that start with {@link prefix}, and lets go of the engine. */
  stop(): Promise<void>;
}

/** Finds or starts an engine; gives the reason if there is none, which under CI is an error. */
export async function openRealEngine(age: 'current' | 'oldest' = 'current'): Promise<RealEngine | string> {
  const open = age === 'current' ? ensureEngine : startOldestEngine;
  const found = await open(line => console.error(line));
  if ('unavailable' in found) {
    if (process.env['CI'] === 'true') throw new Error(found.unavailable);
    return found.unavailable;
  }
  const { dockerHost } = found;
  const classic = await connectDocker(dockerHost, 'classic');
  const buildkit = await connectDocker(dockerHost);
  const docker = openDockerode(dockerHost);
  await makeTinyBase(docker);
  return {
    dockerHost,
    docker,
    builders: classic.title.startsWith('Podman') ? ['classic'] : ['buildkit', 'classic'],
    engines: { classic, buildkit },
    async stop() {
      await removeAll(docker, await classic.listImages());
      classic.close();
      buildkit.close();
      await found.stop();
    },
  };
}

function openDockerode(dockerHost: string): Docker {
  if (dockerHost.startsWith('unix://')) return new Docker({ socketPath: dockerHost.slice('unix://'.length) });
  const { hostname, port } = new URL(dockerHost);
  return new Docker({ host: hostname, port });
}

async function removeAll(docker: Docker, images: readonly EngineImage[]): Promise<void> {
  for (const { Id, Image } of await docker.listContainers({ all: true })) {
    if (Image.includes(prefix)) await docker.getContainer(Id).remove({ force: true });
  }
  for (const tag of images.flatMap(image => image.tags)) {
    if (tag.startsWith(prefix)) await docker.getImage(tag).remove({ force: true });
  }
}
