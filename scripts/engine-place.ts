// Where the private engines of this checkout live, by names that no other checkout on the machine has.
import { createHash } from 'node:crypto';
import { realpathSync } from 'node:fs';
import { join } from 'node:path';
import { unpackedEnvironment } from './debian-packages.ts';

/** Everything by which the parts of one checkout's engine are found again, also after a crash. */
export interface EnginePlace {
  readonly hash: string;
  /** Marks the control groups, the firewall rules and containerd's namespace. */
  readonly name: string;
  readonly bridge: string;
  /** Kept between runs: the unpacked programs, the images and the log. */
  readonly cache: string;
  /** Gone after a stop. Short, because the path of a Unix socket may have 107 bytes at most. */
  readonly runtime: string;
  readonly socket: string;
  readonly programs: string;
  readonly data: string;
  readonly logFile: string;
  readonly environment: NodeJS.ProcessEnv;
}

/**
 * Which Docker: the one that work is done with, or, for tests, the oldest that has to do, and one as the first that may
 * be killed and filled up.
 */
export type EngineKind = 'current' | 'oldest' | 'expendable';

/** The place of an engine of this checkout; `data` is where its images are, by default in the cache. */
export function readEnginePlace(kind: EngineKind = 'current', data?: string): EnginePlace {
  const project = realpathSync(join(import.meta.dirname, '..'));
  const current = join(project, '.cache/engine');
  const cache = kind === 'current' ? current : `${current}-${kind}`;
  const hash = createHash('sha256')
    .update(kind === 'current' ? project : cache)
    .digest('hex')
    .slice(0, 10);
  const runtime = `/run/code-envs-${hash}`;
  const programs = join(kind === 'oldest' ? cache : current, 'programs');
  return {
    hash,
    name: `code-envs-${hash}`,
    bridge: `ce-${hash}`,
    cache,
    runtime,
    socket: join(runtime, 'docker.sock'),
    programs,
    data: data ?? join(cache, 'data'),
    logFile: join(cache, 'dockerd.log'),
    // Read anew each time, because unpacking changes it.
    get environment() {
      return unpackedEnvironment(programs);
    },
  };
}
