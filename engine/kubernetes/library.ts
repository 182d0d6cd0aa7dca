// The official client is large: it is a file of its own in `dist`, which only those load who have a cluster.
export { Attach, BatchV1Api, CoreV1Api, KubeConfig, makeInformer } from '@kubernetes/client-node';
