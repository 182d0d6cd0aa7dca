import { labels } from './content.ts';
import { partKindOf } from './part.ts';
import type { BuiltImage } from './state.ts';

/** An image of an engine, with the names that it has there. */
export interface PresentImage extends BuiltImage {
  readonly tags: readonly string[];
  /** Bytes. */
  readonly size: number;
}

/** What is known of an engine and of the definitions: what an image that stays stays for. */
export interface Wanted {
  /** The instances that are asked about, as they stand in the names of images. */
  readonly instances: ReadonlySet<string>;
  /** The names of images and parts that the definitions stand for, spelled as the engine's. */
  readonly names: ReadonlySet<string>;
  /** Whether the definitions have a code env of this name. */
  readonly isDefined: (instance: string, env: string) => boolean;
  /** Whether images of the code env are planned. */
  readonly isPlanned: (instance: string, env: string) => boolean;
  /** Why nothing of a code env can be said to be old; undefined where it can. */
  readonly obstacleOf: (instance: string, env: string) => string | undefined;
  /** The spelling of the engine for the name of an image. */
  readonly normalize: (name: string) => string;
  /** By the id of an image, a container that uses it, running or not. */
  readonly containers: ReadonlyMap<string, string>;
}

/** An image that the definitions no longer stand for. */
export interface OldImage {
  readonly image: PresentImage;
  readonly env: string;
  /** Whether the definitions have its code env. Where not, another folder with the same `installId` may. */
  readonly isDefined: boolean;
  /** The name to take away, and the image with its last name; undefined for one that has none any more. */
  readonly name: string | undefined;
  /** The name that it has or had; undefined for a part without one. */
  readonly builtAs: string | undefined;
  readonly reason: string;
  /** Why it stays nevertheless. */
  readonly obstacle: string | undefined;
  /** How many bytes its removal gives back at most: what it has of its base image stays with that. */
  readonly size: number;
}

/**
 * The images of some instances that are old, in a stable order. Only what has our labels and the name that they say, or
 * no name at all, counts: labels are handed on to what others build on our images.
 */
export function oldImages(images: readonly PresentImage[], wanted: Wanted): readonly OldImage[] {
  const sizes = new Map(images.map(({ id, size }) => [id, size]));
  const present = new Set(images.flatMap(({ tags }) => tags));
  return images
    .flatMap(image => {
      const old = oldImage(image, present, wanted);
      if (!old) return [];
      const base = image.labels[labels.baseId];
      const hasOtherNames = image.tags.some(tag => tag !== old.name);
      return [{ ...old, size: hasOtherNames ? 0 : Math.max(0, image.size - (sizes.get(base ?? '') ?? 0)) }];
    })
    .sort((a, b) => compare(a.builtAs ?? '', b.builtAs ?? '') || compare(a.image.id, b.image.id));
}

function oldImage(
  image: PresentImage,
  present: ReadonlySet<string>,
  wanted: Wanted,
): Omit<OldImage, 'size'> | undefined {
  const {
    [labels.instance]: instance,
    [labels.env]: env,
    [labels.image]: label,
    [labels.part]: part,
  } = image.labels;
  if (instance === undefined || env === undefined || !wanted.instances.has(instance)) return undefined;
  const kind = part === 'packages' || part === 'resources' ? part : 'image';
  if (kind === 'image' && label === undefined) return undefined;
  const builtAs = label === undefined ? undefined : wanted.normalize(label);
  const name = image.tags.find(tag =>
    kind === 'image' ? tag === builtAs : partKindOf(tag, instance) === kind,
  );
  if (name === undefined ? image.tags.length > 0 : wanted.names.has(name)) return undefined;
  // One that is wanted and that nothing has taken the name of may be about to get it.
  if (name === undefined && builtAs !== undefined && wanted.names.has(builtAs) && !present.has(builtAs))
    return undefined;
  const container = wanted.containers.get(image.id);
  const isDefined = wanted.isDefined(instance, env);
  return {
    image,
    env,
    isDefined,
    name,
    builtAs: name ?? builtAs,
    reason: isDefined
      ? reasonFor(name, kind, wanted.isPlanned(instance, env), env)
      : `no code env here is called ${env}; another folder with the same installId may have it`,
    obstacle:
      container === undefined ? wanted.obstacleOf(instance, env) : `the container ${container} uses it`,
  };
}

function reasonFor(
  name: string | undefined,
  kind: 'image' | 'packages' | 'resources',
  isPlanned: boolean,
  env: string,
): string {
  if (!isPlanned) return `there is no image of ${env} any more in the definitions`;
  if (name === undefined) return 'another build has taken its name';
  return kind === 'image'
    ? `no container configuration of ${env} has this base image any more`
    : `no image of ${env} takes these ${kind} any more`;
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
