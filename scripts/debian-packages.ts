// Debian packages unpacked beside the project: the machine's own apt and dpkg are read and never changed.
import { execFile } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { delimiter, join } from 'node:path';
import { promisify } from 'node:util';

/** Something the world refused; the message is one clause that says what was tried and what came back. */
export class Refused extends Error {}

/** The Debian that this machine runs, as far as unpacked programs have to fit it. */
export interface Debian {
  readonly codename: string;
  readonly architecture: string;
}

/** A Debian archive that the machine itself uses, checked by its signature; `security` is there where the machine lists it. */
export interface Mirror {
  readonly main: string;
  readonly security: string | undefined;
}

/** What to unpack: `trixie` by these names alone, `own` with everything that they need and the machine lacks. */
export interface PackageSet {
  readonly trixie: readonly string[];
  readonly own: readonly string[];
}

/** Signs every Debian archive; a repository of somebody else's does not verify with it. */
export const debianKeyring = '/usr/share/keyrings/debian-archive-keyring.gpg';

const multiarch: Record<string, string> = { x64: 'x86_64-linux-gnu', arm64: 'aarch64-linux-gnu' };

/** Runs a program and gives its output; throws `Refused` with the last lines of what it said. */
export async function run(command: string, args: readonly string[], options = {}): Promise<string> {
  try {
    const { stdout } = await promisify(execFile)(command, args, { maxBuffer: 1 << 28, ...options });
    return stdout.toString();
  } catch (error) {
    const { stderr = '', message } = error as Error & { stderr?: string };
    const said = stderr.trim().split('\n').slice(-3).join(' ') || message;
    throw new Refused(`\`${command} ${args.slice(0, 3).join(' ')} …\` failed: ${said}`);
  }
}

/** The machine's Debian, or a sentence why nothing can be unpacked here. */
export function readDebian(): Debian | string {
  if (process.platform !== 'linux' || !(process.arch in multiarch)) {
    return `this is ${process.platform} on ${process.arch}, not Linux on x64 or arm64`;
  }
  const release = existsSync('/etc/os-release') ? readFileSync('/etc/os-release', 'utf8') : '';
  const field = (name: string) => new RegExp(`^${name}="?([^"\n]*)`, 'm').exec(release)?.[1];
  const codename = field('VERSION_CODENAME') ?? '';
  if (field('ID') !== 'debian' || !['bookworm', 'trixie'].includes(codename)) {
    return `this is ${field('PRETTY_NAME') ?? 'an unknown Linux'}, not Debian 12 or 13`;
  }
  if (process.getuid?.() !== 0) return 'this user is not root';
  return { codename, architecture: process.arch === 'x64' ? 'amd64' : 'arm64' };
}

/** The environment in which the programs unpacked below `root` find each other and their libraries. */
export function unpackedEnvironment(root: string): NodeJS.ProcessEnv {
  const libraries = ['usr/lib', 'lib'].map(folder => join(root, folder, multiarch[process.arch]!));
  const programs = ['usr/sbin', 'usr/bin', 'sbin', 'bin'].map(folder => join(root, folder));
  const plugins = join(libraries[0]!, 'xtables');
  return {
    ...process.env,
    PATH: [...programs, process.env['PATH'], '/usr/sbin', '/usr/bin', '/sbin', '/bin'].join(delimiter),
    LD_LIBRARY_PATH: libraries.join(delimiter),
    ...(existsSync(plugins) && { XTABLES_LIBDIR: plugins }),
  };
}

/** Entries of the machine's apt sources, in both formats, as pairs of an archive's address and a suite. */
function readSources(): { uri: string; suite: string }[] {
  const folder = '/etc/apt/sources.list.d';
  const files = existsSync(folder) ? readdirSync(folder).map(name => join(folder, name)) : [];
  const entries: { uri: string; suite: string }[] = [];
  for (const file of ['/etc/apt/sources.list', ...files].filter(file => existsSync(file))) {
    const text = readFileSync(file, 'utf8').replace(/^#.*\n/gm, '');
    if (file.endsWith('.list')) {
      for (const [, uri, suite] of text.matchAll(/^\s*deb\s+(?:\[[^\]]*\]\s+)?(\S+)\s+(\S+)\s.*\bmain\b/gm)) {
        entries.push({ uri: uri!, suite: suite! });
      }
    } else if (file.endsWith('.sources')) {
      for (const stanza of text.split(/\n\s*\n/)) {
        const words = (name: string) =>
          new RegExp(`^${name}:((?:.*\n[ \t])*.*)`, 'im').exec(stanza)?.[1]?.trim().split(/\s+/) ?? [];
        if (!words('Types').includes('deb') || !words('Components').includes('main')) continue;
        if (words('Enabled')[0] === 'no') continue;
        for (const uri of words('URIs')) for (const suite of words('Suites')) entries.push({ uri, suite });
      }
    }
  }
  return entries.map(({ uri, suite }) => ({ uri: resolveMirrorList(uri).replace(/\/+$/, ''), suite }));
}

/** Debian's cloud images name a file of mirrors where others name the mirror. */
function resolveMirrorList(uri: string): string {
  if (!uri.startsWith('mirror+file:')) return uri;
  const file = uri.slice('mirror+file:'.length).replace(/^\/+/, '/');
  const lines = existsSync(file) ? readFileSync(file, 'utf8').split('\n') : [];
  return (
    lines
      .find(line => /^\s*\w+:/.test(line))
      ?.trim()
      .split(/\s/)[0] ?? uri
  );
}

