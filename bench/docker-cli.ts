// Docker's own command line.
import { existsSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { unpackedEnvironment } from '../scripts/debian-packages.ts';
import { readEnginePlace } from '../scripts/engine-place.ts';
import type { RunningEngine } from '../scripts/private-engine.ts';
import { run } from '../scripts/run.ts';

/** Runs `docker` with these words; throws with its last lines where it fails. */
export type Docker = (words: readonly string[], env?: NodeJS.ProcessEnv) => Promise<string>;

/** The `docker` that belongs to an engine: of a private one its own, else that of the PATH. `folder` takes its settings. */
export async function openDocker(engine: RunningEngine, folder: string): Promise<Docker> {
  const { programs } = readEnginePlace();
  let environment: NodeJS.ProcessEnv = { ...process.env, DOCKER_HOST: engine.dockerHost };
  let docker = 'docker';
  if (engine.private) {
    // Unpacked, not installed: neither it nor its plugin is where anybody looks.
    const config = join(folder, 'docker-config');
    await mkdir(config);
    const plugins = ['usr/libexec/docker/cli-plugins', 'usr/lib/docker/cli-plugins']
      .map(path => join(programs, path))
      .filter(path => existsSync(path));
    await writeFile(join(config, 'config.json'), JSON.stringify({ cliPluginsExtraDirs: plugins }));
    environment = {
      ...unpackedEnvironment(programs),
      DOCKER_HOST: engine.dockerHost,
      DOCKER_CONFIG: config,
    };
    docker = join(programs, 'usr/bin/docker');
  }
  return (words, env) => run(docker, words, { env: { ...environment, ...env } });
}
