import type { Attach, BatchV1Api, CoreV1Api, KubeConfig, makeInformer } from '@kubernetes/client-node';
import { EngineError } from '../engine.ts';

/** A cluster and what speaks to it. */
export interface Connection {
  readonly config: KubeConfig;
  readonly core: CoreV1Api;
  readonly batch: BatchV1Api;
  readonly Attach: typeof Attach;
  readonly makeInformer: typeof makeInformer;
  readonly title: string;
  readonly namespace: string;
}

/** A container of a pod. */
export interface ContainerPlace {
  readonly namespace: string;
  readonly pod: string;
  readonly container: string;
}

/**
 * What the kubeconfig of KUBECONFIG, of the home folder or of the pod that this runs in points to. Rejects with
 * EngineError where there is none, or none that can be read. Nothing is asked of the cluster yet.
 */
export async function openConnection(): Promise<Connection> {
  const { Attach, BatchV1Api, CoreV1Api, KubeConfig, makeInformer } = await import('./library.ts');
  const config = new KubeConfig();
  try {
    config.loadFromDefault();
  } catch (error) {
    throw new EngineError(
      `The kubeconfig cannot be read: ${(error as Error).message}. Mend it, or point KUBECONFIG to another.`,
    );
  }
  const cluster = config.getCurrentCluster();
  const isGuess = cluster?.name === 'cluster' && cluster.server === 'http://localhost:8080';
  if (!cluster || isGuess)
    throw new EngineError(
      'No Kubernetes cluster is configured: no kubeconfig with a current context was found in KUBECONFIG or ~/.kube/config. Make one (`kubectl config use-context NAME`), or choose a container configuration of Docker with --config.',
    );
  const context = config.getContextObject(config.getCurrentContext());
  return {
    config,
    core: config.makeApiClient(CoreV1Api),
    batch: config.makeApiClient(BatchV1Api),
    Attach,
    makeInformer,
    title: `the cluster ${config.getCurrentContext()} at ${cluster.server}`,
    namespace: context?.namespace ?? 'default',
  };
}
