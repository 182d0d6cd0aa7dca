import { edit, removeItem, renderScalar, replace } from '../edit.ts';
import type { Rule } from '../rule.ts';
import { configNames } from '../selection.ts';
import { listed, suggest } from '../suggest.ts';

export const containerConfigExists: Rule = {
  id: 'container-config-exists',
  title: 'A selected container configuration is one of the instance',
  severity: 'error',
  about: 'code-env',
  *check({ source, env, instance }) {
    const names = env.containerConfs;
    if (!instance || !names || names.node.kind !== 'sequence' || env.allContainerConfs?.value) return;
    const known = configNames(instance.configs);
    for (const name of names.value) {
      if (known.includes(name.value)) continue;
      const unselected = known.filter(other => !names.value.some(selected => selected.value === other));
      const meant = suggest(name.value, unselected);
      const index = names.node.items.indexOf(name.node);
      yield {
        span: name.span,
        message: `No container configuration is called ${JSON.stringify(name.value)}.${meant ? ` Did you mean ${meant}?` : ''} ${known.length > 0 ? `Known: ${listed(known)}.` : 'The instance has none.'}`,
        related: [
          {
            path: instance.path,
            span: instance.configs.root.entries.find(entry => entry.key.text === 'executionConfigs')?.key
              .span ?? { start: 0, end: 0 },
            message: 'The container configurations of the instance.',
          },
        ],
        fixes: [
          ...(meant
            ? [edit(`Change it to ${meant}`, [replace(name.span, renderScalar(meant, source))])]
            : []),
          ...(names.node.items.length > 1
            ? [edit(`Deselect ${name.value}`, removeItem(source, names.node, index))]
            : []),
        ],
      };
    }
  },
};
