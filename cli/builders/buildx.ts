import { type Engine, EngineError } from '../../engine/index.ts';
import { build } from '../commands/build.ts';
import { bake, runBuildx } from './bake.ts';
import type { Builder } from './builder.ts';

/**
 * The builder that `docker buildx` has chosen, by `BUILDX_BUILDER` or `docker buildx use`: images are built there and
 * loaded into the engine, which tells their state and pushes them.
 */
export const buildx: Builder = (choice, command, terminal) =>
  build(choice, command, terminal, (engine, address) => withBuildx(engine, address, terminal.signal));

/** An engine whose images are built by buildx. */
async function withBuildx(engine: Engine, address: string | undefined, signal: AbortSignal): Promise<Engine> {
  const environment: Readonly<Record<string, string>> = address === undefined ? {} : { DOCKER_HOST: address };
  const { stdout, stderr } = await runBuildx(['inspect'], { signal, environment });
  const driver = /^Driver:\s+(\S+)$/m.exec(stdout)?.[1];
  if (driver === undefined)
    throw new EngineError(
      `\`docker buildx inspect\` names no builder: ${stderr.trim().split('\n').at(-1)}. Choose a builder with \`docker buildx use NAME\`, or build without \`--builder buildx\`.`,
    );
  return {
    ...engine,
    title: `buildx (${driver}) for ${engine.title}`,
    features: { cacheMounts: true, secrets: true, localImages: driver === 'docker', removesParents: true },
    async buildImage(request, options) {
      await bake(request, options, environment);
      const built = (await engine.listImages()).find(({ tags }) => tags.includes(request.tag));
      if (built) return built.id;
      throw new EngineError(
        `buildx has built ${request.tag}, but not loaded it into the engine. See whether \`docker images\` asks the same engine: ${engine.title}.`,
      );
    },
  };
}
