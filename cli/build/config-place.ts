import type { ContainerConfigs, ExecutionConfig, Located, Origin, PlannedImage } from '../../core/index.ts';
import type { Planned } from '../planned.ts';

/** Where the first container configuration of an image says something, by `find`; else where its name is. */
export function placeInConfig(
  image: PlannedImage,
  { loaded: { project } }: Planned,
  find: (config: ExecutionConfig, configs: ContainerConfigs) => Located<string> | undefined,
): Origin {
  const instance = project.instanceOf(image.definition);
  const source = instance && project.file(instance.path)?.source;
  const config = instance?.configs.executionConfigs.find(({ name }) => name?.value === image.configs[0]);
  const place = (config && instance && find(config, instance.configs)) ?? config?.name;
  return {
    path: instance?.path ?? image.definition,
    ...(source && place ? source.lines.positionAt(place.span.start) : { line: 0 }),
  };
}
