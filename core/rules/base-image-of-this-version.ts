import { imageNames } from '../container-config.ts';
import { edit, replace } from '../edit.ts';
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
      // Only a tag that says it is DSS's version is held to it: `dss-14.3.2`, or `14.3.2` on an image of Dataiku's naming.
      const tag = /^(.*(?:dataiku|dku).*:|.*:dss-)(\d+\.\d+\.\d+)(?![\d.])/.exec(image.value);
      if (!tag || tag[2] === version.value) continue;
      const fitting = image.value.replace(tag[0], `${tag[1]}${version.value}`);
      const quoted =
        image.node.kind === 'scalar' && image.node.style === 'plain' ? fitting : JSON.stringify(fitting);
      yield {
        span: image.span,
        message: `The base image is of DSS ${tag[2]}, but dssVersion is ${version.value}: after an upgrade all base images must be rebuilt, then all code env images. Use ${fitting}.`,
        related: [{ path, span: version.span, message: 'The version of DSS.' }],
        fixes: [edit(`Use ${fitting}`, [replace(image.span, quoted)])],
      };
    }
  },
};
