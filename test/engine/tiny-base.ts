// A base image without network: busybox and nothing else.
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import type Docker from 'dockerode';
import { pack } from 'tar-stream';
import { type EngineMessage, findFailure, readMessages } from '../../engine/engine-messages.ts';

/** Everything that the tests of this process make on the engine has a name that starts so. */
export const prefix = `code-envs-test/${process.pid}-`;

/** The name of the base image that {@link makeTinyBase} makes. */
export const tinyBase = `${prefix}tiny-base:latest`;

const applets =
  'cat cp echo env false head id kill ls mkdir pwd rm seq sh sleep stat tail touch true wc yes'.split(' ');

/** Puts the image {@link tinyBase} on the engine: a shell and the small tools, 2 MB. */
export async function makeTinyBase(docker: Docker): Promise<void> {
  const root = pack();
  for (const name of ['bin', 'etc', 'tmp']) root.entry({ name, type: 'directory', mode: 0o755 });
  root.entry({ name: 'bin/busybox', mode: 0o755 }, findBusybox());
  for (const applet of applets) {
    root.entry({ name: `bin/${applet}`, type: 'symlink', linkname: 'busybox', mode: 0o777 });
  }
  root.finalize();
  const answer = await docker.importImage(Readable.from(root, { objectMode: false }), {
    repo: tinyBase.replace(':latest', ''),
  });
  for await (const message of readMessages(answer as Readable)) {
    const failure = findFailure(message as EngineMessage);
    if (failure !== undefined) throw new Error(failure);
  }
}

/** The statically linked busybox of Debian and Ubuntu, kept between runs. */
function findBusybox(): Buffer {
  const kept = join(import.meta.dirname, '../../.cache/tiny-base/busybox');
  if (!existsSync(kept)) {
    const folder = mkdtempSync(join(tmpdir(), 'code-envs-busybox-'));
    try {
      execFileSync('apt-get', ['download', 'busybox-static'], { cwd: folder, stdio: 'pipe' });
      const archive = readdirSync(folder).find(name => name.endsWith('.deb'))!;
      execFileSync('dpkg', ['--extract', archive, 'root'], { cwd: folder });
      mkdirSync(join(kept, '..'), { recursive: true });
      const program = ['bin', 'usr/bin'].map(bin => join(folder, 'root', bin, 'busybox')).find(existsSync)!;
      execFileSync('cp', [program, `${kept}.${process.pid}`]);
      renameSync(`${kept}.${process.pid}`, kept);
    } finally {
      rmSync(folder, { recursive: true });
    }
  }
  return readFileSync(kept);
}
