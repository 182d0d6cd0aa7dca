import type { ContainerConfigs } from '../model.ts';
import type { Node } from '../source.ts';
import { Fields } from './fields.ts';

/** Reads an instance's container configurations; undefined where the document is not a mapping. */
export function readContainerConfigs(root: Node | undefined): ContainerConfigs | undefined {
  if (root?.kind !== 'map') return undefined;
  const fields = new Fields(root);
  return {
    kind: 'container-configs',
    root,
    dssVersion: fields.text('dssVersion'),
    nodeType: fields.oneOf('nodeType', ['DESIGN', 'AUTOMATION']),
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
  };
}
