import {
  type CodeEnv,
  type ContainerConfigs,
  type ExecutionConfig,
  isManaged,
  type Located,
} from './model.ts';

/** The places where a code env selects container configurations. DSS reads the names only while `allContainerConfs` is not true. */
export function selectingPlaces(env: CodeEnv): readonly Located<unknown>[] {
  if (env.allContainerConfs?.value) return [env.allContainerConfs];
  return env.containerConfs && env.containerConfs.value.length > 0 ? [env.containerConfs] : [];
}

/** The container configurations for which images of a code env are built; none for a code env that is not managed. */
export function selectedConfigs(env: CodeEnv, configs: ContainerConfigs): readonly ExecutionConfig[] {
  if (!isManaged(env)) return [];
  if (env.allContainerConfs?.value) return configs.executionConfigs.filter(config => config.name);
  const names = new Set(env.containerConfs?.value.map(name => name.value) ?? []);
  return configs.executionConfigs.filter(config => config.name && names.has(config.name.value));
}

/** The names of an instance's container configurations. */
export function configNames(configs: ContainerConfigs): readonly string[] {
  return configs.executionConfigs.flatMap(config => config.name?.value ?? []);
}
