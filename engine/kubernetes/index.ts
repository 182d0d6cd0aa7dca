import type { Cluster } from '../cluster.ts';
import { explainRefusal } from './cluster-failure.ts';
import { openConnection } from './connection.ts';
import { removeJob, runJob } from './run-job.ts';

/** Connects to the cluster that the kubeconfig points to. Rejects with EngineError where it points to none. */
export async function connectKubernetes(): Promise<Cluster> {
  const connection = await openConnection();
  const { batch, title, namespace } = connection;
  return {
    title,
    namespace,
    runJob: (request, progress) => runJob(connection, request, progress),
    removeJob: (namespace, name) => removeJob(connection, namespace, name),
    listJobs: async (namespace, labels) => {
      const labelSelector = Object.entries(labels)
        .map(([key, value]) => `${key}=${value}`)
        .join(',');
      try {
        const { items } = await batch.listNamespacedJob({ namespace, labelSelector });
        return items.map(({ metadata }) => ({
          name: metadata?.name ?? '',
          annotations: metadata?.annotations ?? {},
        }));
      } catch (error) {
        throw explainRefusal(error, title, `listing the Jobs of ${namespace}`);
      }
    },
  };
}
