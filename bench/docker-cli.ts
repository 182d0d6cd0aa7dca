// Docker's own command line.
import { findDockerProgram } from '../scripts/docker-program.ts';
import type { RunningEngine } from '../scripts/private-engine.ts';
import { run } from '../scripts/run.ts';

/** Runs `docker` with these words; throws with its last lines where it fails. */
export type Docker = (words: readonly string[], env?: NodeJS.ProcessEnv) => Promise<string>;

/** The `docker` that belongs to an engine. `folder` takes its settings. */
export async function openDocker(engine: RunningEngine, folder: string): Promise<Docker> {
  const environment = await findDockerProgram(engine.dockerHost, folder);
  return (words, env) => run('docker', words, { env: { ...environment, ...env } });
}
