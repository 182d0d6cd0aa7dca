// Instances whose images are built by a real engine, each under names of its own.
import { cpSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { after } from 'node:test';
import Docker from 'dockerode';
import { connectDocker, type Engine, type EngineImage } from '../../engine/index.ts';
import { ensureBaseRoot } from '../../scripts/base-root.ts';
import { ensureEngine } from '../../scripts/private-engine.ts';
import { type Ended, makeFolder, type Running, startCli, writeIn } from './run-cli.ts';

/** An engine with the root of the examples' base images, for the tests of this process. */
export interface CliEngine {
  readonly dockerHost: string;
  readonly engine: Engine;
  /** For what the adapter does not do. */
  readonly docker: Docker;
}

/** Finds or starts an engine; gives the reason if there is none, which under CI is an error. It is let go after the tests. */
export async function openCliEngine(): Promise<CliEngine | string> {
  const found = await ensureEngine(line => console.error(line));
  if ('unavailable' in found) {
    if (process.env['CI'] === 'true') throw new Error(found.unavailable);
    return found.unavailable;
  }
  await ensureBaseRoot(found.dockerHost, line => console.error(line));
  const engine = await connectDocker(found.dockerHost);
  const docker = openDockerode(found.dockerHost);
  after(async () => {
    await removeImages(docker, engine);
    engine.close();
    await found.stop();
  });
  return { dockerHost: found.dockerHost, engine, docker };
}

/** Everything that the tests of this process make on the engine has this in its name. */
export const installId = `test-${process.pid}`;

/** An image as `status --format json` prints it. */
export interface PrintedImage {
  readonly env: string;
  readonly configs: readonly string[];
  readonly image: string;
  readonly state: string;
  readonly reasons: readonly string[];
  readonly path: string;
  readonly size?: number;
  readonly created?: string;
}

/** A copy of the examples, with further files, and what the command line says about it. */
export class RealInstance {
  readonly folder: string;
  readonly engine: Engine;
  readonly #dockerHost: string;

  constructor({ engine, dockerHost }: CliEngine, files: Readonly<Record<string, string>>) {
    this.engine = engine;
    this.#dockerHost = dockerHost;
    this.folder = makeFolder(files);
  }

  /** The examples under this process's names. The base images are shared with everybody and stay. */
  static ofExamples(engine: CliEngine, name: string): RealInstance {
    const instance = new RealInstance(engine, {});
    cpSync(join(import.meta.dirname, '../../examples'), instance.folder, { recursive: true });
    instance.change('container-configs.yaml', 'installId: example', `installId: ${installId}-${name}`);
    return instance;
  }

  write(path: string, text: string): void {
    writeIn(this.folder, path, text);
  }

  remove(path: string): void {
    rmSync(join(this.folder, path), { recursive: true });
  }

  /** Replaces a part of a file, which must be there. */
  change(path: string, from: string, to: string): void {
    const text = readFileSync(join(this.folder, path), 'utf8');
    if (!text.includes(from)) throw new Error(`${from} is not in ${path}`);
    this.write(path, text.replace(from, to));
  }

  /** Starts the command line in the folder of the instance, or one `below` it. */
  start(words: readonly string[], environment: Readonly<Record<string, string>> = {}, below = ''): Running {
    return startCli(words, {
      folder: join(this.folder, below),
      environment: { DOCKER_HOST: this.#dockerHost, ...environment },
    });
  }

  async run(...words: readonly string[]): Promise<Ended> {
    const ended = await this.start(words).ended;
    // An image that is built again leaves the one before without a name, so that only its id finds it.
    if (words[0]?.endsWith('build')) for (const { id } of await listOwn(this.engine)) made.add(id);
    return ended;
  }

  async status(): Promise<readonly PrintedImage[]> {
    return JSON.parse((await this.run('status', '--format', 'json')).stdout).images;
  }

  /** The ids of this instance's images on the engine, by their names. */
  async ids(): Promise<ReadonlyMap<string, string>> {
    const planned = new Set((await this.status()).map(({ image }) => image));
    const images = await this.engine.listImages();
    return new Map(
      images.flatMap(({ id, tags }) => tags.filter(tag => planned.has(tag)).map(tag => [tag, id] as const)),
    );
  }

  /** What a command prints in the image of a code env; it must end well. */
  async runIn(env: string, command: readonly string[]): Promise<string> {
    const image = (await this.status()).find(image => image.env === env)?.image ?? '';
    let output = '';
    const code = await this.engine.runContainer(
      { image, command },
      {
        signal: AbortSignal.timeout(60_000),
        onEvent({ text }) {
          output += text;
        },
      },
    );
    if (code !== 0) throw new Error(`${command.join(' ')} in ${image} ended with ${code}: ${output}`);
    return output;
  }
}

/** The ids of what was built, for the end. */
const made = new Set<string>();

async function listOwn(engine: Engine): Promise<readonly EngineImage[]> {
  return (await engine.listImages()).filter(({ tags }) => tags.some(tag => tag.includes(installId)));
}

/** For looking at an engine past the adapter. */
export function openDockerode(dockerHost: string): Docker {
  // The empty host keeps DOCKER_HOST out.
  if (dockerHost.startsWith('unix://'))
    return new Docker({ socketPath: dockerHost.slice('unix://'.length), host: '' });
  const { hostname, port } = new URL(dockerHost);
  return new Docker({ host: hostname, port });
}

/** The base image of the examples, which is shared with everybody and stays. */
export const exampleBase = 'company/exec-base:dss-14.3.2';

/** The folder that {@link exampleBase} is built from. */
export const exampleContext = 'base-images/exec';

/**
 * The text of an instance with a configuration of Docker for each name in `contexts`: on the base image that is built
 * from that folder, `ID/FOLDER:1`, or on {@link exampleBase}.
 */
export function configsOn(id: string, contexts: Readonly<Record<string, string>>): string {
  const tagOf = (context: string) => (context === exampleContext ? exampleBase : `${id}/${context}:1`);
  const bases = [...new Set([exampleContext, ...Object.values(contexts)])];
  return `dssVersion: 14.3.2
installId: ${id}
baseImages:
${bases.map(context => `  - { tag: "${tagOf(context)}", context: ${context} }\n`).join('')}executionConfigs:
${Object.entries(contexts)
  .map(
    ([name, context]) =>
      `  - { name: ${name}, type: DOCKER, usableBy: ALL, baseImage: "${tagOf(context)}" }\n`,
  )
  .join('')}`;
}

/** Sees to it that {@link exampleBase} is on an engine. */
export async function buildExampleBase(engine: CliEngine): Promise<void> {
  const instance = RealInstance.ofExamples(engine, 'base');
  instance.remove('envs');
  instance.write(
    'any/code-env.yaml',
    'envLang: PYTHON\ndeploymentMode: DESIGN_MANAGED\ncontainerConfs: [cpu]\n',
  );
  const { code, stderr } = await instance.run('build');
  if (code !== 0) throw new Error(stderr);
}

async function removeImages(docker: Docker, engine: Engine): Promise<void> {
  for (const tag of (await listOwn(engine)).flatMap(image => image.tags)) {
    if (tag.includes(installId)) await docker.getImage(tag).remove({ force: true });
  }
  const left = await docker.listImages({ filters: { dangling: ['true'] } });
  for (const { Id } of left) if (made.has(Id)) await docker.getImage(Id).remove();
}
