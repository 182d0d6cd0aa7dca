import type { BuildConfig, ContainerConfigs, ExecutionConfig, Located } from './model.ts';

/** The image build configuration that a container configuration of DSS 15 names. */
export function buildConfigOf(config: ExecutionConfig, configs: ContainerConfigs): BuildConfig | undefined {
  const name = config.imageBuildConfig?.value;
  return name ? configs.buildConfigs.find(build => build.name?.value === name) : undefined;
}

/** The registry of a configuration, as it is written; from DSS 15 on it is the first of its image build configuration. */
export function registryOf(config: ExecutionConfig, configs: ContainerConfigs): Located<string> | undefined {
  return configs.shape === 'split' ? buildConfigOf(config, configs)?.repositoryURLs[0] : config.repositoryURL;
}

/** Every name of a base image in the file, where it is not empty. */
export function imageNames(configs: ContainerConfigs): readonly Located<string>[] {
  return written([
    ...configs.baseImages.map(image => image.tag),
    ...configs.executionConfigs.map(config => config.baseImage),
    ...configs.sparkConfigs.map(config => config.baseImage),
  ]);
}

/** Every registry in the file, where it is not empty. */
export function registries(configs: ContainerConfigs): readonly Located<string>[] {
  return written([
    ...configs.executionConfigs.map(config => config.repositoryURL),
    ...configs.buildConfigs.flatMap(config => config.repositoryURLs),
    ...configs.sparkConfigs.map(config => config.repositoryURL),
  ]);
}

function written(texts: readonly (Located<string> | undefined)[]): readonly Located<string>[] {
  return texts.filter(text => text !== undefined && text.value.trim() !== '') as readonly Located<string>[];
}
