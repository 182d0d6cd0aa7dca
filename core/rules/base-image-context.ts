import type { Rule } from '../rule.ts';

export const baseImageContext: Rule = {
  id: 'base-image-context',
  title: 'The folder of a base image is there, with a Dockerfile',
  severity: 'warning',
  about: 'container-configs',
  *check({ configs, contexts }) {
    for (const [i, { context }] of configs.baseImages.entries()) {
      const folder = contexts[i];
      if (!context || !folder || folder.dockerfile) continue;
      yield {
        span: context.span,
        message: folder.exists
          ? `The folder ${context.value} has no Dockerfile, from which the base image could be built. Write one.`
          : `There is no folder ${context.value} beside this file. Name the folder that has the Dockerfile of the base image.`,
      };
    }
  },
};
