import { folderOf, resolvePath } from '../files.ts';
import type { Plan, PlannedImage } from '../image/plan.ts';
import type { ContainerConfigs, ExecutionConfig, WorkloadType } from '../model.ts';
import { listed } from '../suggest.ts';
import { extensionOf } from '../workload-file.ts';
import type { WorkloadUse } from '../workload-use.ts';
import { type ClusterPlace, clusterPlaceOf } from './cluster-place.ts';
import { commandOf } from './command.ts';
import { type Limits, limitsOf } from './limits.ts';

/** A run of a workload: the container or Job that it is, before anything is done. */
export interface RunPlan {
  readonly workload: string;
  readonly type: WorkloadType;
  readonly config: string;
  readonly image: PlannedImage;
  readonly command: readonly string[];
  readonly environment: Readonly<Record<string, string>>;
  /** Folders of this machine, and where the container has them. */
  readonly mounts: readonly {
    readonly source: string;
    readonly target: string;
    readonly readOnly: boolean;
  }[];
  readonly workingDirectory: string;
  /** The folder of this machine that gets what the run writes, and folders that must be in it. */
  readonly outputs: { readonly folder: string; readonly holds: readonly string[] };
  readonly place: EnginePlace | ClusterPlace;
}

/** The engine that has the image. */
export interface EnginePlace {
  readonly kind: 'engine';
  readonly limits: Limits;
}

/** Why a workload cannot be run, and what to do. */
export interface RunRefusal {
  readonly refusal: string;
}

/** What a run is planned from. */
export interface RunGiven {
  /** The path of the `workloads.yaml`. */
  readonly path: string;
  readonly configs: ContainerConfigs;
  readonly plan: Plan;
  readonly isFile: (path: string) => boolean;
  /** A container configuration instead of the selected one. */
  readonly config?: string | undefined;
  readonly arguments: readonly string[];
}

/** Where a container has the folder of `workloads.yaml`, and where it writes. DSS has no names for these. */
export const projectFolder = '/project';
export const outputFolder = '/output';
/** The folder beside `workloads.yaml` that holds what runs have written, each in a folder of its own. */
export const outputsFolder = 'outputs';

/** The folder for what the workload of this name in the `workloads.yaml` at `path` has written. */
export function outputsOf(path: string, name: string): string {
  return `${folderOf(path)}/${outputsFolder}/${folderName(name)}`;
}

/**
 * Plans the run of a workload. The folder of `workloads.yaml` is there for reading only, so that no run changes what
 * another one sees; the working directory is a folder of the workload's own, which comes back.
 */
export function planRun(use: WorkloadUse, given: RunGiven): RunPlan | RunRefusal {
  const name = use.workload.name?.value ?? '';
  const type = use.workload.type?.value;
  const refuse = (reason: string): RunRefusal => ({ refusal: `${name} cannot be run: ${reason}` });
  if (!type) return refuse('it has no type that is known. Write one.');
  const config = configOf(use, given);
  if (typeof config === 'string') return refuse(config);
  const image = imageOf(use, config.name, given.plan);
  if (typeof image === 'string') return refuse(image);
  const file = fileOf(use, given);
  if ('problem' in file) return refuse(file.problem);
  const place = placeOf(config.config);
  if (typeof place === 'string') return refuse(place);
  const project = folderOf(given.path);
  const outputs = outputsOf(given.path, name);
  const isModel = type === 'CUSTOM_ML_MODEL' || type === 'DEEP_LEARNING_MODEL';
  return {
    workload: name,
    type,
    config: config.name,
    image,
    command: commandOf(type, `${projectFolder}/${file.relative}`, given.arguments),
    environment: {
      ...environmentOf(image, config.name),
      ...(isModel && { CODE_ENVS_MODEL_FOLDER: `${outputFolder}/model` }),
      // Lines are to be seen when they are printed.
      PYTHONUNBUFFERED: '1',
    },
    mounts: [
      { source: project, target: projectFolder, readOnly: true },
      { source: outputs, target: outputFolder, readOnly: false },
    ],
    workingDirectory: outputFolder,
    outputs: { folder: outputs, holds: isModel ? ['model'] : [] },
    place,
  };
}

