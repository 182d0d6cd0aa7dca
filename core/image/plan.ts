import { baseName, folderOf, resolvePath } from '../files.ts';
import { isImageReference, isRegistry, nameComponent, withTag } from '../image-reference.ts';
import type { ContainerConfigs, EnvLang, ExecutionConfig } from '../model.ts';
import { isManaged } from '../model.ts';
import type { CodeEnvSubject, Instance } from '../rule.ts';
import { selectedConfigs } from '../selection.ts';
import { type PushTarget, pushTargetOf, registryNameOf } from './push.ts';
import { type Step, stepsOf } from './steps.ts';

/** One image: a code env on top of one base image. */
export interface PlannedImage {
  readonly env: string;
  /** The instance, as it stands in the name of the image. */
  readonly instance: string;
  readonly lang: EnvLang;
  /** The path of the definition. */
  readonly definition: string;
  /** The container configurations that use the image, by name. */
  readonly configs: readonly string[];
  /** The address of the engine; undefined means the usual one. */
  readonly dockerHost: string | undefined;
  /** The base image, with its tag. */
  readonly base: string;
  /** The name and tag that the image gets. */
  readonly image: string;
  /** Where it is pushed to when that is asked for; undefined means nowhere. */
  readonly push: PushTarget | undefined;
  readonly dssVersion: string;
  readonly steps: readonly Step[];
  /** What a person should know, but nobody has to mend. */
  readonly notes: readonly string[];
}

/** A base image that the repository builds itself. */
export interface PlannedBaseImage {
  readonly tag: string;
  /** The path of the folder with its Dockerfile. */
  readonly context: string;
}

/** Why no image of a code env can be planned. */
export interface Refusal {
  readonly definition: string;
  readonly env: string;
  readonly reason: string;
}

/** Everything that must be in the engines for the definitions to be usable in containers. */
export interface Plan {
  readonly baseImages: readonly PlannedBaseImage[];
  readonly images: readonly PlannedImage[];
  readonly refusals: readonly Refusal[];
}

/** Plans the images of code envs: one for each base image of the container configurations that are selected. Pure and in a stable order. */
export function plan(envs: readonly CodeEnvSubject[]): Plan {
  const images: PlannedImage[] = [];
  const refusals: Refusal[] = [];
  const baseImages = new Map<string, PlannedBaseImage>();
  const taken = new Map<string, number>();
  for (const toPlan of envs) {
    const { env, path, instance } = toPlan;
    if (!isManaged(env) || (instance && selectedConfigs(env, instance.configs).length === 0)) continue;
    const refusal = refuse(toPlan);
    if (refusal || !instance) {
      if (refusal) refusals.push({ definition: path, env: env.name, reason: refusal });
      continue;
    }
    for (const image of instance.configs.baseImages) {
      if (!image.tag || !image.context) continue;
      baseImages.set(image.tag.value, {
        tag: image.tag.value,
        context: resolvePath(folderOf(instance.path), image.context.value),
      });
    }
    for (const configs of byImage(selectedConfigs(env, instance.configs), instance.configs)) {
      images.push(planImage(toPlan, instance, configs, taken));
    }
  }
  return { baseImages: [...baseImages.values()], images, refusals };
}

function refuse({ env, folder, instance }: CodeEnvSubject): string | undefined {
  if (!instance) {
    const selects = env.allContainerConfs?.value || (env.containerConfs?.value.length ?? 0) > 0;
    return selects && env.origin !== 'plugin'
      ? 'There is no container-configs.yaml in its folder or above. Write one, so that its container configurations are known.'
      : undefined;
  }
  if (env.conda?.value)
    return 'It is made with Conda, and images of such code envs are not built here yet. Build them in DSS.';
  if (env.lang === undefined) return 'envLang is missing.';
  // Whatever DSS makes of it: an image without what was asked for would say that it is current.
  if (
    env.lang === 'PYTHON' &&
    env.dockerImageResources?.value === 'INIT' &&
    !env.resourcesInitScript &&
    !folder.resourcesInit
  )
    return 'dockerImageResources is INIT, but there is no script to run. Write spec/resources_init.py, or choose NONE.';
  for (const config of selectedConfigs(env, instance.configs)) {
    const base = baseOf(config, instance.configs);
    if (base === undefined)
      return `The container configuration ${config.name?.value ?? ''} names no base image, and the default one cannot be told without installId and dssVersion in ${baseName(instance.path)}.`;
    if (!isImageReference(base)) return `${JSON.stringify(base)} is not the name of an image.`;
    const registry = registryNameOf(config, instance.configs);
    if (registry && !isRegistry(registry))
      return `The repositoryURL ${JSON.stringify(registry)} of the container configuration ${config.name?.value ?? ''} cannot stand in the name of an image. Write it as registry[:port][/path], in small letters.`;
  }
  return undefined;
}

