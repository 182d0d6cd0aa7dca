// The one node of the cluster that stands in: pods are containers of a real engine, their volumes are its volumes.
import { once } from 'node:events';
import type { V1Container, V1ContainerState, V1Job, V1Pod } from '@kubernetes/client-node';
import type Docker from 'dockerode';
import { isExtendedResource } from '../../core/kubernetes-name.ts';
import { readQuantity } from '../../core/kubernetes-quantity.ts';

/** What the node has beside processors and memory. */
export interface NodeShape {
  readonly labels: Readonly<Record<string, string>>;
  /** Extended resources. */
  readonly resources: Readonly<Record<string, number>>;
  /** Credentials by the names of pull secrets. */
  readonly secrets: Readonly<Record<string, { readonly username: string; readonly password: string }>>;
}

/** A pod on the node; `changed` is told of each change of its status. */
export class NodePod {
  readonly pod: V1Pod;
  readonly #docker: Docker;
  readonly #shape: NodeShape;
  readonly #changed: () => void;
  readonly #containers = new Map<string, Docker.Container>();
  readonly #volumes: string[] = [];
  readonly #deletion = new AbortController();
  /** Settles when nothing of the pod runs any more. */
  readonly ended: Promise<void>;

  constructor(docker: Docker, shape: NodeShape, job: V1Job, changed: () => void) {
    this.#docker = docker;
    this.#shape = shape;
    this.#changed = changed;
    const { metadata, spec } = job;
    const template = spec?.template;
    this.pod = {
      apiVersion: 'v1',
      kind: 'Pod',
      metadata: {
        name: `${metadata?.name}-x7k2p`,
        namespace: metadata?.namespace ?? '',
        labels: { ...template?.metadata?.labels, 'job-name': metadata?.name ?? '' },
      },
      spec: template?.spec ?? { containers: [] },
      status: { phase: 'Pending', conditions: [] },
    };
    this.ended = this.#run().catch(error => {
      if (!this.#deletion.signal.aborted)
        this.#status({ phase: 'Failed', reason: 'NodeProblem', message: String(error) });
    });
  }

  container(name: string): Docker.Container | undefined {
    return this.#containers.get(name);
  }

  /** Ends the pod as a deletion does: SIGTERM, and SIGKILL after its grace period. */
  async delete(): Promise<void> {
    this.#deletion.abort();
    const t = this.pod.spec?.terminationGracePeriodSeconds ?? 30;
    await Promise.all([...this.#containers.values()].map(container => container.stop({ t }).catch(() => {})));
    await this.ended;
    for (const container of this.#containers.values())
      await container.remove({ force: true, v: true }).catch(() => {});
    for (const volume of this.#volumes)
      await this.#docker
        .getVolume(volume)
        .remove()
        .catch(() => {});
  }

  async #run(): Promise<void> {
    const { spec } = this.pod;
    if (!spec) return;
    const unfit = this.#whyUnschedulable();
    const condition = unfit
      ? { type: 'PodScheduled', status: 'False', reason: 'Unschedulable', message: unfit }
      : { type: 'PodScheduled', status: 'True' };
    this.#status({ conditions: [condition] });
    if (unfit) return;
    for (const { name } of spec.volumes ?? []) {
      const volume = `${this.pod.metadata?.name}-${name}`;
      await this.#docker.createVolume({ Name: volume });
      this.#volumes.push(volume);
    }
    for (const container of spec.initContainers ?? []) {
      const exit = await this.#runContainer(container, 'initContainerStatuses');
      if (exit !== 0) return this.#status({ phase: 'Failed' });
    }
    const exits = await Promise.all(
      spec.containers.map(container => this.#runContainer(container, 'containerStatuses')),
    );
    this.#status({ phase: exits.every(exit => exit === 0) ? 'Succeeded' : 'Failed' });
  }

  async #runContainer(
    { name, image = '', ...container }: V1Container,
    list: 'initContainerStatuses' | 'containerStatuses',
  ): Promise<number> {
    const state = (state: V1ContainerState) => this.#containerState(list, name, image, state);
    state({ waiting: { reason: 'ContainerCreating' } });
    const refused = await this.#pull(image);
    if (refused) {
      state({ waiting: { reason: 'ErrImagePull', message: refused } });
      state({
        waiting: { reason: 'ImagePullBackOff', message: `Back-off pulling image "${image}": ${refused}` },
      });
      // It is tried again and again, until somebody has enough.
      await once(this.#deletion.signal, 'abort');
      return 137;
    }
    if (this.#deletion.signal.aborted) return 137;
    const memory = readQuantity(container.resources?.limits?.['memory'] ?? '');
    const bytes = memory && Number(memory.numerator / memory.denominator);
    const made = await this.#docker.createContainer({
      Image: image,
      Entrypoint: [...(container.command ?? [])],
      Cmd: [],
      Env: (container.env ?? []).map(({ name, value }) => `${name}=${value}`),
      WorkingDir: container.workingDir ?? '',
      OpenStdin: container.stdin ?? false,
      StdinOnce: container.stdinOnce ?? false,
      Labels: { 'test.pod': this.pod.metadata?.name ?? '' },
      HostConfig: {
        ...(bytes && { Memory: bytes, MemorySwap: bytes }),
        Mounts: (container.volumeMounts ?? []).map(mount => ({
          Type: 'volume',
          Source: `${this.pod.metadata?.name}-${mount.name}`,
          Target: mount.mountPath,
          ReadOnly: mount.readOnly ?? false,
        })),
      },
    });
    this.#containers.set(name, made);
    await made.start();
    state({ running: { startedAt: new Date() } });
    const { StatusCode: exitCode } = await made.wait();
    const oom = exitCode === 137 && (await made.inspect()).State.OOMKilled;
    state({ terminated: { exitCode, reason: oom ? 'OOMKilled' : exitCode === 0 ? 'Completed' : 'Error' } });
    return exitCode;
  }

  #whyUnschedulable(): string | undefined {
    const { nodeSelector = {}, containers = [] } = this.pod.spec ?? {};
    if (Object.entries(nodeSelector).some(([key, value]) => this.#shape.labels[key] !== value))
      return "0/1 nodes are available: 1 node(s) didn't match Pod's node affinity/selector.";
    for (const { resources } of containers) {
      for (const [name, amount] of Object.entries({ ...resources?.limits, ...resources?.requests }))
        if (isExtendedResource(name) && Number(amount) > (this.#shape.resources[name] ?? 0))
          return `0/1 nodes are available: 1 Insufficient ${name}.`;
    }
    return undefined;
  }

  /** As a kubelet on a node that has pulled nothing yet: each pull secret is tried. Gives why not. */
  async #pull(image: string): Promise<string | undefined> {
    // The engine below is that of the builds, too: what has a digest must come from its registry all the same.
    if (!image.includes('@')) {
      const found = await this.#docker
        .getImage(image)
        .inspect()
        .catch(() => undefined);
      if (found) return undefined;
    }
    const secrets = (this.pod.spec?.imagePullSecrets ?? []).flatMap(
      ({ name }) => this.#shape.secrets[name ?? ''] ?? [],
    );
    let refused = '';
    for (const authconfig of [undefined, ...secrets]) {
      try {
        const stream = await this.#docker.pull(image, { ...(authconfig && { authconfig }) } as never);
        await new Promise<void>((resolve, reject) =>
          this.#docker.modem.followProgress(stream, error => (error ? reject(error) : resolve())),
        );
        return undefined;
      } catch (error) {
        refused = (error as Error).message;
      }
    }
    return refused;
  }

  #containerState(
    list: 'initContainerStatuses' | 'containerStatuses',
    name: string,
    image: string,
    state: V1ContainerState,
  ): void {
    const others = (this.pod.status?.[list] ?? []).filter(other => other.name !== name);
    const ready = state.running !== undefined;
    this.#status({ [list]: [...others, { name, image, imageID: image, ready, restartCount: 0, state }] });
  }

  #status(change: V1Pod['status']): void {
    this.pod.status = { ...this.pod.status, ...change };
    this.#changed();
  }
}
