import { createHash } from 'node:crypto';
import type { BigIntStats } from 'node:fs';
import { lstat, readdir, readFile, readlink, realpath } from 'node:fs/promises';
import { join, relative, resolve, sep } from 'node:path';
import dockerignore from '@balena/dockerignore';

import { toPath } from './path.ts';

/** An entry of a folder that goes into a build context; `path` is relative to the folder. */
export type FolderEntry =
  | {
      readonly path: string;
      readonly source: string;
      readonly size: number;
      readonly executable: boolean;
      /** Everything that the file system says of the file, which is another whenever the content is. */
      readonly status: string;
      /** When its content or its status was changed last, in milliseconds since 1970. */
      readonly changed: number;
    }
  | { readonly path: string; readonly directory: true }
  | { readonly path: string; readonly linkTo: string };

/** A folder that cannot be sent to an engine; the message says which entry and what to do. */
export class FolderError extends Error {
  override readonly name = 'FolderError';
}

/** Everything in `folder` but what has one of the names in `without`, in a stable order. Rejects with {@link FolderError} for links that lead out of it. */
export async function readFolder(
  folder: string,
  without: readonly string[] = [],
): Promise<readonly FolderEntry[]> {
  const root = await realpath(folder);
  const entries: FolderEntry[] = [];
  const walk = async (below: string): Promise<void> => {
    const names = await readdir(join(root, below));
    for (const name of names.sort()) {
      const path = below ? `${below}/${name}` : name;
      if (without.includes(path)) continue;
      const source = join(root, path);
      const status = await lstat(source, { bigint: true });
      if (status.isSymbolicLink()) {
        entries.push({ path, linkTo: await insideLink(root, source, path) });
      } else if (status.isDirectory()) {
        entries.push({ path, directory: true });
        await walk(path);
      } else if (status.isFile()) {
        entries.push(describeFile(path, source, status));
      } else {
        throw new FolderError(
          `${path} in ${toPath(folder)} is neither a file nor a folder nor a link. Take it away.`,
        );
      }
    }
  };
  await walk('');
  return entries;
}

function describeFile(path: string, source: string, status: BigIntStats): FolderEntry {
  const { size, mode, ino, mtimeNs, ctimeNs } = status;
  return {
    path,
    source,
    size: Number(size),
    executable: (mode & 0o100n) !== 0n,
    status: [size, mode, ino, mtimeNs, ctimeNs].join(' '),
    changed: Math.max(Number(status.mtimeMs), Number(status.ctimeMs)),
  };
}

/** Where a link leads, relative to itself. What it stands for must lie in the folder: an image must not take in files that nobody named. */
async function insideLink(root: string, source: string, path: string): Promise<string> {
  const target = resolve(join(source, '..'), await readlink(source));
  const real = await realpath(source).catch(() => target);
  for (const place of [target, real]) {
    if (place !== root && !place.startsWith(root + sep)) {
      throw new FolderError(
        `${path} is a link that leads out of ${toPath(root)}, to ${toPath(place)}. Put the file itself there, or take the link away.`,
      );
    }
  }
  return toPath(relative(join(source, '..'), target)) || '.';
}

/** The same without what the folder's .dockerignore leaves out. */
export async function readBuildContext(folder: string): Promise<readonly FolderEntry[]> {
  const entries = await readFolder(folder);
  const ignoreFile = await readFile(join(folder, '.dockerignore'), 'utf8').catch(() => undefined);
  if (ignoreFile === undefined) return entries;
  const ignored = dockerignore.default().add(ignoreFile);
  const kept = new Set(
    entries.flatMap(entry =>
      !('directory' in entry) && (entry.path === 'Dockerfile' || !ignored.ignores(entry.path))
        ? [entry.path]
        : [],
    ),
  );
  return entries.filter(entry =>
    'directory' in entry ? [...kept].some(path => path.startsWith(`${entry.path}/`)) : kept.has(entry.path),
  );
}

/** SHA-256 in hexadecimal digits. */
export function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
