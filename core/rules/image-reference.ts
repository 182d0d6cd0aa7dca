import { isImageReference } from '../image-reference.ts';
import type { Rule } from '../rule.ts';

export const imageReference: Rule = {
  id: 'image-reference',
  title: 'The name of an image is one that engines accept',
  severity: 'error',
  about: 'container-configs',
  *check({ configs }) {
    for (const image of [
      ...configs.baseImages.map(image => image.tag),
      ...configs.executionConfigs.map(config => config.baseImage),
    ]) {
      if (!image || image.value === '' || isImageReference(image.value)) continue;
      yield {
        span: image.span,
        message: `${JSON.stringify(image.value)} is not the name of an image. Write it as [registry/]name[:tag], in small letters.`,
      };
    }
  },
};
