import type { ServerResponse } from 'node:http';
import type { NodePod } from './node.ts';

type Event = 'ADDED' | 'MODIFIED' | 'DELETED';

/** The pods of a cluster, listed and watched. */
export class PodStore {
  readonly #pods = new Map<string, NodePod>();
  readonly #watchers = new Set<(event: Event, pod: NodePod) => void>();
  #version = 1;

  get(namespace: string | undefined, name: string | undefined): NodePod | undefined {
    return this.#pods.get(`${namespace}/${name}`);
  }

  add(namespace: string, pod: NodePod): void {
    this.#pods.set(`${namespace}/${pod.pod.metadata?.name}`, pod);
    this.#tell('ADDED', pod);
  }

  changed(pod: NodePod): void {
    if (this.#has(pod)) this.#tell('MODIFIED', pod);
  }

  delete(pod: NodePod): void {
    const { namespace, name } = pod.pod.metadata ?? {};
    this.#pods.delete(`${namespace}/${name}`);
    this.#tell('DELETED', pod);
  }

  /** A list of those with a label, or what happens to them from now on. */
  answer(namespace: string, query: URLSearchParams, response: ServerResponse): void {
    const [key = '', value] = (query.get('labelSelector') ?? '').split('=');
    const isMeant = ({ pod }: NodePod) =>
      pod.metadata?.namespace === namespace && pod.metadata?.labels?.[key] === value;
    response.writeHead(200, { 'content-type': 'application/json' });
    const pods = [...this.#pods.values()].filter(isMeant).map(({ pod }) => pod);
    if (query.get('watch') !== 'true') {
      const metadata = { resourceVersion: String(this.#version) };
      response.end(JSON.stringify({ kind: 'PodList', apiVersion: 'v1', metadata, items: pods }));
      return;
    }
    const send = (type: Event, object: unknown) => response.write(`${JSON.stringify({ type, object })}\n`);
    // What has changed since the list, or all where nobody has one.
    if (query.get('resourceVersion') !== String(this.#version)) for (const pod of pods) send('ADDED', pod);
    else response.flushHeaders();
    const watcher = (type: Event, pod: NodePod) => {
      if (isMeant(pod)) send(type, pod.pod);
    };
    this.#watchers.add(watcher);
    response.on('close', () => this.#watchers.delete(watcher));
  }

  #has(pod: NodePod): boolean {
    return [...this.#pods.values()].includes(pod);
  }

  #tell(type: Event, pod: NodePod): void {
    const { metadata } = pod.pod;
    if (metadata) metadata.resourceVersion = String(++this.#version);
    for (const watcher of this.#watchers) watcher(type, pod);
  }
}
