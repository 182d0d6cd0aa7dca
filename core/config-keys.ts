import type { ConfigShape, ContainerConfigs } from './model.ts';
import { findSchema } from './schema.ts';
import type { Entry, MapNode } from './source.ts';

/** The mappings of a container configuration of DSS 15 that hold what stood in the configuration itself before. */
const runtimeKeys = ['kubernetesRuntimeConfig', 'dockerRuntimeConfig'] as const;
type RuntimeKey = (typeof runtimeKeys)[number];

/** A key that a configuration, or the file itself, has of the other shape. */
export interface MisplacedKey {
  readonly map: MapNode;
  readonly entry: Entry;
  /** The mapping of DSS 15 where it belongs, or the mapping that it is. */
  readonly runtime: RuntimeKey | undefined;
}

/** The keys of the file and its container configurations that only the other shape has. */
export function misplacedKeys({ root, shape, executionConfigs }: ContainerConfigs): readonly MisplacedKey[] {
  if (!shape) return [];
  return [
    ...keysOfOtherShape(root, [], shape),
    ...executionConfigs.flatMap(config => keysOfOtherShape(config.root, ['executionConfigs', 0], shape)),
  ];
}

function keysOfOtherShape(
  map: MapNode,
  path: readonly (string | number)[],
  shape: ConfigShape,
): readonly MisplacedKey[] {
  return map.entries.flatMap(entry => {
    const own = findSchema('container-configs', [...path, entry.key.text])?.['x-shape'];
    return own && own !== shape ? { map, entry, runtime: runtimeOf(entry.key.text) } : [];
  });
}

function runtimeOf(key: string): RuntimeKey | undefined {
  return runtimeKeys.find(
    runtime =>
      runtime === key || findSchema('container-configs', ['executionConfigs', 0, runtime, key]) !== undefined,
  );
}

/** Whether every key of a runtime mapping stood in the configuration itself before DSS 15. */
export function isOfFlatKeys(map: MapNode): boolean {
  return map.entries.every(
    ({ key }) => findSchema('container-configs', ['executionConfigs', 0, key.text])?.['x-shape'] === 'flat',
  );
}
