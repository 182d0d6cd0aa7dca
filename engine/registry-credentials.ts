import { execFile } from 'node:child_process';
import { readDockerConfig } from './docker-config.ts';

/** What the engine wants to know to log in to a registry. */
export type RegistryCredentials =
  | { readonly username: string; readonly password: string; readonly serveraddress: string }
  | { readonly identitytoken: string; readonly serveraddress: string };

/** Docker Hub goes by this name in every store of credentials. */
const dockerHub = 'https://index.docker.io/v1/';

/** What `docker login` has stored for a registry, in `config.json` or a credential helper; undefined if nothing. */
export async function findCredentials(registry: string): Promise<RegistryCredentials | undefined> {
  const serveraddress = registry === 'docker.io' ? dockerHub : registry;
  const config = await readDockerConfig();
  const helper = config.credHelpers?.[registry] ?? config.credHelpers?.[serveraddress] ?? config.credsStore;
  if (helper) {
    const stored = await askHelper(helper, serveraddress);
    if (stored) return stored;
  }
  const entry = Object.entries(config.auths ?? {}).find(
    ([key]) => hostOf(key) === hostOf(serveraddress),
  )?.[1];
  if (entry?.identitytoken) return { identitytoken: entry.identitytoken, serveraddress };
  const [, username, password] =
    /^([^:]*):(.*)$/s.exec(Buffer.from(entry?.auth ?? '', 'base64').toString()) ?? [];
  return username && password !== undefined ? { username, password, serveraddress } : undefined;
}

/** Whether `docker login` has stored something for a registry. */
export async function hasLogin(registry: string): Promise<boolean> {
  return (await findCredentials(registry)) !== undefined;
}

/** A helper that is missing or has nothing stored means an anonymous request, as with `docker pull`. */
function askHelper(helper: string, serveraddress: string): Promise<RegistryCredentials | undefined> {
  return new Promise(resolve => {
    const child = execFile(`docker-credential-${helper}`, ['get'], { timeout: 30_000 }, (error, stdout) => {
      if (error) return resolve(undefined);
      try {
        const { Username: username, Secret: secret } = JSON.parse(stdout);
        resolve(
          username === '<token>'
            ? { identitytoken: secret, serveraddress }
            : { username, password: secret, serveraddress },
        );
      } catch {
        resolve(undefined);
      }
    });
    // One that could not be started reports that to the callback above.
    child.stdin?.on('error', () => {});
    child.stdin?.end(serveraddress);
  });
}

function hostOf(key: string): string {
  return key.replace(/^https?:\/\//, '').replace(/\/.*$/, '');
}
