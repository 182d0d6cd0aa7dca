// An engine that tests kill and fill up, with a small base image, and what must be true of its images at any time.
import assert from 'node:assert/strict';
import type { Readable } from 'node:stream';
import type Docker from 'dockerode';
import { fingerprintOf, labels } from '../../core/index.ts';
import { readMessages } from '../../engine/engine-messages.ts';
import { connectDocker, type Engine } from '../../engine/index.ts';
import { type ExpendableEngine, startExpendableEngine } from '../../scripts/private-engine.ts';
import { sha256 } from '../../workspace/index.ts';
import {
  buildExampleBase,
  exampleBase,
  installId,
  openCliEngine,
  openDockerode,
  type PrintedImage,
  RealInstance,
} from './real-instance.ts';

/** Python, pip and the company's wheels, a third of the base image of the examples. */
export const smallBase = `${installId}/python:1`;

/** An engine of one's own; `socket` for looking past the adapter. */
export interface OwnEngine {
  readonly dockerHost: string;
  readonly engine: Engine;
  readonly docker: Docker;
  readonly process: ExpendableEngine;
  stop(): Promise<void>;
}

/** Starts one; gives the reason if there is none, which under CI is an error. Its images are in `data`, and go with it. */
export async function openOwnEngine(data?: string): Promise<OwnEngine | string> {
  const shared = await openCliEngine();
  if (typeof shared === 'string') return shared;
  await buildExampleBase(shared);
  await makeSmallBase(shared.engine);
  const started = await startExpendableEngine(line => console.error(line), data);
  if ('unavailable' in started) {
    if (process.env['CI'] === 'true') throw new Error(started.unavailable);
    return started.unavailable;
  }
  const { dockerHost } = started;
  const docker = openDockerode(dockerHost);
  const engine = await connectDocker(dockerHost);
  const saved = await openDockerode(shared.dockerHost).getImage(smallBase).get();
  for await (const _ of readMessages((await docker.loadImage(saved)) as Readable));
  return {
    ...{ dockerHost, docker, engine, process: started },
    async stop() {
      engine.close();
      await started.stop();
    },
  };
}

async function makeSmallBase(engine: Engine): Promise<void> {
  const lib = '/usr/lib/python3/dist-packages';
  const dockerfile = `FROM ${exampleBase} AS full
RUN mkdir -p /small/usr/bin /small/usr/lib /small${lib} /small/opt/packages \\
 && cp -a /usr/bin/python3* /small/usr/bin/ && cp -a /usr/lib/python3.* /small/usr/lib/ \\
 && cp -a ${lib}/pip ${lib}/pip-* ${lib}/setuptools* ${lib}/pkg_resources* ${lib}/wheel* ${lib}/_distutils_hack* /small${lib}/ \\
 && cp -a /opt/packages/python /small/opt/packages/ \\
 && ldd /usr/bin/python3 | sed -n 's,.* => \\(/usr\\)\\?\\(/lib/[^ ]*\\).*,/usr\\2,p' | xargs -I@ cp --parents -L @ /small/
FROM debian:bookworm-slim
COPY --from=full /small /
RUN python3 -m pip --version
`;
  await engine.buildImage(
    { tag: smallBase, dockerfile, context: [], labels: {} },
    { onEvent() {}, signal: AbortSignal.timeout(120_000) },
  );
}

/** The definition of a code env whose packages are installed in a second. `head` stands before the packages. */
export const codeEnv = (configs: string, head = 'true', more = '') => `envLang: PYTHON
deploymentMode: DESIGN_MANAGED
containerConfs: [${configs}]
specPackageList: |
  company-text==0.4.0
envSettings:
  inheritGlobalSettings: false
  virtualenvCreateExtraOptions: [--system-site-packages, --without-pip]
  pipInstallExtraOptions: [--no-index, --find-links, /opt/packages/python]
dockerfileAtStart: RUN ${head}
${more}`;

/** The base image of a configuration of an instance. */
export const baseImage = (instance: string, config: string) => `${installId}-${instance}/${config}:1`;

/** An instance with two base images, `one` and `two`, on which code envs may share their packages. */
export function makeInstance(own: OwnEngine, name: string): RealInstance {
  return new RealInstance(own, {
    'container-configs.yaml': `dssVersion: 14.3.2
installId: ${installId}-${name}
baseImages:
${['one', 'two'].map(config => `  - { tag: "${baseImage(name, config)}", context: ${config} }\n`).join('')}executionConfigs:
${['one', 'two'].map(config => `  - { name: ${config}, type: DOCKER, usableBy: ALL, baseImage: "${baseImage(name, config)}" }\n`).join('')}`,
    'one/Dockerfile': `FROM ${smallBase}\nRUN echo one > /base\n`,
    'two/Dockerfile': `FROM ${smallBase}\nRUN echo two > /base\n`,
  });
}

/** What Python prints in an image. */
export async function python({ engine }: OwnEngine, image: string, program: string): Promise<string> {
  let output = '';
  const code = await engine.runContainer(
    { image, command: ['/opt/dataiku/code-env/bin/python', '-c', program] },
    {
      signal: AbortSignal.timeout(60_000),
      onEvent({ text }) {
        output += text;
      },
    },
  );
  assert.equal(code, 0, `${image}: ${output}`);
  return output.trim();
}

/** Holds the tagged images of an instance against what a whole image is; gives the ids by their names. */
export async function assertWhole(
  own: OwnEngine,
  images: readonly PrintedImage[],
  known: ReadonlySet<string> = new Set(),
): Promise<ReadonlyMap<string, string>> {
  const ids = new Map<string, string>();
  const names = new Set(images.map(({ image }) => image));
  for (const { id, tags, labels: given } of await own.engine.listImages()) {
    for (const tag of tags.filter(tag => names.has(tag))) {
      ids.set(tag, id);
      const content = JSON.parse(given[labels.content] ?? '');
      assert.equal(given[labels.fingerprint], fingerprintOf(content, sha256), tag);
      assert.equal(given[labels.image], tag);
      if (!known.has(id)) assert.equal(await python(own, tag, 'import company_text; print("ok")'), 'ok');
    }
  }
  return ids;
}
