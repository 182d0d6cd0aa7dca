import { DockerfileParser } from 'dockerfile-ast';
import type { ImageContent } from './content.ts';
import { type BuiltImage, type ImageState, staleFor } from './state.ts';

/** The content of a base image that was built here, as JSON. */
const baseLabel = 'io.code-envs.base';

/** What decides the content of a base image that is built here. */
export interface BaseSurroundings {
  readonly tag: string;
  readonly dssVersion: string;
  readonly dockerfile: string;
  /** A digest of everything else in its folder. */
  readonly context: string;
  /** The ids of the images that its Dockerfile stands on, by their names; undefined where the engine does not have it. */
  readonly ids: ReadonlyMap<string, string | undefined>;
  /** SHA-256 in hexadecimal digits. */
  readonly hash: (text: string) => string;
}

/** The content of a base image, comparable and without secrets. */
export function contentOfBase(of: BaseSurroundings): ImageContent {
  return {
    tag: of.tag,
    dssVersion: of.dssVersion,
    dockerfile: of.hash(of.dockerfile),
    context: of.context,
    ...Object.fromEntries([...of.ids].map(([name, id]) => [`${from}${name}`, id ?? ''])),
  };
}

/** The labels that a base image gets. */
export function labelsOfBase(content: ImageContent): Readonly<Record<string, string>> {
  return { [baseLabel]: JSON.stringify(content) };
}

const from = 'FROM ';

/** Compares a base image that is built here with what the engine has. */
export function stateOfBase(content: ImageContent, built: BuiltImage | undefined): ImageState {
  if (!built) return { state: 'missing', reasons: ['it was not built yet'] };
  const before = readLabel(built.labels[baseLabel]);
  // Labels are handed on: one with another tag is of the image that this one was built on by somebody else.
  if (before?.['tag'] !== content['tag'])
    return { state: 'stale', reasons: ['it was not built by Code Envs'] };
  const stale = staleFor(Object.keys(content), key =>
    reasonsFor(key, String(before?.[key] ?? ''), String(content[key])),
  );
  return stale ?? { state: 'current', reasons: [] };
}

function readLabel(label: string | undefined): Readonly<Record<string, unknown>> | undefined {
  try {
    return JSON.parse(label ?? '') ?? undefined;
  } catch {
    return undefined;
  }
}

function reasonsFor(key: string, before: string, now: string): readonly string[] {
  if (before === now) return [];
  if (key.startsWith(from)) {
    // BuildKit can build on an image without having it in the list, so that an unknown id says nothing.
    const unknown = before === '' || now === '';
    return unknown ? [] : [`${key.slice(from.length)}, which it stands on, was rebuilt`];
  }
  switch (key) {
    case 'dssVersion':
      return [`DSS ${before || 'none'} → ${now || 'none'}`];
    case 'dockerfile':
      return ['its Dockerfile changed'];
    default:
      return ['the files of its folder changed'];
  }
}

/** The images that a Dockerfile begins with or copies from, its own stages aside. */
export function imagesBelow(dockerfile: string): readonly string[] {
  const file = DockerfileParser.parse(dockerfile);
  const defaults = new Map(
    file.getInitialARGs().map(arg => [arg.getProperty()?.getName(), arg.getProperty()?.getValue() ?? '']),
  );
  const written = [
    ...file.getFROMs().map(from => from.getImage()),
    ...file.getCOPYs().map(copy => copy.getFromFlag()?.getValue()),
  ];
  const stages = file.getFROMs().map(from => from.getBuildStage()?.toLowerCase());
  const images = written
    .map(name =>
      (name ?? '').replaceAll(
        /\$(?:(\w+)|\{(\w+)(?::?-([^}]*))?\})/g,
        (_, plain, braced, otherwise) => defaults.get(plain ?? braced) || (otherwise ?? ''),
      ),
    )
    .filter(
      name => name && name !== 'scratch' && !/^\d+$/.test(name) && !stages.includes(name.toLowerCase()),
    );
  return [...new Set(images)];
}

/** A base image by its name and the names of those that it stands on. */
interface Standing {
  readonly tag: string;
  readonly below: readonly string[];
}

/**
 * Base images in an order in which they can be built: what one stands on comes before it, otherwise they keep their
 * places. `cycles` has a sentence for each that stands on itself in the end.
 */
export function orderBases<Base extends Standing>(
  bases: readonly Base[],
): { readonly ordered: readonly Base[]; readonly cycles: ReadonlyMap<string, string> } {
  const ordered = new Set<Base>();
  const cycles = new Map<string, string>();
  const visit = (base: Base, above: readonly string[]): void => {
    const again = above.indexOf(base.tag);
    if (again >= 0) {
      const circle = [...above.slice(again), base.tag];
      const sentence = `It stands on itself: ${circle.join(' is FROM ')}. Let one of them begin with another image.`;
      for (const tag of circle) cycles.set(tag, sentence);
      return;
    }
    if (ordered.has(base)) return;
    for (const below of bases.filter(({ tag }) => base.below.includes(tag)))
      visit(below, [...above, base.tag]);
    ordered.add(base);
  };
  for (const base of bases) visit(base, []);
  return { ordered: [...ordered], cycles };
}

/**
 * The version of DSS in an image's tag: `dss-14.3.2`, or `14.3.2` on an image of Dataiku's naming; `stem` is what
 * stands before it. Other tags tell none.
 */
export function readDssTag(image: string): { readonly stem: string; readonly version: string } | undefined {
  const tag = /^(.*(?:dataiku|dku).*:|.*:dss-)(\d+\.\d+\.\d+)(?![\d.])/.exec(image);
  return tag?.[1] && tag[2] ? { stem: tag[1], version: tag[2] } : undefined;
}

/**
 * A base image that nobody builds here: whether it is there, and of the version of DSS. `command` makes the one that is
 * wanted, on the host of DSS, where it is one of DSS's own.
 */
export function stateOfForeignBase(
  image: string,
  dssVersion: string,
  isThere: boolean,
): ImageState & { readonly command?: string } {
  const tag = readDssTag(image);
  const isOld = tag !== undefined && dssVersion !== '' && tag.version !== dssVersion;
  if (isThere && !isOld) return { state: 'current', reasons: [] };
  const wanted = isOld ? `${tag.stem}${dssVersion}` : image;
  const command = commandFor(wanted);
  const reason = isOld
    ? `it is of DSS ${tag.version}, but dssVersion is ${dssVersion}: ${howToBuild(wanted)} and name it in the container configurations`
    : `the engine does not have it, and a build tries to pull it${command ? `: where no registry has it, ${howToBuild(wanted)}` : ''}`;
  return { state: isOld ? 'stale' : 'missing', reasons: [reason], ...(command && { command }) };
}

/** What to do about a base image that nobody builds here, as words within a sentence. */
export function howToBuild(image: string): string {
  const command = commandFor(image);
  return command ? `build it with \`${command}\`` : 'build it first';
}

/**
 * DSS's command for a base image of its own; undefined for others.
 * Source: doc.dataiku.com, containers/custom-base-images: without `--tag` the image gets the default name.
 */
function commandFor(image: string): string | undefined {
  if (!readDssTag(image)) return undefined;
  const isDefault = /^dku-exec-base-[^/]*$/.test(image);
  return `./bin/dssadmin build-base-image --type container-exec${isDefault ? '' : ` --tag ${image}`}`;
}
