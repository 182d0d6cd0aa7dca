import type { Rule } from '../rule.ts';
import { configNames } from '../selection.ts';
import { listed, suggest } from '../suggest.ts';
import { runOnHost, usableConfigs, useConfig } from '../workload-fix.ts';

export const workloadConfigExists: Rule = {
  id: 'workload-config-exists',
  title: 'The container configuration of a workload is one of the instance',
  severity: 'error',
  about: 'workloads',
  *check({ source, instance, uses }) {
    const known = configNames(instance.configs);
    for (const use of uses) {
      const { mode, name } = use.workload.containerSelection ?? {};
      if (mode?.value !== 'EXPLICIT_CONTAINER' || !name || known.includes(name.value)) continue;
      const meant = suggest(name.value, known);
      const executionConfigs = instance.configs.root.entries.find(
        ({ key }) => key.text === 'executionConfigs',
      );
      yield {
        span: name.span,
        message: `No container configuration is called ${JSON.stringify(name.value)}.${meant ? ` Did you mean ${meant}?` : ''} ${known.length > 0 ? `Known: ${listed(known)}.` : 'The instance has none.'}`,
        related: [
          {
            path: instance.path,
            span: executionConfigs?.key.span ?? { start: 0, end: 0 },
            message: 'The container configurations of the instance.',
          },
        ],
        fixes: [
          ...(meant && usableConfigs(use, instance).includes(meant)
            ? useConfig(`Change it to ${meant}`, use, source, meant)
            : []),
          ...runOnHost(use, source),
        ],
      };
    }
  },
};
