// The program `docker` with its plugin buildx.
import { existsSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { unpackedEnvironment } from './debian-packages.ts';
import { readEnginePlace } from './engine-place.ts';

/** The environment in which `docker` is the one that belongs to an engine: of a private one its own, else that of the PATH. `folder` takes its settings. */
export async function findDockerProgram(dockerHost: string, folder: string): Promise<NodeJS.ProcessEnv> {
  const { programs, socket } = readEnginePlace();
  if (dockerHost !== `unix://${socket}`) return { ...process.env, DOCKER_HOST: dockerHost };
  // Unpacked, not installed: neither it nor its plugin is where anybody looks.
  const config = join(folder, 'docker-config');
  await mkdir(config);
  const plugins = ['usr/libexec/docker/cli-plugins', 'usr/lib/docker/cli-plugins']
    .map(path => join(programs, path))
    .filter(path => existsSync(path));
  await writeFile(join(config, 'config.json'), JSON.stringify({ cliPluginsExtraDirs: plugins }));
  return { ...unpackedEnvironment(programs), DOCKER_HOST: dockerHost, DOCKER_CONFIG: config };
}
