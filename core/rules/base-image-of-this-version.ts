import { imageNames } from '../container-config.ts';
import { edit, replace } from '../edit.ts';
import { readDssTag } from '../image/base-image.ts';
import type { Rule } from '../rule.ts';

export const baseImageOfThisVersion: Rule = {
  id: 'base-image-of-this-version',
  title: 'Base images are of the version of DSS',
  severity: 'warning',
  about: 'container-configs',
  *check({ path, configs }) {
    const version = configs.dssVersion;
    if (!version || !/^\d+\.\d+\.\d+$/.test(version.value)) return;
    for (const image of imageNames(configs)) {
      // Only a tag that says it is DSS's version is held to it.
      const tag = readDssTag(image.value);
      if (!tag || tag.version === version.value) continue;
      const fitting = image.value.replace(tag.stem + tag.version, tag.stem + version.value);
      const quoted =
        image.node.kind === 'scalar' && image.node.style === 'plain' ? fitting : JSON.stringify(fitting);
      yield {
        span: image.span,
        message: `The base image is of DSS ${tag.version}, but dssVersion is ${version.value}: after an upgrade all base images must be rebuilt, then all code env images. Use ${fitting}.`,
        related: [{ path, span: version.span, message: 'The version of DSS.' }],
        fixes: [edit(`Use ${fitting}`, [replace(image.span, quoted)])],
      };
    }
  },
};
