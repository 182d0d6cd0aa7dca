import { randomBytes } from 'node:crypto';
import { type ClusterPlace, jobName, outputsFolder, type RunPlan } from '../../core/index.ts';
import type { Cluster, JobSpec } from '../../engine/cluster.ts';
import type { ContextFile } from '../../engine/engine.ts';
import { readFolder } from '../../workspace/index.ts';
import { isOwnerGone, ownerLabels } from '../containers.ts';
import { graceSeconds, runLabel } from './on-engine.ts';
import type { RunOutput } from './run-workloads.ts';

/** A run that is planned for a cluster. */
export type ClusterRun = RunPlan & { readonly place: ClusterPlace };

/** By this all Jobs are found that come from here; their owner does not fit into a label. */
const labels = { 'app.kubernetes.io/managed-by': 'code-envs' };
/** What no workload reads, or must not: the history, and what other runs have written. */
const notSent = ['.git', outputsFolder];

/** The Job that a run is, in `image`. */
export function jobOf(run: ClusterRun, image: string, namespace: string): JobSpec {
  const { place } = run;
  return {
    ...place,
    name: jobName(run.workload, randomBytes(3).toString('hex')),
    namespace: place.namespace ?? namespace,
    image,
    command: run.command,
    environment: run.environment,
    workingDirectory: run.workingDirectory,
    folders: run.mounts.map(({ target, readOnly }) => ({ path: target, readOnly })),
    outputs: run.workingDirectory,
    labels,
    annotations: { [runLabel]: run.workload },
    graceSeconds,
  };
}

/** Runs a workload as a Job; gives its exit code. */
export async function runOnCluster(
  run: ClusterRun,
  {
    image,
    cluster,
    itsOutputs,
  }: { readonly image: string; readonly cluster: Cluster; readonly itsOutputs: string },
  output: RunOutput,
): Promise<number> {
  const files = await filesOf(run);
  const job = jobOf(run, image, cluster.namespace);
  output.log(
    `${run.workload} runs as the Job ${job.namespace}/${job.name} in ${image}, on ${cluster.title}. ${itsOutputs}`,
  );
  return await cluster.runJob(
    {
      ...job,
      createNamespace: run.place.createNamespace,
      annotations: { ...job.annotations, ...ownerLabels() },
      files,
      comesTo: run.outputs.folder,
    },
    {
      signal: output.signal,
      onEvent: event =>
        'waitsFor' in event
          ? output.log(`${run.workload} waits: ${event.waitsFor}`)
          : output[event.stream](event.text),
    },
  );
}

/** The files of a run's folders, as the container has them. A run finds what an earlier one has written, as on an engine. */
async function filesOf({ mounts }: RunPlan): Promise<readonly ContextFile[]> {
  const folders = await Promise.all(
    mounts.map(async ({ source, target, readOnly }) => {
      const entries = await readFolder(source, readOnly ? notSent : []);
      return entries.map(entry => ({ ...entry, path: `${target.slice(1)}/${entry.path}` }));
    }),
  );
  return folders.flat();
}

/** Removes the Jobs that killed processes of this machine have left in the namespaces of these runs. */
export async function removeJobsLeft(runs: readonly RunPlan[], cluster: Cluster): Promise<void> {
  const namespaces = new Set(
    runs.flatMap(({ place }) => (place.kind === 'cluster' ? (place.namespace ?? cluster.namespace) : [])),
  );
  for (const namespace of namespaces) {
    // Whoever may not see or remove Jobs may make them all the same. A cluster that is away is told when one is made.
    const jobs = await cluster.listJobs(namespace, labels).catch(() => []);
    for (const { name, annotations } of jobs)
      if (isOwnerGone(annotations)) await cluster.removeJob(namespace, name).catch(() => {});
  }
}
