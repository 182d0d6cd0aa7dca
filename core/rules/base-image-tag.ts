import { edit, renderScalar, replace } from '../edit.ts';
import { isImageReference, isPinned, withTag } from '../image-reference.ts';
import type { Rule } from '../rule.ts';

export const baseImageTag: Rule = {
  id: 'base-image-tag',
  title: 'A base image is named with a tag that stays',
  severity: 'warning',
  about: 'container-configs',
  *check({ source, configs }) {
    const own = configs.baseImages.flatMap(image => image.tag?.value ?? []);
    const named = [
      ...configs.executionConfigs.map(config => config.baseImage),
      ...configs.sparkConfigs.map(config => config.baseImage),
      ...configs.baseImages.map(image => image.tag),
    ];
    for (const image of named) {
      if (!image || !isImageReference(image.value) || isPinned(image.value)) continue;
      const name = withTag(image.value).replace(/:latest$/, '');
      const built = own.filter(tag => tag.startsWith(`${name}:`) && isPinned(tag) && isImageReference(tag));
      const meant = built.length === 1 ? built[0] : undefined;
      const example = meant ?? `${name}:dss-${configs.dssVersion?.value ?? 'VERSION'}`;
      yield {
        span: image.span,
        message: `The base image ${image.value} ${image.value.endsWith(':latest') ? 'has the tag latest' : 'has no tag, which means latest'}: it is not told which version of DSS it is of, and it can change unseen. Name its tag, as in ${example}.`,
        fixes: meant ? [edit(`Use ${meant}`, [replace(image.span, renderScalar(meant, source))])] : [],
      };
    }
  },
};
