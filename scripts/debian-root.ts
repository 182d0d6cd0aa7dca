// A minimal Debian as a tar archive, made the way debootstrap does but in a third of its time and without it:
// unpack the essential packages, then let their own dpkg install them.
import { mkdirSync, readdirSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { debianKeyring, openApt, type PrivateApt } from './debian-apt.ts';
import { type Debian, readSources } from './debian-sources.ts';
import { run } from './run.ts';

/** What a slim image leaves out of /usr/share; the licences in `doc` stay. */
const leftOut = ['doc', 'man', 'info', 'locale', 'groff', 'lintian'];

/** What debian:bookworm-slim consists of, next to what these need. */
const contents = ['?essential', 'apt', 'usr-is-merged', 'mount', 'passwd', 'tzdata'];

/** Writes the archive of a Debian `suite` whose apt uses this machine's mirror; throws `Refused` when the mirror is of no use. */
export async function makeRootArchive(archive: string, suite: string, debian: Debian): Promise<void> {
  const root = `${archive}.root`;
  rmSync(root, { recursive: true, force: true });
  const apt = await openApt({ folder: `${archive}.apt`, suites: [suite], installed: 'none' }, debian);
  const certificates = apt.mirror.startsWith('https:') ? ['ca-certificates'] : [];
  await apt.get('install', '--download-only', ...contents, ...certificates);
  makeMergedFolders(root);
  for (const name of readdirSync(apt.archives).filter(name => name.endsWith('.deb'))) {
    const unpack = 'dpkg-deb --fsys-tarfile "$1" | tar --extract --keep-directory-symlink --directory "$2"';
    await run('sh', ['-c', unpack, 'sh', join(apt.archives, name), root]);
  }
  writeSettings(root, suite, apt);
  await install(root, apt);
  apt.close();
  await run('tar', ['--create', '--numeric-owner', '--file', `${archive}.new`, '--directory', root, '.']);
  renameSync(`${archive}.new`, archive);
  rmSync(root, { recursive: true });
}

/** Debian wants /bin and its like to be links into /usr, and its packages still bring them as folders. */
function makeMergedFolders(root: string): void {
  for (const name of ['bin', 'sbin', 'lib', 'lib64']) {
    mkdirSync(join(root, 'usr', name), { recursive: true });
    symlinkSync(`usr/${name}`, join(root, name));
  }
}

function writeSettings(root: string, suite: string, { mirror }: PrivateApt): void {
  const security = readSources().find(source => source.suite.endsWith('-security'))?.uri;
  const lines = [
    `deb [signed-by=${debianKeyring}] ${mirror} ${suite} main`,
    ...(security === undefined
      ? []
      : [`deb [signed-by=${debianKeyring}] ${security} ${suite}-security main`]),
  ];
  const files = {
    'etc/apt/sources.list': lines,
    'etc/apt/apt.conf.d/docker-no-languages': ['Acquire::Languages "none";'],
    'etc/apt/apt.conf.d/docker-clean': ['Dir::Cache::pkgcache "";', 'Dir::Cache::srcpkgcache "";'],
    'etc/dpkg/dpkg.cfg.d/docker': [
      ...leftOut.map(name => `path-exclude=/usr/share/${name}/*`),
      'path-include=/usr/share/doc/*/copyright',
    ],
  };
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, name)), { recursive: true });
    writeFileSync(join(root, name), `${text.join('\n')}\n`);
  }
}

/** Has the root's own dpkg install what is unpacked in it, in a mount namespace that ends with it even when killed. */
async function install(root: string, apt: PrivateApt): Promise<void> {
  const steps = `
    set -e
    mkdir "$1/archives"
    mount --bind "$2" "$1/archives"
    mount -t proc proc "$1/proc"
    mount --rbind /dev "$1/dev"
    chroot "$1" sh -c 'dpkg --force-depends --force-unsafe-io --install /archives/*.deb'
    umount "$1/archives"
    rmdir "$1/archives"
    cd "$1/usr/share" && mkdir -p ${leftOut.join(' ')}
    find ${leftOut.join(' ')} ! -type d ! -name copyright -delete
    find ${leftOut.join(' ')} -mindepth 1 -type d -empty -delete
    find "$1/var/log" -type f -delete
  `;
  const env = { PATH: '/usr/sbin:/usr/bin:/sbin:/bin', LC_ALL: 'C', DEBIAN_FRONTEND: 'noninteractive' };
  await run(
    'unshare',
    ['--mount', '--pid', '--fork', '--kill-child', 'sh', '-c', steps, 'sh', root, apt.archives],
    {
      env,
    },
  );
}
