import { sep } from 'node:path';

/** A path of the operating system as the core writes it: with `/`, and no `/` at the end. */
export function toPath(path: string): string {
  const slashes = sep === '\\' ? path.replaceAll('\\', '/') : path;
  return slashes.length > 1 && slashes.endsWith('/') ? slashes.slice(0, -1) : slashes;
}
