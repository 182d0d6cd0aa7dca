// A cluster that stands in for one that cannot run here: an API server on loopback that takes what Kubernetes would
// take, with one node whose pods are containers of a real engine. What it does is written from the API's documentation.
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { createServer, type Server } from 'node:https';
import type { AddressInfo, Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { V1Job, V1Namespace } from '@kubernetes/client-node';
import Docker from 'dockerode';
import { WebSocketServer } from 'ws';
import { writeYaml } from '../../core/index.ts';
import { makeAuthority } from '../engine/certificates.ts';
import { problemsOf } from './manifest-check.ts';
import { NodePod, type NodeShape } from './node.ts';
import { PodStore } from './pod-store.ts';
import { answerLog, attachSocket } from './pod-streams.ts';

export interface StandInOptions extends Partial<NodeShape> {
  /** The protocol of attached streams: before 1.30 Kubernetes had only v4. */
  readonly streams?: 'v4' | 'v5';
}

const token = 'let-me-in';

/** A running cluster. */
export class StandIn {
  /** The path of a kubeconfig for it. */
  readonly kubeconfig: string;
  /** The Jobs that were made, in order, also those that are gone. */
  readonly made: V1Job[] = [];
  /** The namespaces that there are; in `forbidden` nothing may be made. */
  readonly namespaces = ['default', 'dss', 'forbidden'];
  /** How many requests for logs are to be cut after their first bytes. */
  logsToCut = 0;
  readonly #folder = mkdtempSync(join(tmpdir(), 'code-envs-cluster-'));
  readonly #docker: Docker;
  readonly #shape: NodeShape;
  readonly #jobs = new Map<string, { readonly job: V1Job; readonly pod: NodePod }>();
  readonly #pods = new PodStore();
  readonly #sockets = new Set<Socket>();
  readonly #server: Server;

  private constructor(
    dockerHost: string,
    { streams = 'v5', labels = {}, resources = {}, secrets = {} }: StandInOptions,
  ) {
    this.#docker = new Docker({ socketPath: dockerHost.replace('unix://', '') });
    this.#shape = { labels, resources, secrets };
    const certificate = makeAuthority(join(this.#folder, 'tls'))?.issue('server', '127.0.0.1');
    if (!certificate) throw new Error('openssl is missing');
    const read = (file: string) => readFileSync(join(certificate, file));
    this.#server = createServer({ cert: read('cert.pem'), key: read('key.pem') }, (request, response) => {
      this.#answer(request, response).catch(error => fail(response, 500, String(error)));
    });
    this.kubeconfig = join(this.#folder, 'kubeconfig');
    const sockets = new WebSocketServer({
      noServer: true,
      handleProtocols: offered =>
        offered.has(`${streams}.channel.k8s.io`) ? `${streams}.channel.k8s.io` : false,
    });
    this.#server.on('upgrade', (request, socket, head) => {
      const { path, query } = placeOf(request);
      const container = this.#pods.get(path[4], path[6])?.container(query.get('container') ?? '');
      if (!isKnown(request) || path[7] !== 'attach' || !container) return void socket.destroy();
      sockets.handleUpgrade(request, socket, head, webSocket => {
        attachSocket(webSocket, container, query).catch(() => webSocket.close());
      });
    });
    this.#server.on('secureConnection', socket => {
      this.#sockets.add(socket);
      socket.on('close', () => this.#sockets.delete(socket));
    });
  }

  static async start(dockerHost: string, options: StandInOptions = {}): Promise<StandIn> {
    const cluster = new StandIn(dockerHost, options);
    cluster.#server.listen(0, '127.0.0.1');
    await once(cluster.#server, 'listening');
    const { port } = cluster.#server.address() as AddressInfo;
    cluster.writeKubeconfig(`https://127.0.0.1:${port}`);
    return cluster;
  }

  writeKubeconfig(server: string, credentials = token): void {
    const config = {
      apiVersion: 'v1',
      kind: 'Config',
      'current-context': 'stand-in',
      clusters: [
        { name: 'loopback', cluster: { server, 'certificate-authority': join(this.#folder, 'tls/ca.pem') } },
      ],
      users: [{ name: 'tester', user: { token: credentials } }],
      contexts: [{ name: 'stand-in', context: { cluster: 'loopback', user: 'tester', namespace: 'dss' } }],
    };
    writeFileSync(this.kubeconfig, writeYaml(config));
  }

  get jobs(): readonly V1Job[] {
    return [...this.#jobs.values()].map(({ job }) => job);
  }

  /** Puts a Job there as if it had been made before. */
  add(job: V1Job): Promise<void> {
    return this.#make(job);
  }

  /** The API server goes away, with all its connections; what runs on the node goes on. */
  cut(): void {
    this.#server.close();
    for (const socket of this.#sockets) socket.destroy();
  }

  async stop(): Promise<void> {
    this.cut();
    await Promise.all([...this.#jobs.keys()].map(key => this.#remove(key)));
    rmSync(this.#folder, { recursive: true, force: true });
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    if (!isKnown(request)) return fail(response, 401, 'Unauthorized');
    const { path, query } = placeOf(request);
    const isJobs = path.slice(0, 4).join('/') === '/apis/batch/v1';
    const [namespace = '', kind, name, sub] = isJobs ? path.slice(5) : path.slice(4);
    if (path.join('/') === '/api/v1/namespaces' && request.method === 'POST') {
      const body = await readJson<V1Namespace>(request);
      this.namespaces.push(body.metadata?.name ?? '');
      return json(response, 201, body);
    }
    // In one that is not there nothing can be made, but also nothing be found.
    if (request.method === 'POST' && !this.namespaces.includes(namespace))
      return fail(response, 404, `namespaces "${namespace}" not found`);
    if (isJobs && kind === 'jobs') {
      if (request.method === 'POST') return await this.#postJob(namespace, request, response);
      if (request.method === 'GET')
        return json(response, 200, { kind: 'JobList', items: this.#selected(namespace, query) });
      if (request.method === 'DELETE') {
        const key = `${namespace}/${name}`;
        if (!this.#jobs.has(key)) return fail(response, 404, `jobs.batch "${name}" not found`);
        this.#remove(key).catch(() => {});
        return json(response, 200, { kind: 'Status', status: 'Success' });
      }
    }
    if (!isJobs && kind === 'pods' && name === undefined)
      return this.#pods.answer(namespace, query, response);
    const container = this.#pods.get(namespace, name)?.container(query.get('container') ?? '');
    if (!isJobs && sub === 'log' && container) {
      if (this.logsToCut > 0) {
        this.logsToCut--;
        setTimeout(() => request.socket.destroy(), 700);
      }
      return await answerLog(container, query, response);
    }
    fail(response, 404, 'the server could not find the requested resource');
  }

  async #postJob(namespace: string, request: IncomingMessage, response: ServerResponse): Promise<void> {
    const job = await readJson<V1Job>(request);
    if (namespace === 'forbidden')
      return fail(
        response,
        403,
        'jobs.batch is forbidden: User "tester" cannot create resource "jobs" in API group "batch" in the namespace "forbidden"',
      );
    const problems = problemsOf(job);
    if (problems.length > 0)
      return fail(response, 422, `Job.batch "${job.metadata?.name}" is invalid: ${problems.join('; ')}`);
    await this.#make(job);
    json(response, 201, job);
  }

  async #make(job: V1Job): Promise<void> {
    const namespace = job.metadata?.namespace ?? '';
    this.made.push(job);
    const pod: NodePod = new NodePod(this.#docker, this.#shape, job, () =>
      queueMicrotask(() => this.#pods.changed(pod)),
    );
    this.#pods.add(namespace, pod);
    this.#jobs.set(`${namespace}/${job.metadata?.name}`, { job, pod });
  }

  async #remove(key: string): Promise<void> {
    const pod = this.#jobs.get(key)?.pod;
    this.#jobs.delete(key);
    if (!pod) return;
    await pod.delete();
    this.#pods.delete(pod);
  }

  #selected(namespace: string, query: URLSearchParams): readonly V1Job[] {
    const wanted = (query.get('labelSelector') ?? '').split(',').map(pair => pair.split('='));
    return this.jobs.filter(
      ({ metadata }) =>
        metadata?.namespace === namespace &&
        wanted.every(([key = '', value]) => metadata.labels?.[key] === value),
    );
  }
}

async function readJson<T>(request: IncomingMessage): Promise<T> {
  let text = '';
  for await (const chunk of request) text += chunk;
  return JSON.parse(text) as T;
}

function placeOf({ url = '' }: IncomingMessage): {
  readonly path: readonly string[];
  readonly query: URLSearchParams;
} {
  const { pathname, searchParams } = new URL(url, 'http://loopback');
  return { path: pathname.split('/'), query: searchParams };
}

function isKnown({ headers }: IncomingMessage): boolean {
  return headers.authorization === `Bearer ${token}`;
}

function json(response: ServerResponse, code: number, body: object): void {
  response.writeHead(code, { 'content-type': 'application/json' }).end(JSON.stringify(body));
}

function fail(response: ServerResponse, code: number, message: string): void {
  if (response.headersSent) response.destroy();
  else json(response, code, { kind: 'Status', apiVersion: 'v1', status: 'Failure', message, code });
}
