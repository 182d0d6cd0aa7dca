import { edit, renderScalar, replace } from '../edit.ts';
import type { Rule } from '../rule.ts';
import { configNames } from '../selection.ts';
import { listed, suggest } from '../suggest.ts';

export const defaultContainerConfigExists: Rule = {
  id: 'default-container-config-exists',
  title: 'A default container configuration is one of the instance',
  severity: 'error',
  about: 'container-configs',
  *check({ source, configs }) {
    const known = configNames(configs);
    for (const name of configs.defaultConfigs) {
      if (name.value === '' || known.includes(name.value)) continue;
      const meant = suggest(name.value, known);
      yield {
        span: name.span,
        message: `No container configuration is called ${JSON.stringify(name.value)}.${meant ? ` Did you mean ${meant}?` : ''} ${known.length > 0 ? `Known: ${listed(known)}.` : 'The instance has none.'}`,
        fixes: meant
          ? [edit(`Change it to ${meant}`, [replace(name.span, renderScalar(meant, source))])]
          : [],
      };
    }
  },
};
