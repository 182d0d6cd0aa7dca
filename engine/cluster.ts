import type { ContextFile, OutputChunk, ProgressOptions } from './engine.ts';

/** A Kubernetes cluster, as the user's kubeconfig points to it. */
export interface Cluster {
  /** What to call it: its context and address. */
  readonly title: string;
  /** The namespace of its context. */
  readonly namespace: string;
  /**
   * Runs a Job to its end and gives the exit code of its command; the files are there when the command begins, and what
   * it wrote has come back when this resolves, also where it failed. Whatever happens, the Job is removed.
   * Rejects with EngineError if the cluster is away, refuses, or cannot start the Job; with MemoryError if the command
   * was killed for its memory; with the reason of `signal`, and then nothing comes back.
   */
  runJob(request: JobRequest, progress: ProgressOptions<JobEvent>): Promise<number>;
  /** The Jobs in a namespace that have these labels. Rejects with EngineError. */
  listJobs(namespace: string, labels: Readonly<Record<string, string>>): Promise<readonly ClusterJob[]>;
  /** Removes a Job and its pods, and is content where there is none. Rejects with EngineError. */
  removeJob(namespace: string, name: string): Promise<void>;
}

/** A Job, with one container that matters. */
export interface JobSpec {
  /** At most 63 characters, as Kubernetes wants names of Jobs. */
  readonly name: string;
  readonly namespace: string;
  readonly image: string;
  readonly command: readonly string[];
  readonly environment: Readonly<Record<string, string>>;
  readonly workingDirectory: string;
  /** Folders that are filled before the command begins; paths are absolute. */
  readonly folders: readonly { readonly path: string; readonly readOnly: boolean }[];
  /** The one of the folders that comes back. */
  readonly outputs: string;
  /** Quantities by the names of resources. */
  readonly requests: Readonly<Record<string, string>>;
  readonly limits: Readonly<Record<string, string>>;
  readonly nodeSelector: Readonly<Record<string, string>>;
  readonly pullSecrets: readonly string[];
  /** A quantity: the size of `/dev/shm`; undefined means what the node gives. */
  readonly sharedMemory: string | undefined;
  readonly labels: Readonly<Record<string, string>>;
  readonly annotations: Readonly<Record<string, string>>;
  /** How long the command may go on after SIGTERM. */
  readonly graceSeconds: number;
}

export interface JobRequest extends JobSpec {
  /** Whether the namespace is made where it is missing. */
  readonly createNamespace: boolean;
  /** What is sent into the folders; paths are those of the container without the first `/`. */
  readonly files: readonly ContextFile[];
  /** The folder of this machine for what comes back. */
  readonly comesTo: string;
}

/** What a Job prints, or what it waits for: a sentence. Kubernetes does not tell stdout and stderr apart: all is `stdout`. */
export type JobEvent = OutputChunk | { readonly waitsFor: string };

export interface ClusterJob {
  readonly name: string;
  readonly annotations: Readonly<Record<string, string>>;
}
