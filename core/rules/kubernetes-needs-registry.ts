import { registryOf } from '../container-config.ts';
import type { Rule } from '../rule.ts';

export const kubernetesNeedsRegistry: Rule = {
  id: 'kubernetes-needs-registry',
  title: 'A configuration for Kubernetes names the registry that its cluster pulls from',
  severity: 'warning',
  about: 'container-configs',
  *check({ configs }) {
    // Not every place is public where DSS 15 keeps registries.
    if (configs.shape !== 'flat') return;
    for (const config of configs.executionConfigs) {
      if (config.type?.value !== 'KUBERNETES' || registryOf(config, configs)?.value) continue;
      // A registry of another kind than text is told by the structure rules.
      const unread = config.root.entries.some(
        ({ key, value }) => key.text === 'repositoryURL' && value.kind !== 'scalar',
      );
      if (unread) continue;
      yield {
        span: (config.repositoryURL ?? config.type).span,
        message: `${config.name?.value || 'The configuration'} runs on Kubernetes, but names no registry: the cluster cannot pull images that stay on the engine that built them. Write its repositoryURL.`,
      };
    }
  },
};
