import { edit, renderScalar, replace } from '../edit.ts';
import type { Rule } from '../rule.ts';
import { listed, suggest } from '../suggest.ts';

export const imageBuildConfigExists: Rule = {
  id: 'image-build-config-exists',
  title: 'An image build configuration that is named is one of the instance',
  severity: 'error',
  about: 'container-configs',
  *check({ source, configs }) {
    if (configs.shape !== 'split') return;
    const known = configs.buildConfigs.flatMap(config => config.name?.value ?? []);
    for (const { imageBuildConfig: name } of [...configs.executionConfigs, ...configs.sparkConfigs]) {
      if (!name || name.value === '' || known.includes(name.value)) continue;
      const meant = suggest(name.value, known);
      yield {
        span: name.span,
        message: `No image build configuration is called ${JSON.stringify(name.value)}: DSS refuses the whole document.${meant ? ` Did you mean ${meant}?` : ''} ${known.length > 0 ? `Known: ${listed(known)}.` : 'Write it under buildConfigs.'}`,
        fixes: meant
          ? [edit(`Change it to ${meant}`, [replace(name.span, renderScalar(meant, source))])]
          : [],
      };
    }
  },
};
