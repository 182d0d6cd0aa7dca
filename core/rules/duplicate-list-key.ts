import { edit, removeItem } from '../edit.ts';
import type { KeyValue } from '../model.ts';
import type { ContainerConfigsSubject, Finding, Rule } from '../rule.ts';
import { findNode } from '../schema.ts';
import type { MapNode } from '../source.ts';

export const duplicateListKey: Rule = {
  id: 'duplicate-list-key',
  title: 'A property or resource stands once in its list',
  severity: 'warning',
  about: 'container-configs',
  *check(subject) {
    const { executionConfigs, buildConfigs, sparkConfigs } = subject.configs;
    for (const { root, properties } of [...executionConfigs, ...buildConfigs])
      yield* repeated(subject, root, 'properties', properties);
    for (const { root, conf } of sparkConfigs) yield* repeated(subject, root, 'conf', conf);
    for (const { kubernetesResources: resources } of executionConfigs) {
      if (!resources) continue;
      yield* repeated(subject, resources.root, 'customRequests', resources.customRequests);
      yield* repeated(subject, resources.root, 'customLimits', resources.customLimits);
    }
  },
};

function* repeated(
  { source, path }: ContainerConfigsSubject,
  map: MapNode,
  listKey: string,
  items: readonly KeyValue[],
): Iterable<Finding> {
  const list = findNode(map, [listKey]);
  const first = new Map<string, KeyValue>();
  for (const item of items) {
    const key = item.key;
    const before = key && first.get(key.value);
    if (key && !before) first.set(key.value, item);
    if (!key || !before?.key) continue;
    const same = before.value?.value === item.value?.value;
    const index = list?.kind === 'sequence' ? list.items.indexOf(item.root) : -1;
    yield {
      span: key.span,
      message: `${key.value} stands in ${listKey} already${same ? '' : `, with ${JSON.stringify(before.value?.value ?? '')}`}: only one can count. Delete one.`,
      related: [{ path, span: before.key.span, message: 'The first one.' }],
      fixes:
        same && list?.kind === 'sequence' && index >= 0
          ? [edit('Delete this one', removeItem(source, list, index))]
          : [],
    };
  }
}
