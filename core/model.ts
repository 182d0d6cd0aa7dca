import type { Entry, MapNode, Node } from './source.ts';
import type { Span } from './text.ts';

/** A value and its place: `span` is the value's, `entry` its key and value where it has a key. */
export interface Located<T> {
  readonly value: T;
  readonly span: Span;
  readonly node: Node;
  readonly entry?: Entry;
}

/** `deploymentMode`, by DSS's own names. */
export type DeploymentMode =
  | 'DESIGN_MANAGED'
  | 'DESIGN_NON_MANAGED'
  | 'PLUGIN_MANAGED'
  | 'PLUGIN_NON_MANAGED'
  | 'AUTOMATION_VERSIONED'
  | 'AUTOMATION_SINGLE'
  | 'AUTOMATION_NON_MANAGED_PATH'
  | 'EXTERNAL_CONDA_NAMED'
  | 'DSS_INTERNAL';

export type EnvLang = 'PYTHON' | 'R';

/** How resources come into an image: by the script, by a copy, not at all. */
export type ResourcesMode = 'INIT' | 'COPY' | 'NONE';

export type CacheBustingLocation =
  | 'BEGINNING'
  | 'AFTER_START_DOCKERFILE'
  | 'AFTER_PACKAGES'
  | 'AFTER_AFTER_PACKAGES_DOCKERFILE'
  | 'END'
  | 'NONE';

/** The Dockerfile fragments in the order in which DSS places them. */
export const fragmentKeys = [
  'dockerfileAtStart',
  'dockerfileBeforePackages',
  'dockerfileAfterCondaPackages',
  'dockerfileAfterPackages',
  'dockerfileAtEnd',
] as const;
export type FragmentKey = (typeof fragmentKeys)[number];

/**
 * A code env definition. A key that is missing or that has a value of the wrong kind is undefined here;
 * the structure rules tell the user.
 */
export interface CodeEnv {
  readonly kind: 'code-env';
  readonly root: MapNode;
  /** `plugin` and `export` are `desc.json` files, which leave some keys to their place in the repository. */
  readonly origin: 'definition' | 'plugin' | 'export';
  /** `envName`, or else the name that the file's place gives. */
  readonly name: string;
  /** `envLang`, or else what the file's place says. */
  readonly lang: EnvLang | undefined;
  readonly envName: Located<string> | undefined;
  readonly envLang: Located<EnvLang> | undefined;
  readonly deploymentMode: Located<DeploymentMode> | undefined;
  readonly acceptedPythonInterpreters: Located<readonly Located<string>[]> | undefined;
  readonly conda: Located<boolean> | undefined;
  readonly pythonInterpreter: Located<string> | undefined;
  readonly customInterpreter: Located<string> | undefined;
  readonly externalCondaEnvName: Located<string> | undefined;
  readonly installCorePackages: Located<boolean> | undefined;
  readonly corePackagesSet: Located<string> | undefined;
  readonly installJupyterSupport: Located<boolean> | undefined;
  readonly specPackageList: Located<string> | undefined;
  readonly specCondaEnvironment: Located<string> | undefined;
  readonly mandatoryPackageList: Located<string> | undefined;
  readonly mandatoryCondaEnvironment: Located<string> | undefined;
  readonly resourcesInitScript: Located<string> | undefined;
  readonly dockerImageResources: Located<ResourcesMode> | undefined;
  readonly envSettings: EnvSettings | undefined;
  readonly allContainerConfs: Located<boolean> | undefined;
  readonly containerConfs: Located<readonly Located<string>[]> | undefined;
  readonly sparkKubernetesConfs: Located<readonly Located<string>[]> | undefined;
  readonly containerCacheBustingLocation: Located<CacheBustingLocation> | undefined;
  readonly fragments: Readonly<Partial<Record<FragmentKey, Located<string>>>>;
  readonly predefinedContainerHooks: readonly Located<string>[];
  readonly usableByAll: Located<boolean> | undefined;
  readonly permissions: Located<readonly Permission[]> | undefined;
  /** On an automation node: the code env with the content of each of its versions, whose mapping is `root`. They have none themselves. */
  readonly versions: readonly CodeEnv[];
}

/** What a group may do with a code env. */
export interface Permission {
  readonly root: MapNode;
  readonly rights: Rights;
}

