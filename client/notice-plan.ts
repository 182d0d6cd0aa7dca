import type { ImageEntry, Status } from '../protocol/index.ts';

/** What to say of a folder's images, and what to offer. */
export type NoticePlan = {
  /** What it is about, each in words of its own that are the same as long as that is so. */
  readonly subjects: readonly string[];
} & (
  | {
      readonly task: { readonly command: 'rebuild'; readonly baseImages: true };
      /** How many base images, and images of code envs, are to be rebuilt. */
      readonly bases: number;
      readonly images: number;
    }
  | {
      readonly task: { readonly command: 'build' };
      /** How many images of code envs are of another version of DSS than the instance. */
      readonly upgraded: number;
    }
  | {
      /** What makes the base images of this version of DSS, on its host. */
      readonly onHost: string;
    }
  | {
      readonly task: { readonly command: 'build' };
      /** How many images are missing in a container configuration, and how many older than their base image. */
      readonly missing: number;
      readonly older: number;
    }
);

/**
 * What is worth a notice: base images that are stale and images of another version of DSS, those first that DSS's own
 * command makes, then images that are older than their base image, or missing where the code env has others. Whoever edits
 * a definition knows of the rest.
 */
export function planOf({ baseImages, images }: Status): NoticePlan | undefined {
  const bases = baseImages.filter(({ state, context }) => state === 'stale' && context !== undefined);
  const upgraded = images.flatMap(({ image, changed }) =>
    changed?.['dssVersion'] ? `${image}: ${changed['dssVersion']}` : [],
  );
  const commands =
    upgraded.length > 0 ? [...new Set(baseImages.flatMap(({ command }) => command ?? []))] : [];
  if (commands.length > 0)
    return { subjects: [...commands, ...upgraded].sort(), onHost: commands.join(' && ') };
  if (bases.length === 0 && upgraded.length > 0)
    return { subjects: upgraded.sort(), task: { command: 'build' }, upgraded: upgraded.length };
  if (bases.length > 0)
    return {
      subjects: [...bases.map(({ image, reasons }) => `${image}: ${reasons.join()}`), ...upgraded].sort(),
      task: { command: 'rebuild', baseImages: true },
      bases: bases.length,
      images: upgraded.length,
    };
  const missing = images.filter(image => image.state === 'missing' && hasOthers(image, images));
  const older = images.filter(({ changed }) => changed?.['baseId']);
  if (missing.length + older.length === 0) return undefined;
  return {
    subjects: [...missing.map(({ image }) => image), ...older.map(({ image }) => `${image}: older`)].sort(),
    task: { command: 'build' },
    missing: missing.length,
    older: older.length,
  };
}

/** Whether the same code env has an image in another container configuration. */
function hasOthers({ env, path }: ImageEntry, images: readonly ImageEntry[]): boolean {
  return images.some(other => other.env === env && other.path === path && other.state !== 'missing');
}
