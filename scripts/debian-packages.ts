// Programs of Debian packages, usable without installing them.
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
import { openApt } from './debian-apt.ts';
import type { Debian } from './debian-sources.ts';
import { Refused, run } from './run.ts';

/** What to unpack: `trixie` by these names alone, `own` with everything that they need and the machine lacks. */
export interface PackageSet {
  readonly trixie: readonly string[];
  readonly own: readonly string[];
}

const multiarch: Record<string, string> = { x64: 'x86_64-linux-gnu', arm64: 'aarch64-linux-gnu' };

/**
 * Unpacks packages into the folder `root`, once: a second call with the same set does nothing.
 * Throws `Refused` when the machine's mirror cannot be reached, does not verify or lacks a package.
 */
export async function unpackPackages(root: string, packages: PackageSet, debian: Debian): Promise<void> {
  const apt = await openApt(
    { folder: `${root}.apt`, suites: [debian.codename, 'trixie'], installed: 'those of the machine' },
    debian,
  );
  if (packages.trixie.length > 0) await apt.get('download', ...packages.trixie.map(name => `${name}/trixie`));
  await apt.get('install', '--download-only', ...packages.own);
  const fresh = `${root}.new`;
  for (const folder of [fresh, root]) rmSync(folder, { recursive: true, force: true });
  mkdirSync(fresh, { recursive: true });
  for (const name of readdirSync(apt.archives).filter(name => name.endsWith('.deb'))) {
    await run('dpkg-deb', ['--extract', join(apt.archives, name), fresh]);
  }
  await nameIptables(fresh);
  writeFileSync(join(fresh, stampName), renderStamp(packages, debian));
  renameSync(fresh, root);
  apt.close();
}

/** Whether `root` holds exactly these packages. */
export function arePackagesUnpacked(root: string, packages: PackageSet, debian: Debian): boolean {
  const stamp = join(root, stampName);
  return existsSync(stamp) && readFileSync(stamp, 'utf8') === renderStamp(packages, debian);
}

/** The environment in which the programs unpacked below `root` find each other and their libraries. */
export function unpackedEnvironment(root: string): NodeJS.ProcessEnv {
  const libraries = ['usr/lib', 'lib'].map(folder => join(root, folder, multiarch[process.arch] ?? ''));
  const programs = ['usr/sbin', 'usr/bin', 'sbin', 'bin'].map(folder => join(root, folder));
  const plugins = join(libraries[0]!, 'xtables');
  return {
    ...process.env,
    PATH: [...programs, process.env['PATH'], '/usr/sbin', '/usr/bin', '/sbin', '/bin'].join(delimiter),
    LD_LIBRARY_PATH: libraries.join(delimiter),
    ...(existsSync(plugins) && { XTABLES_LIBDIR: plugins }),
  };
}

const stampName = 'unpacked.json';

function renderStamp(packages: PackageSet, debian: Debian): string {
  return JSON.stringify({ packages, debian });
}

/** Installing would choose which of its two kinds `iptables` is; here the kernel chooses. */
async function nameIptables(root: string): Promise<void> {
  for (const kind of ['xtables-nft-multi', 'xtables-legacy-multi']) {
    const program = join(root, 'usr/sbin', kind);
    if (!existsSync(program)) continue;
    try {
      await run(program, ['iptables', '-t', 'nat', '-S'], { env: unpackedEnvironment(root) });
    } catch (error) {
      if (error instanceof Refused) continue;
      throw error;
    }
    for (const name of ['iptables', 'ip6tables']) symlinkSync(kind, join(root, 'usr/sbin', name));
    return;
  }
}
