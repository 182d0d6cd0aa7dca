import type { V1Container, V1Job } from '@kubernetes/client-node';
import type { JobSpec } from '../cluster.ts';

/** The containers of a Job's pod: `receive` fills the folders, `workload` is what it is about, `send` gives the outputs back. */
export const containers = { receive: 'receive', workload: 'workload', send: 'send' } as const;

/** What moves files needs little, but a namespace with a quota admits only those that say how much. */
const courier = { requests: { cpu: '10m', memory: '32Mi' }, limits: { cpu: '1', memory: '128Mi' } };
/** How long a Job may stay, in seconds, whose end nobody was there to see. */
const keptSeconds = 3600;

/**
 * The Job as Kubernetes wants it. Files come and go through the standard streams of two more containers of the same
 * image, as a cluster does not have the folders of this machine: tar reads them from the one, and writes the outputs to
 * the other once it is asked to.
 */
export function describeJob(spec: JobSpec): V1Job {
  const { name, namespace, image, labels, annotations, folders, outputs } = spec;
  const volumes = folders.map(({ path, readOnly }) => ({ name: path.slice(1), path, readOnly }));
  const mounts = (readOnly: boolean) =>
    volumes.map(volume => ({
      name: volume.name,
      mountPath: volume.path,
      ...(readOnly && volume.readOnly && { readOnly: true }),
    }));
  const shared = { name: 'shared-memory', mountPath: '/dev/shm' };
  const moves = { image, stdin: true, stdinOnce: true, resources: courier, volumeMounts: mounts(false) };
  const resources: V1Container['resources'] = {
    ...(hasAny(spec.requests) && { requests: { ...spec.requests } }),
    ...(hasAny(spec.limits) && { limits: { ...spec.limits } }),
  };
  return {
    apiVersion: 'batch/v1',
    kind: 'Job',
    metadata: { name, namespace, labels: { ...labels }, annotations: { ...annotations } },
    spec: {
      // Nothing runs a second time that nobody has asked to.
      backoffLimit: 0,
      ttlSecondsAfterFinished: keptSeconds,
      template: {
        metadata: { labels: { ...labels } },
        spec: {
          restartPolicy: 'Never',
          terminationGracePeriodSeconds: spec.graceSeconds,
          automountServiceAccountToken: false,
          ...(hasAny(spec.nodeSelector) && { nodeSelector: { ...spec.nodeSelector } }),
          ...(spec.pullSecrets.length > 0 && { imagePullSecrets: spec.pullSecrets.map(name => ({ name })) }),
          initContainers: [
            {
              ...moves,
              name: containers.receive,
              command: ['tar', '-x', '-m', '--no-same-owner', '-C', '/'],
            },
          ],
          containers: [
            {
              name: containers.workload,
              image,
              command: [...spec.command],
              workingDir: spec.workingDirectory,
              env: Object.entries(spec.environment).map(([name, value]) => ({ name, value })),
              ...(hasAny(resources) && { resources }),
              volumeMounts: [...mounts(true), ...(spec.sharedMemory ? [shared] : [])],
            },
            {
              ...moves,
              name: containers.send,
              command: ['sh', '-c', `read -r _ && exec tar -c -h -C ${outputs} .`],
            },
          ],
          volumes: [
            ...volumes.map(({ name }) => ({ name, emptyDir: {} })),
            ...(spec.sharedMemory
              ? [{ name: shared.name, emptyDir: { medium: 'Memory', sizeLimit: spec.sharedMemory } }]
              : []),
          ],
        },
      },
    },
  };
}

function hasAny(values: object): boolean {
  return Object.keys(values).length > 0;
}