/** The base image of a configuration with its tag, by default that of DSS; undefined where that cannot be told. Source: doc.dataiku.com, containers/custom-base-images. */
export function baseOf(config: ExecutionConfig, configs: ContainerConfigs): string | undefined {
  return config.baseImage?.value ? withTag(config.baseImage.value) : defaultBaseOf(configs);
}

/** The base image that `dssadmin build-base-image` makes for an instance; undefined where that cannot be told. */
export function defaultBaseOf(configs: ContainerConfigs): string | undefined {
  if (!configs.installId || !configs.dssVersion) return undefined;
  return `dku-exec-base-${configs.installId.value.toLowerCase()}:dss-${configs.dssVersion.value}`;
}

interface ConfigsOfOneImage {
  readonly sharing: readonly ExecutionConfig[];
  readonly base: string;
  readonly dockerHost: string | undefined;
  readonly registry: string | undefined;
}

/** Configurations that agree in engine, base image and registry share an image. */
function byImage(
  selected: readonly ExecutionConfig[],
  configs: ContainerConfigs,
): readonly ConfigsOfOneImage[] {
  const groups = new Map<string, ConfigsOfOneImage>();
  for (const config of selected) {
    const base = baseOf(config, configs) ?? '';
    const dockerHost = config.dockerHost?.value || undefined;
    const registry = registryNameOf(config, configs);
    const key = JSON.stringify([dockerHost, base, registry]);
    const sharing = [...(groups.get(key)?.sharing ?? []), config];
    groups.set(key, { sharing, base, dockerHost, registry });
  }
  return [...groups.values()];
}

function planImage(
  toPlan: CodeEnvSubject,
  instance: Instance,
  group: ConfigsOfOneImage,
  taken: Map<string, number>,
): PlannedImage {
  const { env, path } = toPlan;
  const installed = instanceNameOf(instance);
  const repository = [group.registry, 'code-envs', installed, shortComponent(env.name) || 'env']
    .filter(part => part)
    .join('/');
  const tag = group.base
    .replaceAll(/[^\w.-]+/g, '-')
    .slice(-120)
    .replace(/^[.-]+/, '');
  const name = `${repository}:${tag}`;
  // Two names that differ only in what an image's name cannot show. Another engine has names of its own.
  const key = JSON.stringify([group.dockerHost, name]);
  const before = taken.get(key) ?? 0;
  taken.set(key, before + 1);
  return {
    env: env.name,
    instance: installed,
    lang: env.lang ?? 'PYTHON',
    definition: path,
    configs: group.sharing.map(({ name }) => name?.value ?? ''),
    dockerHost: group.dockerHost,
    base: group.base,
    image: before === 0 ? name : `${name}-${before + 1}`,
    push: pushTargetOf(group.sharing, group.registry, instance),
    dssVersion: instance.configs.dssVersion?.value ?? '',
    steps: stepsOf(toPlan),
    notes: env.predefinedContainerHooks.map(
      hook =>
        `The runtime addition ${hook.value} is left out: what DSS adds for it is not public. Add what you need in a Dockerfile fragment.`,
    ),
  };
}

/** An instance as it stands in the names of its images, and in their labels. */
export function instanceNameOf({ path, configs }: Instance): string {
  return (
    shortComponent(configs.installId?.value ?? '') || shortComponent(baseName(folderOf(path))) || 'instance'
  );
}

/** Engines refuse a whole name of more than 255 characters, and only after the build. */
function shortComponent(text: string): string {
  return nameComponent(nameComponent(text).slice(0, 80));
}
