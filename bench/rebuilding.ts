// A build where nothing has to be built.
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { ensureBaseRoot } from '../scripts/base-root.ts';
import { ensureEngine } from '../scripts/private-engine.ts';
import { Refused, run } from '../scripts/run.ts';
import { writeContexts } from './contexts.ts';
import { type Docker, openDocker } from './docker-cli.ts';
import { type Comparison, timed } from './samples.ts';

const root = join(import.meta.dirname, '..');
const instance = join(root, 'examples');
const repository = 'code-envs-bench';

/** What was measured, and why some of it was not. */
export interface Rebuilding {
  readonly comparisons: readonly Comparison[];
  readonly missing: readonly string[];
}

/** Builds the examples, already built, by turns with `code-envs` and with Docker. */
export async function compareRebuilding(times: number): Promise<Rebuilding> {
  const log = (line: string) => console.error(line);
  const engine = await ensureEngine(log);
  if ('unavailable' in engine) return { comparisons: [], missing: [engine.unavailable] };
  const contexts = await writeContexts(instance, image => `${repository}:bake-${image}`);
  try {
    await ensureBaseRoot(engine.dockerHost, log);
    const env = { ...process.env, DOCKER_HOST: engine.dockerHost };
    const codeEnvs = (...words: readonly string[]) =>
      run(process.execPath, [join(root, 'dist/cli.cjs'), ...words], { cwd: instance, env });
    log('Building the examples, so that nothing is left to build …');
    await codeEnvs('build', '--base-images');
    const docker = await openDocker(engine, contexts.root);
    const each = async (buildkit: '0' | '1') => {
      // As a script does it: one image after the other.
      for (const [image, folder] of contexts.folders.entries()) {
        const tag = `${repository}:buildkit-${buildkit}-${image}`;
        await docker(['build', '--quiet', '--tag', tag, folder], { DOCKER_BUILDKIT: buildkit });
      }
    };
    try {
      const count = `${contexts.folders.length} images, all current`;
      const ours = [
        way(`\`code-envs build\`, ${count}`, () => codeEnvs('build')),
        way(`\`code-envs status\`, ${count}`, () => codeEnvs('status')),
      ];
      const theirs = [
        way('`docker build` each', () => each('1')),
        way('`docker buildx bake`', () => docker(['buildx', 'bake', '--file', contexts.bakeFile])),
        way('`docker build` each, classic builder', () => each('0')),
      ];
      return await compare(times, ours, theirs);
    } finally {
      await removeImages(docker);
    }
  } finally {
    await rm(contexts.root, { recursive: true, force: true });
    await engine.stop();
  }
}

interface Way {
  readonly name: string;
  readonly go: () => Promise<unknown>;
  readonly samples: number[];
}

function way(name: string, go: () => Promise<unknown>): Way {
  return { name, go, samples: [] };
}

/** Goes each way in turn; a way of theirs that cannot be gone on this machine is missing. */
async function compare(times: number, ours: readonly Way[], theirs: readonly Way[]): Promise<Rebuilding> {
  const there: Way[] = [];
  const missing: string[] = [];
  // Once without a clock: afterwards every step is in Docker's cache.
  for (const way of ours) await way.go();
  for (const way of theirs) {
    try {
      await way.go();
      there.push(way);
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      missing.push(`${way.name}: ${error.message}`);
    }
  }
  for (let i = 0; i < times; i++) {
    for (const way of [...ours, ...there]) way.samples.push((await timed(way.go)).ms);
  }
  const comparisons = ours.flatMap(our =>
    there.map(their => ({
      what: `${our.name}, against ${their.name}`,
      ours: our.samples,
      theirs: their.samples,
    })),
  );
  return { comparisons, missing };
}

async function removeImages(docker: Docker): Promise<void> {
  const tags = await docker(['image', 'ls', '--format', '{{.Repository}}:{{.Tag}}', repository]);
  const names = tags.split('\n').filter(name => name !== '');
  if (names.length > 0) await docker(['image', 'rm', ...names]);
}
