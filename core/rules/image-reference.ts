import { imageNames } from '../container-config.ts';
import { edit, renderScalar, replace } from '../edit.ts';
import { isImageReference } from '../image-reference.ts';
import type { Rule } from '../rule.ts';

export const imageReference: Rule = {
  id: 'image-reference',
  title: 'The name of an image is one that engines accept',
  severity: 'error',
  about: 'container-configs',
  *check({ source, configs }) {
    for (const image of imageNames(configs)) {
      if (isImageReference(image.value)) continue;
      const meant = nearest(image.value);
      yield {
        span: image.span,
        message: `${JSON.stringify(image.value)} is not the name of an image. Write it as [registry/]name[:tag], in small letters${meant ? `: ${meant}` : ''}.`,
        fixes: meant ? [edit(`Write ${meant}`, [replace(image.span, renderScalar(meant, source))])] : [],
      };
    }
  },
};

/** The name without scheme and white space and in small letters, as far as it is a name then. A tag keeps its letters. */
function nearest(text: string): string | undefined {
  const bare = text.trim().replace(/^https?:\/\//i, '');
  const [, name = bare, rest = ''] = /^(.*?)((?::[^/:@]+)?(?:@.*)?)$/.exec(bare) ?? [];
  return [bare, name.toLowerCase() + rest].find(isImageReference);
}
