import { renderDockerfile } from './dockerfile.ts';
import type { PlannedImage } from './plan.ts';
import { redact } from './secret.ts';
import type { Step } from './steps.ts';

/** Raised whenever the same definition is built into another image than before. */
export const layoutVersion = 2;

/** What an image needs beside its plan: what only a disk, an engine or a hash function can tell. */
export interface Surroundings {
  /** The id of the base image in the engine; undefined while the engine does not have it. */
  readonly baseId: string | undefined;
  /** A digest of the resources folder, where the image copies it. */
  readonly resources: string | undefined;
  /** SHA-256 in hexadecimal digits. */
  readonly hash: (text: string) => string;
}

/**
 * Everything that decides what is in an image, and nothing else: no comments, no key order, no permissions.
 * Kept in a label of the image, so that a later difference can be named. What may hold a secret or is long is a digest.
 */
export type ImageContent = Readonly<Record<string, string | readonly string[]>>;

/** The content of a planned image. */
export function contentOf(image: PlannedImage, { baseId, resources, hash }: Surroundings): ImageContent {
  const content: Record<string, string | readonly string[]> = {
    layout: String(layoutVersion),
    dssVersion: image.dssVersion,
    base: image.base,
    baseId: baseId ?? '',
  };
  for (const step of image.steps) Object.assign(content, contentOfStep(step, resources ?? '', hash));
  return content;
}

function contentOfStep(step: Step, resources: string, hash: (text: string) => string): ImageContent {
  switch (step.kind) {
    case 'fragment':
      return { [step.key]: hash(step.lines.map(line => line.text.trimEnd()).join('\n')) };
    case 'bust-cache':
      return {};
    case 'make-python-env':
      return { interpreter: step.interpreter, virtualenvOptions: step.options };
    case 'install-pip-packages':
      return {
        packages: packagesOf(step.requested.map(line => line.text)),
        mandatoryPackages: packagesOf(step.mandatory.map(line => line.text)),
        // Another password of the same index gives the same packages.
        pipOptions: step.options.length > 0 ? hash(JSON.stringify(step.options.map(redact))) : '',
      };
    case 'make-r-env':
      return { interpreter: 'R' };
    case 'install-r-packages':
      return {
        packages: packagesOf(step.requested.map(line => line.text)),
        mandatoryPackages: packagesOf(step.mandatory.map(line => line.text)),
        cranMirror: hash(redact(step.mirror)),
      };
    case 'run-resources-script':
      return {
        resourcesMode: 'INIT',
        resourcesScript: hash(step.lines.map(line => line.text.trimEnd()).join('\n')),
      };
    case 'copy-resources':
      return { resourcesMode: 'COPY', resources, resourcesVariables: hash(step.variables) };
  }
}

/** Requirements without comments, blank lines and passwords. */
function packagesOf(lines: readonly string[]): readonly string[] {
  return lines
    .map(line => line.replace(/(^|\s)#.*$/, '').trim())
    .filter(line => line !== '')
    .map(redact);
}

/** The labels that an image gets. Names of the Open Containers Initiative where it has one. */
export function labelsOf(
  image: PlannedImage,
  content: ImageContent,
  hash: (text: string) => string,
): Readonly<Record<string, string>> {
  return {
    'org.opencontainers.image.title': `Code env ${image.env}`,
    'org.opencontainers.image.base.name': image.base,
    [labels.baseId]: String(content['baseId']),
    [labels.env]: image.env,
    [labels.instance]: image.instance,
    [labels.image]: image.image,
    [labels.fingerprint]: fingerprintOf(content, hash),
    [labels.content]: JSON.stringify(content),
    [labels.dockerfile]: redact(renderDockerfile(image).text),
    // An image that is built on a part would have that from there.
    [labels.part]: '',
  };
}

/** The labels of a part: an image that code envs' images copy from or are built on. */
export function partLabelsOf(
  image: PlannedImage,
  kind: 'packages' | 'resources',
  baseId?: string,
): Readonly<Record<string, string>> {
  return {
    'org.opencontainers.image.title': `The ${kind} of the code env ${image.env}`,
    ...(baseId !== undefined && { [labels.baseId]: baseId }),
    [labels.env]: image.env,
    [labels.instance]: image.instance,
    [labels.part]: kind,
  };
}

/** One hash over the whole content. */
export function fingerprintOf(content: ImageContent, hash: (text: string) => string): string {
  return hash(JSON.stringify(Object.entries(content).sort(([a], [b]) => (a < b ? -1 : 1))));
}

/** Our own labels, and one of the Open Containers Initiative. */
export const labels = {
  baseId: 'org.opencontainers.image.base.digest',
  env: 'io.code-envs.env',
  /** The instance as it stands in images' names. */
  instance: 'io.code-envs.instance',
  /** The name that the image was built for: it tells whose a leftover is that has lost its name. */
  image: 'io.code-envs.image',
  /** On images that are no code env's but a part of some: `packages` or `resources`; empty on the others. */
  part: 'io.code-envs.part',
  fingerprint: 'io.code-envs.fingerprint',
  content: 'io.code-envs.content',
  /** The Dockerfile as it is shown, whatever means it was built by: for people, who compare. It decides nothing. */
  dockerfile: 'io.code-envs.dockerfile',
} as const;
