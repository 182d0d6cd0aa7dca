import { registryOf } from '../container-config.ts';
import { folderOf, resolvePath } from '../files.ts';
import type { ContainerConfigs, ExecutionConfig } from '../model.ts';
import type { Instance } from '../rule.ts';

/** Where an image is pushed to. */
export interface PushTarget {
  /** `registry[:port][/path]`, with which the image's name begins. */
  readonly registry: string;
  /** `prePushMode`: what runs before. `NONE`, `ECR`, `CUSTOM`, or what a later DSS may know. */
  readonly prePush: string;
  /** The path of the script of `CUSTOM`. */
  readonly script: string | undefined;
}

/** Where a configuration's images are to be pushed; undefined means nowhere. */
export function registryNameOf(config: ExecutionConfig, configs: ContainerConfigs): string | undefined {
  return (
    registryOf(config, configs)
      ?.value.replace(/^https?:\/\//, '')
      .replace(/\/+$/, '') || undefined
  );
}

/** The target of configurations that share an image; the first that has a hook decides which runs. */
export function pushTargetOf(
  sharing: readonly ExecutionConfig[],
  registry: string | undefined,
  { path }: Instance,
): PushTarget | undefined {
  if (registry === undefined) return undefined;
  const hooked = sharing.find(({ prePushMode }) => (prePushMode?.value || 'NONE') !== 'NONE');
  const script = hooked?.prePushScript?.value;
  return {
    registry,
    prePush: hooked?.prePushMode?.value ?? 'NONE',
    script: script ? resolvePath(folderOf(path), script) : undefined,
  };
}
