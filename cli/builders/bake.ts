import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type BakeTarget, renderBake } from '../../core/index.ts';
import { describeBuildFailure } from '../../engine/build-failure.ts';
import { followStatus } from '../../engine/buildkit-status.ts';
import { type BuildEvent, type BuildRequest, EngineError, type ProgressOptions } from '../../engine/index.ts';
import { type ChildEnd, NoProgram, runChild } from '../child.ts';
import { RawJson, Steps } from './bake-progress.ts';
import { writeContext } from './context-folder.ts';

/** What to do without it; Docker's page leads to the packages of each system. */
const install =
  'Install it (on Debian 13 the package docker-buildx, elsewhere https://docs.docker.com/go/buildx/), or build without `--builder buildx`.';

/** How versions of `docker` say that they have no plugin of that name. */
const noPlugin = /unknown command: docker buildx|'buildx' is not a docker command/;

/** Runs `docker buildx` with these words. Rejects with an EngineError where there is none. */
export async function runBuildx(
  words: readonly string[],
  options: Parameters<typeof runChild>[2],
): Promise<ChildEnd> {
  const ended = await runChild('docker', ['buildx', ...words], options).catch(error => {
    if (!(error instanceof NoProgram)) throw error;
    throw new EngineError(
      `The builder buildx needs the program \`docker\` with its plugin buildx (${error.message}). ${install}`,
    );
  });
  if (ended.code !== 0 && noPlugin.test(ended.stderr))
    throw new EngineError(`The program \`docker\` is without its plugin buildx. ${install}`);
  return ended;
}

/** Builds one image, with what is below it, and has it loaded into the engine. Rejects as {@link Engine.buildImage}. */
export async function bake(
  request: BuildRequest,
  { onEvent, signal }: ProgressOptions<BuildEvent>,
  environment: Readonly<Record<string, string>>,
): Promise<void> {
  // Bake is run where the contexts are: from elsewhere it would ask whether it may read them.
  const folder = await mkdtemp(join(tmpdir(), 'code-envs-buildx-'));
  try {
    const secrets = new Map<string, string>();
    const targets = await writeTargets(request, folder, secrets);
    await writeFile(join(folder, 'docker-bake.json'), renderBake(targets));
    const log = followStatus(onEvent);
    const steps = new Steps(Object.keys(request.below ?? {}).length > 0);
    const reader = new RawJson(status => log.read(steps.ofImage(status)));
    const { code } = await runBuildx(['bake', '--file', 'docker-bake.json', '--progress', 'rawjson'], {
      signal,
      folder,
      environment: { ...environment, ...Object.fromEntries(secrets) },
      onText: text => reader.read(text),
      all: true,
    });
    if (code !== 0) throw describeBuildFailure(reader.reason(code), log.findFailedStep());
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Writes the contexts of an image and of those below it, each of these once; `secrets` gets the environment of bake. */
async function writeTargets(
  request: BuildRequest,
  folder: string,
  secrets: Map<string, string>,
): Promise<readonly BakeTarget[]> {
  const targets = new Map<string, BakeTarget>();
  const add = async (
    { tag, dockerfile, context, below = {}, ...rest }: BuildRequest,
    isWanted: boolean,
  ): Promise<string> => {
    const known = targets.get(tag);
    if (known) return known.name;
    const contexts: Record<string, string> = {};
    for (const [image, request] of Object.entries(below)) contexts[image] = await add(request, false);
    const name = isWanted ? 'image' : `below-${targets.size}`;
    await mkdir(join(folder, name));
    await writeContext(join(folder, name), context);
    const variables = Object.entries(rest.secrets ?? {}).map(([id, text]) => {
      const variable = `CODE_ENVS_SECRET_${secrets.size}`;
      secrets.set(variable, text);
      return [id, variable];
    });
    targets.set(tag, {
      name,
      tag: isWanted ? tag : undefined,
      dockerfile,
      folder: name,
      labels: rest.labels,
      secrets: Object.fromEntries(variables),
      contexts,
      noCache: isWanted && rest.noCache === true,
    });
    return name;
  };
  await add(request, true);
  return [...targets.values()];
}
