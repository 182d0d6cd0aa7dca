import type { ContainerConfigs } from '../model.ts';
import type { Node } from '../source.ts';
import { Fields } from './fields.ts';

/** Reads an instance's container configurations; undefined where the document is not a mapping. */
export function readContainerConfigs(root: Node | undefined): ContainerConfigs | undefined {
  if (root?.kind !== 'map') return undefined;
  const fields = new Fields(root);
  const codeEnvs = new Fields(fields.map('codeEnvs'));
  return {
    kind: 'container-configs',
    root,
    dssVersion: fields.text('dssVersion'),
    installId: fields.text('installId'),
    baseImages: fields.maps('baseImages').map(map => {
      const image = new Fields(map);
      return { tag: image.text('tag'), context: image.text('context') };
    }),
    executionConfigs: fields.maps('executionConfigs').map(map => {
      const config = new Fields(map);
      return {
        root: map,
        name: config.text('name'),
        type: config.text('type'),
        baseImage: config.text('baseImage'),
        repositoryURL: config.text('repositoryURL'),
        dockerHost: config.text('dockerHost'),
      };
    }),
    defaultExecutionConfig: fields.text('defaultExecutionConfig'),
    defaultEnvs: { PYTHON: codeEnvs.text('defaultPythonEnv'), R: codeEnvs.text('defaultREnv') },
    builtinAdditions: new Fields(fields.map('builtinEnv')).texts('addedPackages'),
    additionalPythonPath: fields.texts('additionalPythonPath'),
    nodeType: fields.text('nodeType'),
  };
}
