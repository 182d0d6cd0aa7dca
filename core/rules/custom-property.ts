import { edit, removeItem } from '../edit.ts';
import type { Rule } from '../rule.ts';
import { findNode } from '../schema.ts';

/** What the values of documented properties are like. Source: doc.dataiku.com, containers/containerized-dss-engine. */
const values: Readonly<Record<string, readonly [pattern: RegExp, words: string]>> = {
  'dku.cde.xmx': [/^\d+[kKmMgGtT]?$/, 'a size of memory as Java writes it, as in 4g'],
  'dku.cde.memoryOverheadFactor': [/^(?:\d+(?:\.\d*)?|\.\d+)$/, 'a number, as in 0.2'],
};

export const customProperty: Rule = {
  id: 'custom-property',
  title: 'Documented custom properties have values of their kind, and stand where they count',
  severity: 'warning',
  about: 'container-configs',
  *check({ source, configs }) {
    for (const { root, properties } of [...configs.executionConfigs, ...configs.buildConfigs]) {
      for (const { root: item, key, value } of properties) {
        const [pattern, words] = values[key?.value ?? ''] ?? [];
        if (pattern && value && !pattern.test(value.value) && !value.value.includes('${')) {
          yield {
            span: value.span,
            message: `${JSON.stringify(value.value)} is no value of ${key?.value}: it must be ${words}. Change it.`,
          };
        }
        if (key?.value !== 'cde.compatible') continue;
        const list = findNode(root, ['properties']);
        const index = list?.kind === 'sequence' ? list.items.indexOf(item) : -1;
        yield {
          span: key.span,
          message:
            'cde.compatible is a property of connections and counts for nothing here. Set it on the connection.',
          fixes:
            list?.kind === 'sequence' && list.items.length > 1 && index >= 0
              ? [edit('Delete cde.compatible', removeItem(source, list, index))]
              : [],
        };
      }
    }
  },
};
