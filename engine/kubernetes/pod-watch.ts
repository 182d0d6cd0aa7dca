import type { makeInformer, V1Pod } from '@kubernetes/client-node';
import { EngineError } from '../engine.ts';
import { capital } from './cluster-failure.ts';
import type { Connection } from './connection.ts';
import { describeContainerProblem, describeEviction } from './pod-problem.ts';

type Informer = ReturnType<typeof makeInformer<V1Pod>>;

/** How often in a row a cluster may fail to answer, and how long to wait in between, in milliseconds. */
const patience = { times: 5, pause: 1000 };

/** The one pod of a Job, as it changes. */
export class PodWatch {
  readonly #informer: Informer;
  readonly #cluster: string;
  readonly #listeners = new Set<() => void>();
  #pod: V1Pod | undefined;
  #failure: unknown;
  #failed = 0;
  #stopped = false;

  constructor(
    { makeInformer, config, core, title }: Connection,
    { namespace, job }: { readonly namespace: string; readonly job: string },
  ) {
    this.#cluster = title;
    const labelSelector = `job-name=${job}`;
    this.#informer = makeInformer<V1Pod>(
      config,
      `/api/v1/namespaces/${namespace}/pods`,
      () => core.listNamespacedPod({ namespace, labelSelector }),
      labelSelector,
    );
    this.#informer.on('change', pod => this.#seen(pod));
    this.#informer.on('delete', () => this.#fail(new EngineError(`Somebody has removed the pod of ${job}.`)));
    this.#informer.on('error', error => this.#again(error));
    this.#informer.start().catch(error => this.#again(error));
  }

  /**
   * What `read` gives of the pod as soon as it gives something. Rejects with EngineError once the pod cannot come so far,
   * or the cluster is away.
   */
  until<T>(read: (pod: V1Pod) => T | undefined): Promise<T> {
    return new Promise((resolve, reject) => {
      const look = () => {
        const found = this.#pod && read(this.#pod);
        const failure = this.#failure ?? this.#findProblem();
        if (found === undefined && failure === undefined) return;
        this.#listeners.delete(look);
        if (found !== undefined) resolve(found);
        else reject(failure);
      };
      this.#listeners.add(look);
      look();
    });
  }

  stop(): void {
    this.#stopped = true;
    // Its request ends with an error, which nobody needs any more.
    this.#informer.stop().catch(() => {});
  }

  #findProblem(): EngineError | undefined {
    const problem = this.#pod && (describeContainerProblem(this.#pod) ?? describeEviction(this.#pod));
    return problem === undefined ? undefined : new EngineError(problem);
  }

  #seen(pod: V1Pod): void {
    this.#failed = 0;
    this.#pod = pod;
    this.#tell();
  }

  #again(error: unknown): void {
    if (this.#stopped || this.#failure !== undefined) return;
    if (++this.#failed > patience.times) {
      const message = `${capital(this.#cluster)} went away. See whether it still answers, then try again.`;
      this.#fail(new EngineError(message, { cause: error }));
      return;
    }
    setTimeout(() => {
      if (!this.#stopped) this.#informer.start().catch(error => this.#again(error));
    }, patience.pause);
  }

  #fail(error: unknown): void {
    if (this.#stopped) return;
    this.#failure ??= error;
    this.#tell();
  }

  #tell(): void {
    for (const look of [...this.#listeners]) look();
  }
}