/** What permissions say, without where: that stays the same when an edit moves them. */
export interface Rights {
  readonly group: string | undefined;
  readonly use: boolean | undefined;
  readonly update: boolean | undefined;
  readonly manageUsers: boolean | undefined;
}

/** The lists of extra options. */
export const optionLists = [
  'pipInstallExtraOptions',
  'condaInstallExtraOptions',
  'condaCreateExtraOptions',
  'virtualenvCreateExtraOptions',
] as const;

export interface EnvSettings {
  readonly root: MapNode;
  readonly inheritGlobalSettings: Located<boolean> | undefined;
  readonly overrideImportedEnvSettings: Located<boolean> | undefined;
  /** Every list of options that is written, in the order of {@link optionLists}. */
  readonly lists: readonly Located<readonly Located<string>[]>[];
  readonly pipInstallExtraOptions: readonly Located<string>[];
  readonly virtualenvCreateExtraOptions: readonly Located<string>[];
  readonly cranMirrorURL: Located<string> | undefined;
}

/** How DSS keeps container configurations: all keys in each of them (up to DSS 14), or building and running apart (from DSS 15). */
export type ConfigShape = 'flat' | 'split';

/** The `container-configs.yaml` of an instance. */
export interface ContainerConfigs {
  readonly kind: 'container-configs';
  readonly root: MapNode;
  readonly dssVersion: Located<string> | undefined;
  /** What `dssVersion` demands; undefined where it tells no version. */
  readonly shape: ConfigShape | undefined;
  readonly installId: Located<string> | undefined;
  readonly baseImages: readonly BaseImage[];
  readonly executionConfigs: readonly ExecutionConfig[];
  readonly buildConfigs: readonly BuildConfig[];
  readonly sparkConfigs: readonly SparkConfig[];
  /** `defaultExecutionConfig` and those for visual recipes and exporters. */
  readonly defaultConfigs: readonly Located<string>[];
  readonly useImplicitK8sCluster: Located<boolean> | undefined;
  readonly defaultK8sClusterId: Located<string> | undefined;
  readonly defaultExecutionConfig: Located<string> | undefined;
  /** The code envs of workloads that inherit theirs: `codeEnvs.defaultPythonEnv` and `codeEnvs.defaultREnv`. */
  readonly defaultEnvs: Readonly<Record<EnvLang, Located<string> | undefined>>;
  /** `builtinEnv.addedPackages`: packages that somebody added to the builtin env by hand. */
  readonly builtinAdditions: Located<readonly Located<string>[]> | undefined;
  readonly additionalPythonPath: Located<readonly Located<string>[]> | undefined;
  readonly nodeType: Located<string> | undefined;
}

export interface BaseImage {
  readonly root: MapNode;
  readonly tag: Located<string> | undefined;
  readonly context: Located<string> | undefined;
}

export interface ExecutionConfig {
  readonly root: MapNode;
  readonly name: Located<string> | undefined;
  readonly type: Located<string> | undefined;
  readonly usableBy: Located<string> | undefined;
  readonly allowedGroups: Located<readonly Located<string>[]> | undefined;
  readonly baseImage: Located<string> | undefined;
  readonly baseImageType: Located<string> | undefined;
  readonly imageBuildConfig: Located<string> | undefined;
  readonly repositoryURL: Located<string> | undefined;
  readonly prePushMode: Located<string> | undefined;
  readonly prePushScript: Located<string> | undefined;
  readonly dockerHost: Located<string> | undefined;
  /** From `dockerRuntimeConfig`, or from the configuration itself: the shape's own place counts first. */
  readonly dockerNetwork: Located<string> | undefined;
  /** From the same places. */
  readonly dockerResources: readonly KeyValue[];
  /** From `kubernetesRuntimeConfig`, or from the configuration itself: the shape's own place counts first. */
  readonly kubernetesNamespace: Located<string> | undefined;
  /** From the same places. */
  readonly kubernetesResources: KubernetesResources | undefined;
  /** From the same places: whether the namespace is made where it is missing. */
  readonly createNamespace: Located<boolean> | undefined;
  /** From the same places: labels of nodes. Undefined where it is not a mapping or a list of `{key, value}`. */
  readonly nodeSelector: readonly (readonly [string, string])[] | undefined;
  /** From the same places. */
  readonly hostPathVolumes: Located<readonly unknown[]> | undefined;
  /** From the same places: the secrets that hold the credentials of registries. */
  readonly imagePullSecrets: readonly Located<string>[];
  /** From the same places: MB of `/dev/shm`. */
  readonly sharedMemoryMB: Located<number> | undefined;
  readonly properties: readonly KeyValue[];
}

