// Where builds are compared: an engine, an instance, and Docker's own command line.
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ensureBaseRoot } from '../scripts/base-root.ts';
import { ensureEngine } from '../scripts/private-engine.ts';
import { run } from '../scripts/run.ts';
import { type Docker, openDocker } from './docker-cli.ts';
import { writeMatrix } from './matrix.ts';

export interface BuildSite {
  readonly dockerHost: string;
  readonly docker: Docker;
  /** The instance of four code envs on five base images; more may be written into it. */
  readonly instance: string;
  /** Runs `code-envs` with these words in a folder. */
  readonly codeEnvs: (words: readonly string[], folder?: string) => Promise<string>;
}

const program = join(import.meta.dirname, '../dist/cli.cjs');

/** Opens a site for a while; gives the reason where there is no engine. What was built there is taken away. */
export async function onSite<T>(
  log: (line: string) => void,
  use: (site: BuildSite) => Promise<T>,
): Promise<T | { readonly unavailable: string }> {
  const engine = await ensureEngine(log);
  if ('unavailable' in engine) return engine;
  const root = mkdtempSync(join(tmpdir(), 'code-envs-bench-'));
  try {
    await ensureBaseRoot(engine.dockerHost, log);
    const instance = join(root, 'instance');
    mkdirSync(instance);
    writeMatrix(instance);
    // Here too, for what is measured in this process.
    process.env['XDG_CACHE_HOME'] = join(root, 'cache');
    const env = { ...process.env, DOCKER_HOST: engine.dockerHost };
    const docker = await openDocker(engine, root);
    try {
      return await use({
        dockerHost: engine.dockerHost,
        docker,
        instance,
        codeEnvs: (words, folder = instance) =>
          run(process.execPath, [program, ...words], { cwd: folder, env }),
      });
    } finally {
      await removeImages(docker);
    }
  } finally {
    rmSync(root, { recursive: true, force: true });
    await engine.stop();
  }
}

/** Removes the images of the benchmarks whose name has `part`, all by default, and what builds have left of them. */
export async function removeImages(docker: Docker, part = 'code-envs-bench'): Promise<void> {
  const tags = await docker(['image', 'ls', '--format', '{{.Repository}}:{{.Tag}}']);
  const names = tags.split('\n').filter(name => name.includes(part));
  if (names.length > 0) await docker(['image', 'rm', '--force', ...names]);
}
