import {
  type ContainerConfigs,
  instanceNameOf,
  type OldImage,
  oldImages,
  type PlannedImage,
  partKindOf,
  partName,
} from '../../core/index.ts';
import type { Engine, EngineError } from '../../engine/index.ts';
import { normalizeReference } from '../../engine/reference.ts';
import { Parts } from '../build/parts.ts';
import { isLeftover } from '../containers.ts';
import type { Planned } from '../planned.ts';
import { type Terminal, UsageError } from '../terminal.ts';
import type { Engines } from './engines.ts';
import { type ImageWithState, statesOf } from './states.ts';
import { unreachableOf } from './survey.ts';

/** An old image and where it is. */
export interface OldOnEngine extends OldImage {
  readonly dockerHost: string | undefined;
}

/** The old images of all engines of the instances. */
export interface Old {
  readonly images: readonly OldOnEngine[];
  /** The engines that do not answer, by their addresses. */
  readonly unreachable: ReadonlyMap<string | undefined, EngineError>;
}

/** Looks on every engine of the instances in the terminal's folder for images that the definitions no longer stand for. */
export async function findOld(plan: Planned, engines: Engines, terminal: Terminal): Promise<Old> {
  const instances = wholeInstances(plan, terminal);
  const names = new Set(instances.map(instanceNameOf));
  const hosts = [...new Set(instances.flatMap(({ configs }) => hostsOf(configs)))];
  const unreachable = await unreachableOf(hosts, engines);
  const states = await statesOf(
    plan.images.filter(({ dockerHost }) => !unreachable.has(dockerHost)),
    engines,
  );
  const found = hosts
    .filter(host => !unreachable.has(host))
    .map(async dockerHost => {
      const engine = await engines.connect(dockerHost);
      const containers = (await engine.listContainers()).filter(container => !isLeftover(container));
      const olds = oldImages(await engines.list(dockerHost), {
        instances: names,
        names: await namesOn(dockerHost, { plan, states, engine, engines, terminal }),
        containers: new Map(containers.map(({ imageId, name }) => [imageId, name])),
        normalize: normalizeReference,
        ...judge(plan),
      });
      return olds.map(old => ({ ...old, dockerHost }));
    });
  return { images: (await Promise.all(found)).flat(), unreachable };
}

/** The instances whose code envs are all known. Throws a {@link UsageError} where that cannot be said of each. */
function wholeInstances({ loaded: { files, project } }: Planned, { folder }: Terminal) {
  const above = project.instanceOf(`${folder}/code-env.yaml`)?.path;
  if (above !== undefined && !files.some(({ path }) => path === above))
    throw new UsageError(
      `This folder is a part of the instance of ${above}. Go there: which images are old is told by all of its code envs.`,
    );
  const ours = files.filter(({ path }) => project.kindOf(path) === 'container-configs');
  if (ours.length === 0)
    throw new UsageError(
      'There is no container-configs.yaml here, so that nothing tells whose images are old.',
    );
  return ours.map(({ path, file, problems }) => {
    const configs = file?.documents[0]?.configs;
    if (!configs || problems.some(({ severity }) => severity === 'error'))
      throw new UsageError(`Mend ${path} first: with errors in it nothing tells which images are old.`);
    return { path, configs };
  });
}

function hostsOf({ executionConfigs }: ContainerConfigs): readonly (string | undefined)[] {
  const hosts = executionConfigs.map(({ dockerHost }) => dockerHost?.value || undefined);
  return hosts.length > 0 ? hosts : [undefined];
}

/** What the plan says of an image that is not in it. */
function judge({ images, refusals, unplanned, loaded: { files, project } }: Planned) {
  const defined = new Set(
    files.flatMap(({ path, file }) => {
      const instance = project.instanceOf(path);
      return (file?.documents ?? []).flatMap(({ env }) =>
        env && instance ? [keyOf(instanceNameOf(instance), env.name)] : [],
      );
    }),
  );
  const isPlanned = (instance: string, env: string) =>
    images.some(image => image.instance === instance && image.env === env);
  const isBroken = unplanned.length > refusals.length;
  return {
    isDefined: (instance: string, env: string) => defined.has(keyOf(instance, env)),
    isPlanned,
    obstacleOf(instance: string, env: string): string | undefined {
      if (isPlanned(instance, env)) return undefined;
      if (isBroken) return 'a definition has errors, and it may be of that one';
      return refusals.some(refusal => refusal.env === env) ? 'no image of it can be planned' : undefined;
    },
  };
}

function keyOf(instance: string, env: string): string {
  return JSON.stringify([instance, env]);
}

interface Surroundings {
  readonly plan: Planned;
  readonly states: readonly ImageWithState[];
  readonly engine: Engine;
  readonly engines: Engines;
  readonly terminal: Terminal;
}

/** The names that the plan stands for on an engine: of its images, and of the parts that they would take now. */
async function namesOn(
  host: string | undefined,
  { plan, states, engine, engines, terminal: { signal } }: Surroundings,
): Promise<ReadonlySet<string>> {
  const parts = new Parts(plan.images, engines, { signal, log() {} });
  const present = [...(await engines.images(host)).keys()];
  const names = new Set<string>();
  for (const { planned, baseId, obstacle, resourcesDigest } of states) {
    if (planned.dockerHost !== host) continue;
    names.add(normalizeReference(planned.image));
    const keepAll = (kind: 'packages' | 'resources') => {
      for (const name of present) if (isPartOf(name, planned, kind)) names.add(name);
    };
    const packages = await parts.packagesOf(planned, engine);
    if (packages) names.add(normalizeReference(packages.image));
    // Which part it takes is known only with its base image and with its resources.
    if (baseId === undefined) keepAll('packages');
    if (obstacle !== undefined) keepAll('resources');
    names.add(normalizeReference(partName(planned, 'resources', resourcesDigest)));
  }
  return names;
}

function isPartOf(name: string, planned: PlannedImage, kind: 'packages' | 'resources'): boolean {
  const own = normalizeReference(partName(planned, kind, ''));
  return name.startsWith(own) && partKindOf(name, planned.instance) === kind;
}
