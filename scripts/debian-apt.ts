// An apt with state, cache and sources of its own: the machine's is read and never changed.
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Debian, readSources } from './debian-sources.ts';
import { Refused, run } from './run.ts';

/** What a private apt knows: where it keeps things, which suites, and whose packages count as installed. */
export interface AptSettings {
  readonly folder: string;
  /** The first is preferred to the others. */
  readonly suites: readonly string[];
  readonly installed: 'those of the machine' | 'none';
}

/** A private apt that has read the package lists of the archive `mirror`; `get` runs its `apt-get`. */
export interface PrivateApt {
  readonly mirror: string;
  /** Where `get` puts the packages that it downloads. */
  readonly archives: string;
  get(...args: readonly string[]): Promise<string>;
  /** Removes everything that it has written and downloaded. */
  close(): void;
}

/** Signs every Debian archive; a repository of somebody else's does not verify with it. */
export const debianKeyring = '/usr/share/keyrings/debian-archive-keyring.gpg';

/** Opens an apt on the first of the machine's archives that Debian has signed; throws `Refused` when there is none. */
export async function openApt(settings: AptSettings, debian: Debian): Promise<PrivateApt> {
  const { folder, suites } = settings;
  const archives = join(folder, 'archives');
  const close = () => rmSync(folder, { recursive: true, force: true });
  close();
  for (const part of ['lists/partial', 'archives/partial'])
    mkdirSync(join(folder, part), { recursive: true });
  const configuration = join(folder, 'apt.conf');
  writeFileSync(configuration, await renderConfiguration(settings));
  const env = { ...process.env, APT_CONFIG: configuration, LC_ALL: 'C', DEBIAN_FRONTEND: 'noninteractive' };
  const get = (...args: readonly string[]) => run('apt-get', ['-qq', ...args], { cwd: archives, env });

  const candidates = readSources().filter(({ suite }) =>
    [debian.codename, 'stable', 'oldstable'].includes(suite),
  );
  let refusal = new Refused(`no apt source of this machine offers ${debian.codename} main.`);
  for (const mirror of new Set(candidates.map(({ uri }) => uri))) {
    const trust = `[arch=${debian.architecture} signed-by=${debianKeyring}]`;
    const lines = suites.map(suite => `deb ${trust} ${mirror} ${suite} main\n`);
    writeFileSync(join(folder, 'sources.list'), lines.join(''));
    try {
      await get('update', '-o', 'APT::Update::Error-Mode=any');
      return { mirror, archives, get, close };
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      refusal = error;
    }
  }
  throw refusal;
}

async function renderConfiguration({ folder, suites, installed }: AptSettings): Promise<string> {
  // What the administrator set for downloads (a proxy, a frozen mirror) holds here too; hooks must not run.
  const downloads = (await run('apt-config', ['dump', 'Acquire']))
    .split('\n')
    .filter(line => !line.includes('::IndexTargets'));
  const status = join(folder, 'status');
  writeFileSync(status, '');
  const own = {
    'Dir::Etc::Parts': '/dev/null',
    'Dir::Etc::Main': '/dev/null',
    'Dir::Etc::SourceParts': '/dev/null',
    'Dir::Etc::PreferencesParts': '/dev/null',
    'Dir::Etc::SourceList': join(folder, 'sources.list'),
    'Dir::State': folder,
    'Dir::Cache': folder,
    ...(installed === 'none' && { 'Dir::State::status': status }),
    'Debug::NoLocking': 'true',
    'APT::Sandbox::User': 'root',
    'APT::Default-Release': suites[0],
    'APT::Get::Assume-Yes': 'true',
    'APT::Install-Recommends': 'false',
    'Acquire::Languages': 'none',
    'Acquire::Retries': '3',
  };
  return [...downloads, ...Object.entries(own).map(([name, value]) => `${name} "${value}";`), ''].join('\n');
}
