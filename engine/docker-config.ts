import { readFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';

/** What we use of Docker's `config.json`. */
export interface DockerConfig {
  readonly currentContext?: string;
  readonly auths?: Readonly<Record<string, { readonly auth?: string; readonly identitytoken?: string }>>;
  readonly credHelpers?: Readonly<Record<string, string>>;
  readonly credsStore?: string;
}

/** The folder of the Docker command line's settings: `DOCKER_CONFIG`, else `~/.docker`. */
export function findConfigFolder(): string {
  return process.env['DOCKER_CONFIG'] || join(homedir(), '.docker');
}

/** Reads Docker's `config.json`; one that is missing or broken counts as empty, as it does for `docker` itself. */
export async function readDockerConfig(): Promise<DockerConfig> {
  try {
    const config: unknown = JSON.parse(await readFile(join(findConfigFolder(), 'config.json'), 'utf8'));
    return typeof config === 'object' && config !== null ? config : {};
  } catch {
    return {};
  }
}
