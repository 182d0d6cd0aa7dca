import { edit, replace } from '../edit.ts';
import type { Rule } from '../rule.ts';

export const defaultKubernetesCluster: Rule = {
  id: 'default-kubernetes-cluster',
  title: 'Workloads on Kubernetes have a cluster by default',
  severity: 'warning',
  about: 'container-configs',
  *check({ configs }) {
    const implicit = configs.useImplicitK8sCluster;
    const cluster = configs.executionConfigs.find(config => config.type?.value === 'KUBERNETES');
    if (implicit?.value !== false || configs.defaultK8sClusterId?.value || !cluster) return;
    yield {
      span: implicit.span,
      message: `useImplicitK8sCluster is false and no defaultK8sClusterId is set: in a project that names no cluster, ${cluster.name?.value ?? 'a configuration'} fails with "No default Kubernetes cluster selected". Set one of the two.`,
      fixes: [edit('Use the cluster of kubectl on the DSS host', [replace(implicit.span, 'true')])],
    };
  },
};
