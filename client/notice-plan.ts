import type { ImageEntry, Status } from '../protocol/index.ts';

/** What to say of a folder's images, and what to offer. */
export interface NoticePlan {
  /** What it is about, each in words of its own that are the same as long as that is so. */
  readonly subjects: readonly string[];
  readonly text: string;
  readonly button: string;
  readonly task: { readonly command: 'build' } | { readonly command: 'rebuild'; readonly baseImages: true };
}

/**
 * What is worth a notice: base images that are stale and images of another version of DSS, then images that are older
 * than their base image, or missing where the code env has others. Whoever edits a definition knows of the rest.
 */
export function planOf({ baseImages, images }: Status): NoticePlan | undefined {
  const bases = baseImages.filter(({ state, context }) => state === 'stale' && context !== undefined);
  const upgraded = images.flatMap(({ image, reasons }) =>
    reasons.filter(reason => reason.startsWith('DSS ')).map(reason => `${image}: ${reason}`),
  );
  if (bases.length + upgraded.length > 0)
    return {
      subjects: [...bases.map(({ image, reasons }) => `${image}: ${reasons.join()}`), ...upgraded].sort(),
      text: `DSS was upgraded or base images were edited: ${counted(bases.length, 'base image')} and ${counted(upgraded.length, 'image')} of code envs are to be rebuilt.`,
      button: 'Rebuild Base Images, then All Code Env Images',
      task: { command: 'rebuild', baseImages: true },
    };
  const missing = images.filter(image => image.state === 'missing' && hasOthers(image, images));
  const older = images.filter(({ reasons }) => reasons.includes('the base image was rebuilt'));
  if (missing.length + older.length === 0) return undefined;
  const parts = [
    ...(missing.length > 0
      ? [`${counted(missing.length, 'image')} missing in a container configuration`]
      : []),
    ...(older.length > 0 ? [`${counted(older.length, 'image')} older than the base image`] : []),
  ];
  return {
    subjects: [...missing.map(({ image }) => image), ...older.map(({ image }) => `${image}: older`)].sort(),
    text: `Code Envs: ${parts.join(', ')}.`,
    button: older.length > 0 ? 'Build Missing and Stale Images' : 'Build Missing Images',
    task: { command: 'build' },
  };
}

/** Whether the same code env has an image in another container configuration. */
function hasOthers({ env, path }: ImageEntry, images: readonly ImageEntry[]): boolean {
  return images.some(other => other.env === env && other.path === path && other.state !== 'missing');
}

function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}
