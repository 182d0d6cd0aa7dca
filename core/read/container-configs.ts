import { shapeOf } from '../dss-version.ts';
import {
  type AmountKey,
  amountKeys,
  type BuildConfig,
  type ConfigShape,
  type ContainerConfigs,
  type ExecutionConfig,
  type KeyValue,
  type KubernetesResources,
  type Located,
  type SparkConfig,
} from '../model.ts';
import type { MapNode, Node } from '../source.ts';
import { Fields } from './fields.ts';

/** Reads an instance's container configurations; undefined where the document is not a mapping. */
export function readContainerConfigs(root: Node | undefined): ContainerConfigs | undefined {
  if (root?.kind !== 'map') return undefined;
  const fields = new Fields(root);
  const dssVersion = fields.text('dssVersion');
  const shape = shapeOf(dssVersion?.value);
  const codeEnvs = new Fields(fields.map('codeEnvs'));
  return {
    kind: 'container-configs',
    root,
    dssVersion,
    shape,
    installId: fields.text('installId'),
    baseImages: fields.maps('baseImages').map(root => {
      const image = new Fields(root);
      return { root, tag: image.text('tag'), context: image.text('context') };
    }),
    executionConfigs: fields.maps('executionConfigs').map(map => readExecutionConfig(map, shape)),
    buildConfigs: fields.maps('buildConfigs').map(readBuildConfig),
    sparkConfigs: new Fields(fields.map('sparkSettings')).maps('executionConfigs').map(readSparkConfig),
    defaultConfigs: [
      'defaultExecutionConfig',
      'defaultExecutionConfigForVisualRecipesWorkloads',
      'defaultExecutionConfigForExporters',
    ]
      .map(key => fields.text(key))
      .filter(name => name !== undefined),
    defaultExecutionConfig: fields.text('defaultExecutionConfig'),
    defaultEnvs: { PYTHON: codeEnvs.text('defaultPythonEnv'), R: codeEnvs.text('defaultREnv') },
    builtinAdditions: new Fields(fields.map('builtinEnv')).texts('addedPackages'),
    additionalPythonPath: fields.texts('additionalPythonPath'),
    nodeType: fields.text('nodeType'),
    useImplicitK8sCluster: fields.boolean('useImplicitK8sCluster'),
    defaultK8sClusterId: fields.text('defaultK8sClusterId'),
  };
}

function readExecutionConfig(root: MapNode, shape: ConfigShape | undefined): ExecutionConfig {
  const config = new Fields(root);
  const runtime = (key: string) =>
    shape === 'split' ? new Fields(config.map(key), root) : new Fields(root, config.map(key));
  const docker = runtime('dockerRuntimeConfig');
  const kubernetes = runtime('kubernetesRuntimeConfig');
  return {
    root,
    name: config.text('name'),
    type: config.text('type'),
    usableBy: config.text('usableBy'),
    allowedGroups: config.texts('allowedGroups'),
    baseImage: config.text('baseImage'),
    baseImageType: config.text('baseImageType'),
    imageBuildConfig: config.text('imageBuildConfig'),
    repositoryURL: config.text('repositoryURL'),
    prePushMode: config.text('prePushMode'),
    prePushScript: config.text('prePushScript'),
    dockerHost: config.text('dockerHost'),
    dockerNetwork: docker.text('dockerNetwork'),
    dockerResources: readKeyValues(docker, 'dockerResources'),
    kubernetesNamespace: kubernetes.text('kubernetesNamespace'),
    kubernetesResources: readResources(kubernetes.map('kubernetesResources')),
    createNamespace: kubernetes.boolean('createNamespace'),
    nodeSelector: readNodeSelector(kubernetes),
    hostPathVolumes: kubernetes.mapList('hostPathVolumes'),
    imagePullSecrets: kubernetes.texts('imagePullSecrets')?.value ?? [],
    sharedMemoryMB: kubernetes.boolean('enableCustomSHM')?.value
      ? kubernetes.number('customSHMValueMB')
      : undefined,
    properties: readKeyValues(config, 'properties'),
  };
}

function readResources(root: MapNode | undefined): KubernetesResources | undefined {
  if (!root) return undefined;
  const fields = new Fields(root);
  const amounts: Partial<Record<AmountKey, Located<number>>> = {};
  for (const key of amountKeys) {
    const amount = fields.number(key);
    if (amount) amounts[key] = amount;
  }
  return {
    root,
    amounts,
    customRequests: readKeyValues(fields, 'customRequests'),
    customLimits: readKeyValues(fields, 'customLimits'),
  };
}

/** Its shape is not public: both that DSS uses for such pairs are read. */
function readNodeSelector(fields: Fields): ExecutionConfig['nodeSelector'] {
  const map = fields.map('nodeSelector');
  if (map) {
    const labels = new Fields(map);
    return map.entries.map(({ key }) => [key.text, labels.text(key.text)?.value ?? ''] as const);
  }
  const value = fields.entry('nodeSelector')?.value;
  if (value && value.kind !== 'sequence' && !(value.kind === 'scalar' && value.value === null))
    return undefined;
  return readKeyValues(fields, 'nodeSelector').map(
    ({ key, value }) => [key?.value ?? '', value?.value ?? ''] as const,
  );
}

function readKeyValues(fields: Fields, list: string): readonly KeyValue[] {
  return fields.maps(list).map(root => {
    const item = new Fields(root);
    return { root, key: item.text('key'), value: item.text('value') };
  });
}

function readBuildConfig(root: MapNode): BuildConfig {
  const config = new Fields(root);
  const pushes = ['dockerBuilderConfig', 'dkuInClusterBuilderConfig'].flatMap(builder =>
    new Fields(config.map(builder)).maps('pushConfigs'),
  );
  return {
    root,
    name: config.text('name'),
    baseImageType: config.text('baseImageType'),
    repositoryURLs: pushes
      .map(push => new Fields(push).text('repositoryURL'))
      .filter(url => url !== undefined)
      .sort((a, b) => a.span.start - b.span.start),
    properties: readKeyValues(config, 'properties'),
  };
}

function readSparkConfig(root: MapNode): SparkConfig {
  const config = new Fields(root);
  const kubernetes = new Fields(config.map('kubernetesSettings'));
  return {
    root,
    name: config.text('name'),
    imageBuildConfig: config.text('imageBuildConfig'),
    baseImage: kubernetes.text('baseImage'),
    baseImageType: kubernetes.text('baseImageType'),
    repositoryURL: kubernetes.text('repositoryURL'),
    prePushMode: kubernetes.text('prePushMode'),
    managedNamespace: kubernetes.text('managedNamespace'),
    conf: readKeyValues(config, 'conf'),
  };
}
