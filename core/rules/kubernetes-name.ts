import { edit, renderScalar, replace } from '../edit.ts';
import { isNamespaceName, isResourceName, nearestNamespaceName } from '../kubernetes-name.ts';
import type { Rule } from '../rule.ts';

export const kubernetesName: Rule = {
  id: 'kubernetes-name',
  title: 'Namespaces and resources have names that Kubernetes accepts',
  severity: 'error',
  about: 'container-configs',
  *check({ source, configs }) {
    const namespaces = [
      ...configs.executionConfigs.map(config => config.kubernetesNamespace),
      ...configs.sparkConfigs.map(config => config.managedNamespace),
    ];
    for (const namespace of namespaces) {
      if (!namespace || namespace.value === '' || isNamespaceName(namespace.value)) continue;
      const meant = nearestNamespaceName(namespace.value);
      yield {
        span: namespace.span,
        message: `${JSON.stringify(namespace.value)} cannot be the name of a namespace. Write at most 63 small letters, digits and dashes, with a letter or digit at both ends${meant ? `: ${meant}` : ''}.`,
        fixes: meant ? [edit(`Write ${meant}`, [replace(namespace.span, renderScalar(meant, source))])] : [],
      };
    }
    for (const { kubernetesResources: resources } of configs.executionConfigs) {
      for (const { key } of [...(resources?.customRequests ?? []), ...(resources?.customLimits ?? [])]) {
        if (!key || key.value === '' || key.value.includes('${') || isResourceName(key.value)) continue;
        yield {
          span: key.span,
          message: `${JSON.stringify(key.value)} cannot be the name of a resource. Write domain/name, as in nvidia.com/gpu, or a resource that Kubernetes itself knows, as in ephemeral-storage.`,
        };
      }
    }
  },
};
