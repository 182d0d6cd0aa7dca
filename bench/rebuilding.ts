// A build where nothing has to be built.
import { rm } from 'node:fs/promises';
import { planned } from '../cli/planned.ts';
import { Engines } from '../cli/state/engines.ts';
import { statesOf } from '../cli/state/states.ts';
import { connectDocker } from '../engine/index.ts';
import { Refused } from '../scripts/run.ts';
import type { BuildSite } from './build-site.ts';
import { writeContexts } from './contexts.ts';
import { imageCount, repository } from './matrix.ts';
import { type Comparison, timed } from './samples.ts';

/** What was measured, and why some of it was not. */
export interface Measured {
  readonly comparisons: Comparison[];
  readonly missing: readonly string[];
}

const count = `${imageCount} images, all current`;

/** Builds the matrix, already built, by turns with `code-envs` and with Docker; then decides in this process that there is nothing to do. */
export async function compareRebuilding(site: BuildSite, times: number): Promise<Measured> {
  await site.codeEnvs(['build', '--base-images']);
  const contexts = await writeContexts(site.instance, image => `${repository}/bake:${image}`);
  const engines = new Engines(AbortSignal.timeout(600_000));
  const engine = await connectDocker(site.dockerHost);
  const before = process.env['DOCKER_HOST'];
  process.env['DOCKER_HOST'] = site.dockerHost;
  try {
    const each = async (buildkit: '0' | '1') => {
      // As a script does it: one image after the other.
      for (const [image, folder] of contexts.folders.entries()) {
        const tag = `${repository}/buildkit-${buildkit}:${image}`;
        await site.docker(['build', '--quiet', '--tag', tag, folder], { DOCKER_BUILDKIT: buildkit });
      }
    };
    const terminal = {
      folder: site.instance,
      write() {},
      log() {},
      interactive: false,
      draw() {},
      signal: AbortSignal.timeout(600_000),
    };
    const decide = async () => {
      engines.forget(undefined);
      const { images } = await planned({ envs: [] }, terminal);
      const states = await statesOf(images, engines);
      if (states.length !== imageCount || states.some(({ state }) => state !== 'current'))
        throw new Error('Something is to be built.');
    };
    const process_ = way(`\`code-envs build\`, ${count}`, () => site.codeEnvs(['build']));
    const decision = way(`the same decision in a process that runs, ${count}`, decide);
    const plain = way('`docker build` each', () => each('1'));
    const bake = way('`docker buildx bake`', () =>
      site.docker(['buildx', 'bake', '--file', contexts.bakeFile]),
    );
    const classic = way('`docker build` each, classic builder', () => each('0'));
    const list = way('one request for the list of images', () => engine.listImages());
    const missing = await goAll([process_, decision, plain, bake, classic, list], times);
    const rows: readonly (readonly [Way, Way, number?])[] = [
      [process_, plain, 0.05],
      [process_, bake],
      [process_, classic],
      [decision, plain, 0.05],
      [decision, classic],
      [decision, list, 3],
    ];
    const comparisons = rows
      .filter(([, their]) => their.samples.length > 0)
      .map(([our, their, atMost]) => ({
        what: `${our.name}, against ${their.name}`,
        ours: our.samples,
        theirs: their.samples,
        ...(atMost !== undefined && { bound: { ratio: atMost } }),
      }));
    return { comparisons, missing };
  } finally {
    if (before === undefined) delete process.env['DOCKER_HOST'];
    else process.env['DOCKER_HOST'] = before;
    engine.close();
    await engines.close();
    await rm(contexts.root, { recursive: true, force: true });
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

/** Goes each way in turn; one that cannot be gone on this machine is told. */
async function goAll(ways: readonly Way[], times: number): Promise<readonly string[]> {
  const missing: string[] = [];
  const there: Way[] = [];
  // Once without a clock: afterwards every step is in Docker's cache.
  for (const way of ways) {
    try {
      await way.go();
      there.push(way);
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      missing.push(`${way.name}: ${error.message}`);
    }
  }
  for (let i = 0; i < times; i++) for (const way of there) way.samples.push((await timed(way.go)).ms);
  return missing;
}