function placeOf(config: ExecutionConfig): RunPlan['place'] | string {
  if (config.type?.value === 'KUBERNETES') return clusterPlaceOf(config);
  const limits = limitsOf(config);
  return typeof limits === 'string' ? limits : { kind: 'engine', limits };
}

/** The variables of every container that runs something of a project. */
export function environmentOf({ env }: PlannedImage, config: string): Readonly<Record<string, string>> {
  return {
    // Source: release notes of DSS 13.4.0. Their values are not public.
    DKU_CONTAINER_EXEC: '1',
    DKU_CONTAINER_EXEC_NAME: config,
    DKU_CODE_ENV_NAME: env,
    CODE_ENVS_PROJECT_FOLDER: projectFolder,
  };
}

function configOf(
  { container }: WorkloadUse,
  { configs, config: wanted }: RunGiven,
): { readonly name: string; readonly config: ExecutionConfig } | string {
  const known = configs.executionConfigs.flatMap(config =>
    config.name ? [{ name: config.name.value, config }] : [],
  );
  const names = listed(known.map(({ name }) => name)) || 'none';
  if (wanted === undefined && container.kind === 'host')
    return `no container configuration is selected for it, so that DSS runs it on its host. Name one by --config: ${names}.`;
  const found =
    wanted === undefined
      ? container.kind === 'config' && container
      : known.find(({ name }) => name === wanted);
  if (!found)
    return `the container configuration${wanted === undefined ? ' that is selected for it' : ` ${wanted}`} is none of the instance. There is ${names}.`;
  return found;
}

function imageOf(
  { workload, lang, isNotebook, env: used }: WorkloadUse,
  config: string,
  plan: Plan,
): PlannedImage | string {
  if (used.kind === 'builtin')
    return 'it runs in the builtin env, of which there is no image. Select a managed code env for it.';
  if (used.kind === 'unknown')
    return 'the code env that is selected for it is not here. Select one of the instance.';
  const { env, path } = used.definition;
  if (env.lang !== lang)
    return `${workload.type?.value} needs another language than the ${env.lang ?? 'unknown one'} of its code env ${env.name}. Select a code env of ${lang}.`;
  if (isNotebook && !env.installJupyterSupport?.value)
    return `its code env ${env.name} has no Jupyter support, so that there is no kernel for it. Set installJupyterSupport to true there.`;
  const image = plan.images.find(
    image => image.env === env.name && image.definition === path && image.configs.includes(config),
  );
  if (image) return image;
  const refusal = plan.refusals.find(refusal => refusal.env === env.name && refusal.definition === path);
  return (
    refusal?.reason ??
    `there is no image of its code env ${env.name} for ${config}. Select ${config} in containerConfs of a managed code env.`
  );
}

function fileOf(
  { workload: { file }, isNotebook }: WorkloadUse,
  { path, isFile }: RunGiven,
): { readonly relative: string } | { readonly problem: string } {
  if (!file?.value) return { problem: 'it names no file. Write `file`.' };
  const folder = folderOf(path);
  const resolved = resolvePath(folder, file.value);
  if (!resolved.startsWith(`${folder}/`))
    return {
      problem: `its file ${file.value} is not below the folder of workloads.yaml, which is all that the container has. Move it there.`,
    };
  if (!isFile(resolved))
    return { problem: `there is no file ${file.value}. Write it, or correct the path in workloads.yaml.` };
  if (isNotebook && extensionOf(resolved) !== 'ipynb')
    return { problem: `${file.value} is no .ipynb file, and others are not executed. Convert it.` };
  return { relative: resolved.slice(folder.length + 1) };
}

/** A workload's name as that of a folder, on every system. */
function folderName(name: string): string {
  return name.replaceAll(/[^\w.-]+/g, '-').replace(/^\.+|\.+$/g, '') || 'workload';
}
