import type { V1ContainerStatus, V1Pod } from '@kubernetes/client-node';

/** Why a pod waits for a node, in Kubernetes' own words; undefined while it does not. */
export function findWaiting({ status }: V1Pod): string | undefined {
  const scheduled = status?.conditions?.find(({ type }) => type === 'PodScheduled');
  return scheduled?.status === 'False' ? (scheduled.message ?? scheduled.reason) : undefined;
}

/** The status of one of a pod's containers. */
export function statusOf({ status }: V1Pod, container: string): V1ContainerStatus | undefined {
  return [...(status?.initContainerStatuses ?? []), ...(status?.containerStatuses ?? [])].find(
    ({ name }) => name === container,
  );
}

/** The states of a container that waits which no patience ends. */
const hopeless: Readonly<Record<string, string>> = {
  ImagePullBackOff: 'The cluster cannot pull the image',
  ErrImageNeverPull: 'The cluster does not have the image',
  InvalidImageName: 'The cluster does not take the name of the image',
  CreateContainerConfigError: 'The cluster cannot make the container',
  CreateContainerError: 'The cluster cannot make the container',
  RunContainerError: 'The cluster cannot start the container',
};

/** A sentence about a container that cannot begin; undefined where all may. */
export function describeContainerProblem({ status }: V1Pod): string | undefined {
  for (const { image, state } of [
    ...(status?.initContainerStatuses ?? []),
    ...(status?.containerStatuses ?? []),
  ]) {
    const { reason = '', message = '' } = state?.waiting ?? {};
    const what = hopeless[reason];
    if (what === undefined) continue;
    const remedy =
      reason === 'ImagePullBackOff'
        ? ' Its nodes must reach the registry, and private ones need imagePullSecrets.'
        : '';
    return `${what} ${image} (${reason}${message && `: ${message.replace(/\.?$/, '')}`}).${remedy}`;
  }
  return undefined;
}

/** A sentence about a pod that the cluster has ended as a whole; undefined where it has not. */
export function describeEviction({ status }: V1Pod): string | undefined {
  const { phase, reason, message } = status ?? {};
  return phase === 'Failed' && reason
    ? `The cluster has ended the pod (${reason}${message ? `: ${message}` : ''}).`
    : undefined;
}