/** An apt with its state, cache and sources below `folder`, knowing what the machine has installed. */
class PrivateApt {
  readonly folder: string;
  readonly debian: Debian;

  constructor(folder: string, debian: Debian) {
    this.folder = folder;
    this.debian = debian;
    for (const part of ['lists/partial', 'archives/partial'])
      mkdirSync(join(folder, part), { recursive: true });
  }

  /** Points this apt at the first of the machine's archives that Debian has signed. */
  async findMirror(): Promise<Mirror> {
    const { codename, architecture } = this.debian;
    // What the machine's administrator set for downloads (a proxy, a frozen mirror) holds here too; hooks must not run.
    const downloads = (await run('apt-config', ['dump', 'Acquire']))
      .split('\n')
      .filter(line => !line.includes('::IndexTargets'));
    const settings = {
      'Dir::Etc::Parts': '/dev/null',
      'Dir::Etc::Main': '/dev/null',
      'Dir::Etc::SourceParts': '/dev/null',
      'Dir::Etc::PreferencesParts': '/dev/null',
      'Dir::Etc::SourceList': join(this.folder, 'sources.list'),
      'Dir::State': this.folder,
      'Dir::Cache': this.folder,
      'Debug::NoLocking': 'true',
      'APT::Sandbox::User': 'root',
      'APT::Default-Release': codename,
      'Acquire::Languages': 'none',
      'Acquire::Retries': '3',
    };
    const lines = Object.entries(settings).map(([name, value]) => `${name} "${value}";`);
    writeFileSync(join(this.folder, 'apt.conf'), [...downloads, ...lines, ''].join('\n'));
    const sources = readSources();
    const candidates = new Set(sources.filter(({ suite }) => suite === codename).map(({ uri }) => uri));
    let refusal = new Refused(`no apt source of this machine offers ${codename} main`);
    for (const main of candidates) {
      const suites = new Set([codename, 'trixie']);
      writeFileSync(
        join(this.folder, 'sources.list'),
        [...suites]
          .map(suite => `deb [arch=${architecture} signed-by=${debianKeyring}] ${main} ${suite} main\n`)
          .join(''),
      );
      try {
        await this.get(['update', '-qq', '-o', 'APT::Update::Error-Mode=any']);
        return { main, security: sources.find(({ suite }) => suite.endsWith('-security'))?.uri };
      } catch (error) {
        if (!(error instanceof Refused)) throw error;
        refusal = error;
      }
    }
    throw refusal;
  }

  get(args: readonly string[]): Promise<string> {
    return run('apt-get', args, {
      cwd: join(this.folder, 'archives'),
      env: { ...process.env, APT_CONFIG: join(this.folder, 'apt.conf'), LC_ALL: 'C' },
    });
  }
}

/**
 * Unpacks packages into the folder `root`, once: a second call with the same set does nothing.
 * Throws `Refused` when the machine's mirror cannot be reached, does not verify or lacks a package.
 */
export async function unpackPackages(
  root: string,
  packages: PackageSet,
  debian: Debian,
  log: (line: string) => void,
): Promise<void> {
  const stamp = JSON.stringify({ packages, debian });
  const stampFile = join(root, 'unpacked.json');
  if (existsSync(stampFile) && readFileSync(stampFile, 'utf8') === stamp) return;
  log(`Unpacking ${[...packages.trixie, ...packages.own].join(', ')} from Debian …`);
  const apt = new PrivateApt(`${root}.apt`, debian);
  await apt.findMirror();
  if (packages.trixie.length > 0) {
    await apt.get(['download', '-qq', ...packages.trixie.map(name => `${name}/trixie`)]);
  }
  await apt.get(['install', '-qq', '--yes', '--download-only', '--no-install-recommends', ...packages.own]);
  const fresh = `${root}.new`;
  for (const folder of [fresh, root]) rmSync(folder, { recursive: true, force: true });
  mkdirSync(fresh, { recursive: true });
  const archives = join(apt.folder, 'archives');
  for (const name of readdirSync(archives).filter(name => name.endsWith('.deb'))) {
    await run('dpkg-deb', ['--extract', join(archives, name), fresh]);
  }
  await nameIptables(fresh);
  writeFileSync(join(fresh, 'unpacked.json'), stamp);
  renameSync(fresh, root);
  rmSync(join(apt.folder, 'lists'), { recursive: true, force: true });
}

/** Installing would choose which of its two kinds `iptables` is; here the kernel chooses. */
async function nameIptables(root: string): Promise<void> {
  for (const kind of ['xtables-nft-multi', 'xtables-legacy-multi']) {
    if (!existsSync(join(root, 'usr/sbin', kind))) continue;
    try {
      const program = join(root, 'usr/sbin', kind);
      await run(program, ['iptables', '-t', 'nat', '-S'], { env: unpackedEnvironment(root) });
    } catch (error) {
      if (error instanceof Refused) continue;
      throw error;
    }
    for (const name of ['iptables', 'ip6tables']) symlinkSync(kind, join(root, 'usr/sbin', name));
    return;
  }
}
