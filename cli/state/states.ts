import {
  contentOf,
  type ImageContent,
  type ImageState,
  type PlannedImage,
  stateOf,
} from '../../core/index.ts';
import { normalizeReference } from '../../engine/reference.ts';
import { digestOf, type FolderEntry, readFolder, sha256 } from '../../workspace/index.ts';
import type { Engines } from './engines.ts';

/** A planned image held against what the engine has. */
export interface ImageWithState extends ImageState {
  readonly planned: PlannedImage;
  readonly content: ImageContent;
  /** The id of what carries its name now; undefined where nothing does. */
  readonly id: string | undefined;
  /** Bytes, and milliseconds since 1970; undefined where there is no image. */
  readonly size: number | undefined;
  readonly created: number | undefined;
  /** The id of its base image; undefined while the engine does not have it. */
  readonly baseId: string | undefined;
  /** What the image copies from the resources folder, and the digest of that. */
  readonly resources: readonly FolderEntry[];
  readonly resourcesDigest: string;
  /** Why the image cannot be built at all, whatever the engine has. */
  readonly obstacle: string | undefined;
}

/** The state of each planned image: one request per engine. */
export async function statesOf(
  images: readonly PlannedImage[],
  engines: Engines,
): Promise<readonly ImageWithState[]> {
  const folders = new Map<string, Promise<Resources>>();
  return Promise.all(
    images.map(async planned => {
      const known = await engines.images(planned.dockerHost);
      const folder = planned.steps.find(step => step.kind === 'copy-resources')?.folder;
      if (folder && !folders.has(folder)) folders.set(folder, readResources(folder));
      const { entries, digest, obstacle } = (folder && (await folders.get(folder))) || nothing;
      const baseId = known.get(normalizeReference(planned.base))?.id;
      const content = contentOf(planned, { baseId, resources: digest, hash: sha256 });
      const built = known.get(normalizeReference(planned.image));
      const state = stateOf(content, built, sha256);
      return {
        planned,
        content,
        id: built?.id,
        size: built?.size,
        created: built?.created,
        baseId,
        resources: entries,
        resourcesDigest: digest,
        obstacle,
        ...state,
      };
    }),
  );
}

interface Resources {
  readonly entries: readonly FolderEntry[];
  readonly digest: string;
  readonly obstacle: string | undefined;
}

const nothing: Resources = { entries: [], digest: '', obstacle: undefined };

async function readResources(folder: string): Promise<Resources> {
  try {
    const entries = await readFolder(folder);
    return { entries, digest: await digestOf(folder, entries), obstacle: undefined };
  } catch (error) {
    return { ...nothing, obstacle: (error as Error).message };
  }
}
