import { setTimeout as pause } from 'node:timers/promises';
import type { V1ContainerStateTerminated, V1Pod } from '@kubernetes/client-node';
import type { JobEvent, JobRequest } from '../cluster.ts';
import { EngineError, MemoryError, type ProgressOptions } from '../engine.ts';
import { explainRefusal } from './cluster-failure.ts';
import type { Connection, ContainerPlace } from './connection.ts';
import { containers, describeJob } from './job-manifest.ts';
import { receiveOutputs, sendFiles } from './pod-files.ts';
import { followLog } from './pod-log.ts';
import { findWaiting, statusOf } from './pod-problem.ts';
import { PodWatch } from './pod-watch.ts';

/** Runs a Job as {@link Cluster.runJob} promises. */
export async function runJob(
  connection: Connection,
  request: JobRequest,
  { onEvent, signal }: ProgressOptions<JobEvent>,
): Promise<number> {
  signal.throwIfAborted();
  const { namespace, name } = request;
  await createJob(connection, request);
  const pod = new PodWatch(connection, { namespace, job: name });
  const remove = () => removeJob(connection, namespace, name);
  const cancel = () => void remove().catch(() => {});
  // A pod that is removed is sent SIGTERM, and what it prints is read for as long as it may take to end.
  const cut = new AbortController();
  signal.addEventListener('abort', cancel, { once: true });
  try {
    const ended = await Promise.race([
      follow(connection, request, pod, { onEvent, signal, cut: cut.signal }),
      afterGrace(signal, request),
    ]);
    signal.throwIfAborted();
    if (ended.reason === 'OOMKilled') throw new MemoryError(`${name} was killed for its memory`);
    return ended.exitCode;
  } catch (error) {
    signal.throwIfAborted();
    throw error;
  } finally {
    signal.removeEventListener('abort', cancel);
    cut.abort();
    pod.stop();
    // One that cannot be removed must not hide how the run ended; the cluster does it after an hour.
    await remove().catch(() => {});
  }
}

async function createJob({ core, batch, title }: Connection, request: JobRequest): Promise<void> {
  const { namespace, name, createNamespace } = request;
  const create = () => batch.createNamespacedJob({ namespace, body: describeJob(request) });
  try {
    await create().catch(async error => {
      if (!createNamespace || !isMissing(error)) throw error;
      await core.createNamespace({ body: { metadata: { name: namespace } } });
      await create();
    });
  } catch (error) {
    throw explainRefusal(error, title, `making the Job ${namespace}/${name}`);
  }
}

/** From the first file that is sent to the last that comes back; gives how the command ended. */
async function follow(
  connection: Connection,
  request: JobRequest,
  pod: PodWatch,
  { onEvent, signal, cut }: ProgressOptions<JobEvent> & { readonly cut: AbortSignal },
): Promise<V1ContainerStateTerminated> {
  let told: string | undefined;
  const started = await pod.until(found => {
    const waitsFor = findWaiting(found);
    if (waitsFor !== undefined && waitsFor !== told) onEvent({ waitsFor });
    told = waitsFor;
    return hasBegun(found, containers.receive) ? found : undefined;
  });
  const place = { namespace: request.namespace, pod: started.metadata?.name ?? '' };
  await sendFiles(connection, { ...place, container: containers.receive }, request.files, signal);
  const received = await pod.until(found => endOf(found, containers.receive));
  if (received.exitCode !== 0)
    throw new EngineError(
      `The files could not be unpacked in the pod: tar ended with exit code ${received.exitCode}${received.message ? ` (${received.message.trim()})` : ''}. The image needs tar, and the node enough disk.`,
    );
  await pod.until(found => hasBegun(found, containers.workload) || undefined);
  await followToEnd(connection, { ...place, container: containers.workload }, pod, { onEvent, signal: cut });
  const ended = await pod.until(found => endOf(found, containers.workload));
  await pod.until(found => hasBegun(found, containers.send) || undefined);
  await receiveOutputs(connection, { ...place, container: containers.send }, request.comesTo, signal);
  return ended;
}

/** Reads a log until one reading has begun after the container's end: a connection may break at any time. */
async function followToEnd(
  { config }: Connection,
  place: ContainerPlace,
  pod: PodWatch,
  { onEvent, signal }: ProgressOptions<JobEvent>,
): Promise<void> {
  let since = '';
  let isOver = false;
  const over = pod
    .until(found => endOf(found, place.container))
    .then(() => {
      isOver = true;
    });
  // Whoever waits for it below is told.
  over.catch(() => {});
  for (;;) {
    const wasOver = isOver;
    try {
      since = await followLog(config, place, {
        since,
        signal,
        onLine: line => onEvent({ stream: 'stdout', text: `${line}\n` }),
      });
    } catch (error) {
      signal.throwIfAborted();
      if (wasOver) throw new EngineError(`The end of the log cannot be read: ${(error as Error).message}.`);
    }
    if (wasOver) return;
    await Promise.race([over, pause(1000)]);
  }
}

/** Rejects some time after an interruption, whatever the cluster still does. */
async function afterGrace(signal: AbortSignal, { graceSeconds }: JobRequest): Promise<never> {
  await new Promise(resolve => signal.addEventListener('abort', resolve, { once: true }));
  await pause((graceSeconds + 1) * 1000);
  throw signal.reason;
}

function hasBegun(pod: V1Pod, container: string): boolean {
  const { running, terminated } = statusOf(pod, container)?.state ?? {};
  return running !== undefined || terminated !== undefined;
}

function endOf(pod: V1Pod, container: string): V1ContainerStateTerminated | undefined {
  return statusOf(pod, container)?.state?.terminated;
}

/** Removes a Job as {@link Cluster.removeJob} promises. */
export async function removeJob(
  { batch, title }: Connection,
  namespace: string,
  name: string,
): Promise<void> {
  try {
    await batch.deleteNamespacedJob({ namespace, name, propagationPolicy: 'Background' });
  } catch (error) {
    if (!isMissing(error)) throw explainRefusal(error, title, `removing the Job ${namespace}/${name}`);
  }
}

function isMissing(error: unknown): boolean {
  return (error as { readonly code?: unknown }).code === 404;
}