/** A number of `kubernetesResources`. -1 means unset. */
export const amountKeys = ['memRequestMB', 'memLimitMB', 'cpuRequest', 'cpuLimit'] as const;
export type AmountKey = (typeof amountKeys)[number];

export interface KubernetesResources {
  readonly root: MapNode;
  readonly amounts: Readonly<Partial<Record<AmountKey, Located<number>>>>;
  readonly customRequests: readonly KeyValue[];
  readonly customLimits: readonly KeyValue[];
}

/** An item `{key, value}` of a list. */
export interface KeyValue {
  readonly root: MapNode;
  readonly key: Located<string> | undefined;
  readonly value: Located<string> | undefined;
}

/** How DSS 15 builds the images of the container configurations that name it. */
export interface BuildConfig {
  readonly root: MapNode;
  readonly name: Located<string> | undefined;
  readonly baseImageType: Located<string> | undefined;
  /** The registries of its builders, in the order of the text. */
  readonly repositoryURLs: readonly Located<string>[];
  readonly properties: readonly KeyValue[];
}

export interface SparkConfig {
  readonly root: MapNode;
  readonly name: Located<string> | undefined;
  readonly imageBuildConfig: Located<string> | undefined;
  readonly baseImage: Located<string> | undefined;
  readonly baseImageType: Located<string> | undefined;
  readonly repositoryURL: Located<string> | undefined;
  readonly prePushMode: Located<string> | undefined;
  readonly managedNamespace: Located<string> | undefined;
  readonly conf: readonly KeyValue[];
}

export type WorkloadType = (typeof workloadTypes)[number];

export const workloadTypes = [
  'PYTHON_RECIPE',
  'R_RECIPE',
  'PYTHON_NOTEBOOK',
  'R_NOTEBOOK',
  'CUSTOM_ML_MODEL',
  'DEEP_LEARNING_MODEL',
] as const;

/** A `workloads.yaml`: what uses the code envs of an instance. */
export interface Workloads {
  readonly kind: 'workloads';
  readonly root: MapNode;
  readonly workloads: readonly Workload[];
}

/** A recipe, a notebook or a model. */
export interface Workload {
  readonly root: MapNode;
  readonly name: Located<string> | undefined;
  readonly type: Located<WorkloadType> | undefined;
  readonly file: Located<string> | undefined;
  readonly envSelection: Selection<'EXPLICIT_ENV' | 'INHERIT' | 'USE_BUILTIN_MODE'> | undefined;
  readonly containerSelection: Selection<'EXPLICIT_CONTAINER' | 'INHERIT' | 'NONE'> | undefined;
}

/** `envSelection` with `envMode` and `envName`, or `containerSelection` with `containerMode` and `containerConf`. */
export interface Selection<Mode extends string> {
  readonly root: MapNode;
  /** Of the key that holds the selection. */
  readonly entry: Entry;
  readonly mode: Located<Mode> | undefined;
  /** The mode is there, but it is none of those that are known. */
  readonly unknownMode: boolean;
  /** Undefined also where the name is empty. */
  readonly name: Located<string> | undefined;
}

/** Deployment modes whose content DSS does not own, so that it cannot rebuild it in an image. Source: doc.dataiku.com, containers/code-envs. */
export const unmanagedModes: readonly DeploymentMode[] = [
  'DESIGN_NON_MANAGED',
  'PLUGIN_NON_MANAGED',
  'AUTOMATION_NON_MANAGED_PATH',
  'EXTERNAL_CONDA_NAMED',
];

/** Whether DSS owns the content of the code env. A missing mode counts as managed: the structure rules ask for it. */
export function isManaged(env: CodeEnv): boolean {
  return !env.deploymentMode || !unmanagedModes.includes(env.deploymentMode.value);
}
