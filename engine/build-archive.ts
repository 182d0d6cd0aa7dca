import { createReadStream } from 'node:fs';
import { Readable } from 'node:stream';
import { type Pack, pack } from 'tar-stream';
import { BuildError, type BuildRequest, type ContextFile } from './engine.ts';

/** Files on their way to an engine. */
export interface Archive {
  /** An uncompressed tar archive, read from disk while it is sent. Whoever is done with it destroys it. */
  readonly stream: Readable;
  /** Why the archive could not be completed, if so. */
  findFailure(): BuildError | undefined;
}

/** A build context on its way to the engine. */
export interface BuildArchive extends Archive {
  /** Where the Dockerfile is in the archive. */
  readonly dockerfile: string;
}

/** Packs a build context and its Dockerfile, as {@link packFiles} does. */
export function packContext(request: BuildRequest): BuildArchive {
  const taken = new Set(request.context.map(file => file.path));
  let dockerfile = 'Dockerfile';
  while (taken.has(dockerfile)) dockerfile = `.${dockerfile}`;
  return {
    ...packFiles([{ path: dockerfile, content: request.dockerfile }, ...request.context]),
    dockerfile,
  };
}

/** Packs files so that equal content gives equal bytes: sorted, owned by root, without times, with only the executable bit kept. */
export function packFiles(files: readonly ContextFile[]): Archive {
  const archive = pack();
  let failure: BuildError | undefined;
  // Whoever reads the stream gets the error, too; this is for when nobody has begun to.
  archive.on('error', () => {});
  fill(archive, files).catch(error => {
    if (error instanceof BuildError) failure = error;
    archive.destroy(error);
  });
  return {
    stream: Readable.from(archive, { objectMode: false }),
    findFailure: () => failure,
  };
}

async function fill(archive: Pack, files: readonly ContextFile[]): Promise<void> {
  for (const file of sortWithParents(files)) {
    if ('source' in file) {
      await sendFromDisk(archive, file);
    } else {
      await new Promise<void>((resolve, reject) => {
        archive.entry(readHeader(file), 'content' in file ? file.content : '', error =>
          error ? reject(error) : resolve(),
        );
      });
    }
  }
  archive.finalize();
}

/** Every folder gets an entry of its own, as the engine would make missing ones with a mode of its choice. */
function sortWithParents(files: readonly ContextFile[]): readonly ContextFile[] {
  const byPath = new Map<string, ContextFile>();
  for (const { path } of files) {
    for (let slash = path.indexOf('/'); slash > 0; slash = path.indexOf('/', slash + 1)) {
      const folder = path.slice(0, slash);
      byPath.set(folder, { path: folder, directory: true });
    }
  }
  for (const file of files) byPath.set(file.path, file);
  return [...byPath.values()].sort((a, b) => (a.path < b.path ? -1 : 1));
}

function readHeader(file: ContextFile) {
  const common = { name: file.path, uid: 0, gid: 0, mtime: new Date(0) };
  if ('directory' in file) return { ...common, type: 'directory', mode: 0o755 } as const;
  if ('linkTo' in file) return { ...common, type: 'symlink', linkname: file.linkTo, mode: 0o777 } as const;
  return { ...common, type: 'file', mode: file.executable ? 0o755 : 0o644 } as const;
}

async function sendFromDisk(archive: Pack, file: Extract<ContextFile, { source: string }>): Promise<void> {
  const entry = archive.entry({ ...readHeader(file), size: file.size });
  // It is destroyed together with the archive, whose error is the one that counts.
  entry.on('error', () => {});
  const closed = happened(entry, 'close');
  let sent = 0;
  try {
    for await (const chunk of createReadStream(file.source)) {
      sent += chunk.length;
      if (sent > file.size) break;
      if (!entry.write(chunk)) await Promise.race([happened(entry, 'drain'), closed]);
      if (entry.destroyed) return;
    }
  } catch (error) {
    throw refuse(file.source, `could not be read (${(error as Error).message})`);
  }
  if (sent !== file.size) throw refuse(file.source, `is no longer ${file.size} bytes long`);
  entry.end(null);
  await closed;
}

/** Unlike `events.once` this does not reject: what fails here fails the archive, which is where it is told. */
function happened(entry: ReturnType<Pack['entry']>, event: 'close' | 'drain'): Promise<void> {
  return new Promise(resolve => entry.once(event, () => resolve()));
}

function refuse(source: string, what: string): BuildError {
  return new BuildError(
    `${source} ${what} while it was sent to the engine. Try again once it stays as it is.`,
    undefined,
    '',
  );
}
