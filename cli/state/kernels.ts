import { type CodeEnv, type Instance, kernelConfigs, type PlannedImage } from '../../core/index.ts';
import type { Loaded } from '../load.ts';
import type { ImageWithState } from './states.ts';

/** A kernel that notebooks can have now: a current image by one of its container configurations. */
export interface Kernel {
  readonly image: PlannedImage;
  readonly config: string;
}

/** The kernels of these images, in their order. */
export function kernelsOf(images: readonly ImageWithState[], loaded: Loaded): readonly Kernel[] {
  return images
    .filter(({ state }) => state === 'current')
    .flatMap(({ planned: image }) => {
      const given = envOf(image, loaded);
      return given ? kernelConfigs(image, given).map(config => ({ image, config })) : [];
    });
}

/** The code env of an image, and its instance. */
export function envOf(
  { env, definition }: PlannedImage,
  { project }: Loaded,
): { readonly env: CodeEnv; readonly instance: Instance } | undefined {
  const found = project.file(definition)?.documents.find(document => document.env?.name === env)?.env;
  const instance = project.instanceOf(definition);
  return found && instance && { env: found, instance };
}
