// What this machine's own files say about its Debian.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** The Debian that this machine runs, as far as unpacked programs have to fit it. */
export interface Debian {
  readonly codename: string;
  readonly architecture: string;
}

/** A suite of an archive that the machine's apt uses. */
export interface Source {
  readonly uri: string;
  readonly suite: string;
}

const architectures: Record<string, string> = { x64: 'amd64', arm64: 'arm64' };

/** The machine's Debian, or a clause that says why Debian's packages cannot be used here. */
export function readDebian(): Debian | string {
  const architecture = architectures[process.arch];
  if (process.platform !== 'linux' || architecture === undefined) {
    return `this is ${process.platform} on ${process.arch}, not Linux on x64 or arm64`;
  }
  const release = existsSync('/etc/os-release') ? readFileSync('/etc/os-release', 'utf8') : '';
  const field = (name: string) => new RegExp(`^${name}="?([^"\n]*)`, 'm').exec(release)?.[1];
  const codename = field('VERSION_CODENAME') ?? '';
  if (field('ID') !== 'debian' || !['bookworm', 'trixie'].includes(codename)) {
    return `this is ${field('PRETTY_NAME') ?? 'an unknown Linux'}, not Debian 12 or 13`;
  }
  if (process.getuid?.() !== 0) return 'this user is not root';
  return { codename, architecture };
}

/** The entries with a component `main` in the machine's apt sources, in both formats; not all of them need be Debian's. */
export function readSources(): readonly Source[] {
  const folder = '/etc/apt/sources.list.d';
  const files = existsSync(folder) ? readdirSync(folder).map(name => join(folder, name)) : [];
  return ['/etc/apt/sources.list', ...files].flatMap(file => {
    if (!existsSync(file)) return [];
    const text = readFileSync(file, 'utf8').replace(/^#.*\n/gm, '');
    if (file.endsWith('.list')) return readLines(text);
    return file.endsWith('.sources') ? text.split(/\n\s*\n/).flatMap(readStanza) : [];
  });
}

function readLines(text: string): Source[] {
  const entry = /^\s*deb\s+(?:\[[^\]]*\]\s+)?(\S+)\s+(\S+)\s.*\bmain\b/gm;
  return [...text.matchAll(entry)].map(([, uri, suite]) => ({ uri: readMirrorList(uri!), suite: suite! }));
}

function readStanza(stanza: string): Source[] {
  const words = (name: string) =>
    new RegExp(`^${name}:((?:.*\n[ \t])*.*)`, 'im').exec(stanza)?.[1]?.trim().split(/\s+/) ?? [];
  const used = words('Types').includes('deb') && words('Components').includes('main');
  if (!used || words('Enabled')[0] === 'no') return [];
  return words('URIs').flatMap(uri => words('Suites').map(suite => ({ uri: readMirrorList(uri), suite })));
}

/** Debian's cloud images name a file of mirrors where others name the mirror. */
function readMirrorList(uri: string): string {
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
