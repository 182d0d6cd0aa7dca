import { amountKeys, type ExecutionConfig, type KeyValue } from '../model.ts';

/** Where in a cluster a workload runs, and what it asks for there. */
export interface ClusterPlace {
  readonly kind: 'cluster';
  /** Undefined means the namespace of whoever connects. */
  readonly namespace: string | undefined;
  /** Whether it is made where it is missing. */
  readonly createNamespace: boolean;
  /** Quantities by the names of resources. */
  readonly requests: Readonly<Record<string, string>>;
  readonly limits: Readonly<Record<string, string>>;
  /** Labels that the node must have. */
  readonly nodeSelector: Readonly<Record<string, string>>;
  /** The names of secrets of the namespace. */
  readonly pullSecrets: readonly string[];
  /** A quantity: the size of `/dev/shm`; undefined means what the node gives. */
  readonly sharedMemory: string | undefined;
}

/**
 * What a container configuration of Kubernetes asks for, or a sentence about something that cannot be had: to run
 * without it would be to run otherwise than was asked. DSS says MB where its sources do not tell which: here it is 2²⁰ bytes.
 */
export function clusterPlaceOf(config: ExecutionConfig): ClusterPlace | string {
  const name = config.name?.value ?? '';
  const namespace = config.kubernetesNamespace?.value || undefined;
  if (namespace?.includes('${'))
    return `the namespace ${namespace} of ${name} has a variable that only DSS knows. Run it in DSS, or write another configuration with a namespace of your own.`;
  if ((config.hostPathVolumes?.value.length ?? 0) > 0)
    return `${name} has hostPathVolumes, which are not mounted from here: their shape is not public. Run it in DSS, or in a configuration without them.`;
  if (!config.nodeSelector)
    return `the nodeSelector of ${name} is neither a mapping of labels nor a list of {key, value}. Write it as in {disktype: ssd}.`;
  const { amounts = {}, customRequests = [], customLimits = [] } = config.kubernetesResources ?? {};
  const [memRequest, memLimit, cpuRequest, cpuLimit] = amountKeys.map(key => amounts[key]?.value);
  return {
    kind: 'cluster',
    namespace,
    createNamespace: config.createNamespace?.value ?? false,
    requests: { ...own(cpuRequest, memRequest), ...custom(customRequests) },
    limits: { ...own(cpuLimit, memLimit), ...custom(customLimits) },
    nodeSelector: Object.fromEntries(config.nodeSelector),
    pullSecrets: config.imagePullSecrets.map(({ value }) => value),
    sharedMemory: config.sharedMemoryMB && megabytes(config.sharedMemoryMB.value),
  };
}

/** Unset is -1, and 0 asks for nothing. */
function own(cpu = -1, memory = -1): Readonly<Record<string, string>> {
  return { ...(cpu > 0 && { cpu: String(cpu) }), ...(memory > 0 && { memory: megabytes(memory) }) };
}

function megabytes(amount: number): string {
  return `${Math.round(amount)}Mi`;
}

function custom(resources: readonly KeyValue[]): Readonly<Record<string, string>> {
  return Object.fromEntries(
    resources.flatMap(({ key, value }) => (key && value ? [[key.value, value.value] as const] : [])),
  );
}
