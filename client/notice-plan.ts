import type { ImageEntry, Status } from './status.ts';

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
  const upgraded = images.filter(({ reasons }) => reasons.some(reason => reason.startsWith('DSS ')));
  if (bases.length > 0 || upgraded.length > 0)
    return {
      subjects: subjectsOf([...bases, ...upgraded]),
      text: `${counted(bases.length, 'base image')} and ${counted(upgraded.length, 'image')} of code envs are of another version of DSS, or of another Dockerfile, than the instance.`,
      button: 'Rebuild Base Images, then All Code Env Images',
      task: { command: 'rebuild', baseImages: true },
    };
  const older = images.filter(({ reasons }) => reasons.includes('the base image was rebuilt'));
  const missing = images.filter(image => image.state === 'missing' && hasOthers(image, images));
  if (older.length + missing.length === 0) return undefined;
  const parts = [
    ...(missing.length > 0
      ? [`${counted(missing.length, 'image')} missing in a container configuration`]
      : []),
    ...(older.length > 0 ? [`${counted(older.length, 'image')} older than the base image`] : []),
  ];
  return {
    subjects: subjectsOf([...older, ...missing]),
    text: `Code Envs: ${parts.join(', ')}.`,
    button: older.length > 0 ? 'Build Missing and Stale Images' : 'Build Missing Images',
    task: { command: 'build' },
  };
}

/** Whether the same code env has an image in another container configuration. */
function hasOthers({ env, path }: ImageEntry, images: readonly ImageEntry[]): boolean {
  return images.some(other => other.env === env && other.path === path && other.state !== 'missing');
}

function subjectsOf(
  entries: readonly { readonly image: string; readonly reasons: readonly string[] }[],
): readonly string[] {
  return entries.map(({ image, reasons }) => `${image}: ${reasons.join('; ')}`).sort();
}

function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}
