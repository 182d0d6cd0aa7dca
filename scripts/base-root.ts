// The base image of the examples and tests, on a machine that may not reach Docker Hub.
import { createReadStream, existsSync } from 'node:fs';
import { join } from 'node:path';
import Docker from 'dockerode';
import { makeRootArchive } from './debian-root.ts';
import { readDebian } from './debian-sources.ts';
import { Refused } from './run.ts';

const suite = 'bookworm';
const tag = `${suite}-slim`;
const image = `debian:${tag}`;
const pullIdleSeconds = 15;

/**
 * Makes sure that the engine at `dockerHost` has the image debian:bookworm-slim: pulled, or else made from Debian's packages.
 * Throws `Refused` when neither can be done.
 */
export async function ensureBaseRoot(dockerHost: string, log: (line: string) => void): Promise<void> {
  const socketPath = /^unix:\/\/(.*)/.exec(dockerHost)?.[1];
  // The empty host keeps DOCKER_HOST out; without a path that and the certificates that belong to it are wanted.
  const docker = socketPath === undefined ? new Docker() : new Docker({ socketPath, host: '' });
  if (await hasImage(docker)) return;
  const archive = join(import.meta.dirname, '../.cache/engine', `debian-${tag}.tar`);
  if (!existsSync(archive)) {
    log(`Pulling ${image} …`);
    await pull(docker);
    if (await hasImage(docker)) return;
    const debian = readDebian();
    if (typeof debian === 'string') {
      throw new Refused(
        `${image} could not be pulled, nor made from Debian's packages because ${debian}: pull it where Docker Hub is reachable.`,
      );
    }
    log(`${image} could not be pulled: making it from Debian's packages …`);
    await makeRootArchive(archive, suite, debian);
  }
  log(`Importing ${image} …`);
  await drain(
    await docker.importImage(createReadStream(archive), { repo: 'debian', tag, changes: 'CMD ["bash"]' }),
  );
  if (!(await hasImage(docker))) throw new Refused(`The engine did not import ${archive} as ${image}.`);
}

async function hasImage(docker: Docker): Promise<boolean> {
  const known = await docker.listImages({ filters: { reference: [image] } });
  return known.length > 0;
}

/** Pulls the image if that can be done; gives up when nothing has come for a while. */
async function pull(docker: Docker): Promise<void> {
  const idle = new AbortController();
  const abort = () => idle.abort();
  let timer = setTimeout(abort, pullIdleSeconds * 1000);
  try {
    const progress = await docker.pull(image, { abortSignal: idle.signal });
    progress.on('data', () => {
      clearTimeout(timer);
      timer = setTimeout(abort, pullIdleSeconds * 1000);
    });
    await drain(progress);
  } catch {
    // The caller looks whether the image is there.
  } finally {
    clearTimeout(timer);
  }
}

async function drain(stream: NodeJS.ReadableStream): Promise<void> {
  for await (const _ of stream);
}
