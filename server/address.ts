import { URI } from 'vscode-uri';
import { languageId } from '../protocol/index.ts';

/** The path of a file of another scheme than `file`: its address, as if that were folders. No disk has such a folder. */
const virtual = /^\/([a-z][a-z0-9+.-]+):\/([^/]*)(\/.*)?$/;

/** The path of a file's address, as the core writes it; undefined for what is no file. Drive letters are small. */
export function pathOf(uri: string): string | undefined {
  const { scheme, authority, path, query, fragment, fsPath } = parseUri(uri) ?? URI.from({ scheme: 'none' });
  // No file system has a name with a null character.
  if (path.includes('\0')) return undefined;
  // With `/` also where the system writes `\`, and then has no `/` at all.
  if (scheme === 'file') return withoutEnd(fsPath.includes('/') ? fsPath : fsPath.replaceAll('\\', '/'));
  const isFile = scheme !== 'untitled' && path.startsWith('/') && query === '' && fragment === '';
  return isFile ? `/${scheme}:/${authority}${path === '/' ? '' : withoutEnd(path)}` : undefined;
}

/** Whether the file at `path` is on no disk that Node could read. */
export function isVirtual(path: string): boolean {
  return virtual.test(path);
}

/** The address of the file at `path`. */
export function uriOf(path: string): string {
  const [, scheme, authority, rest = '/'] = virtual.exec(path) ?? [];
  if (scheme === undefined || authority === undefined) return URI.file(path).toString();
  return URI.from({ scheme, authority, path: rest }).toString();
}

/** The parts of an address; undefined for what is none. */
export function parseUri(uri: string): URI | undefined {
  try {
    return URI.parse(uri);
  } catch {
    return undefined;
  }
}

/** A path for a document that is no file, below `root`, so that it belongs to the instance there. */
export function pathOfUnnamed(uri: string, root: string): string {
  const name = /([^/\\:]+)$/.exec(uri.replace(/[?#].*$/, ''))?.[1] ?? languageId;
  return `${root}/${decodeURIComponentSafely(name)}/code-env.yaml`;
}

function decodeURIComponentSafely(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

function withoutEnd(path: string): string {
  return path.length > 1 && path.endsWith('/') ? path.slice(0, -1) : path;
}
