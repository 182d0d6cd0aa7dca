import { readFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';

/** What we use of Docker's `config.json`. */
export interface DockerConfig {
  readonly currentContext?: string;
  readonly auths?: Readonly<Record<string, { readonly auth?: string; readonly identitytoken?: string }>>;
  readonly credHelpers?: Readonly<Record<string, string>>;
  readonly credsStore?: string;
  /** By the address of an engine, or `default`. */
  readonly proxies?: Readonly<Record<string, ProxySettings>>;
}

export type ProxySettings = Readonly<Partial<Record<keyof typeof proxyNames, string>>>;

/** The settings of a proxy, and the build argument that each becomes. */
const proxyNames = {
  httpProxy: 'HTTP_PROXY',
  httpsProxy: 'HTTPS_PROXY',
  noProxy: 'NO_PROXY',
  ftpProxy: 'FTP_PROXY',
  allProxy: 'ALL_PROXY',
} as const;

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

/**
 * The build arguments by which `docker build` tells the steps of a build about the proxies of `config.json`, in both
 * spellings. They are predefined: builders keep them out of the image and its history.
 */
export async function readProxyArguments(engineUrl: string): Promise<Readonly<Record<string, string>>> {
  const { proxies } = await readDockerConfig();
  const settings = proxies?.[engineUrl] ?? proxies?.['default'] ?? {};
  return Object.fromEntries(
    Object.entries(proxyNames).flatMap(([setting, name]) => {
      const value = settings[setting as keyof typeof proxyNames];
      return value
        ? [
            [name, value],
            [name.toLowerCase(), value],
          ]
        : [];
    }),
  );
}
