import { layoutVersion } from './content.ts';
import type { PlannedImage } from './plan.ts';
import { redact } from './secret.ts';
import { installationEnd } from './steps.ts';

/**
 * What the packages of a code env depend on in a base image. Among base images that agree in all of it they are
 * installed once, in an image of their own (a part), from which the others copy the folder of the code env.
 */
export interface SharedPackages {
  /** The program that they are for, with its place and version. */
  readonly program: string;
  /** Whether the packages that Python has there count. */
  readonly systemPackages: boolean;
  /**
   * Whether the system's libraries count, because packages are compiled. pip compiles also where it finds no wheel,
   * which nobody can know before; such a package must be named with `--no-binary` to be safe.
   */
  readonly libraries: boolean;
  /** The files and folders that options and requirements name. */
  readonly paths: readonly string[];
}

/** What the packages of an image depend on, or a sentence why they cannot be shared. */
export function sharedPackagesOf({ steps }: PlannedImage): SharedPackages | { readonly obstacle: string } {
  const make = steps.find(step => step.kind === 'make-python-env');
  const pip = steps.find(step => step.kind === 'install-pip-packages');
  const r = steps.find(step => step.kind === 'install-r-packages');
  const words = [
    ...(make?.options ?? []),
    ...(pip ? [...pip.options, ...pip.requested.map(line => line.text)] : []),
    ...(r ? [r.mirror] : []),
  ].flatMap(text => text.replace(/(^|\s)#.*$/, '').split(/[\s=]+/));
  const elsewhere = words.find(word => /^--(?:target|prefix|root|user|src)$|^-t$/.test(word));
  if (elsewhere) return { obstacle: `${elsewhere} installs packages outside of the code env` };
  const relative = words.find(
    (word, i) => /^\.\.?\//.test(word) || (namesFile(words[i - 1]) && isName(word)),
  );
  if (relative) return { obstacle: `${relative} is looked for in the working folder of each base image` };
  return {
    program: make?.interpreter ?? 'Rscript',
    systemPackages: words.includes('--system-site-packages'),
    libraries:
      r !== undefined ||
      words.some(word => /^--no-binary$|^(?:git|hg|svn|bzr)\+|\.(?:tar\.gz|zip)\b/.test(word)),
    paths: [
      ...new Set(words.map(word => word.replace(/^file:\/\//, '')).filter(word => word.startsWith('/'))),
    ].sort(),
  };
}

function namesFile(option: string | undefined): boolean {
  return /^(?:-[rcef]|--(?:requirement|constraint|editable|find-links))$/.test(option ?? '');
}

function isName(word: string): boolean {
  return !word.startsWith('/') && !word.includes(':');
}

/** The image that installs the packages for base images of one family, on the first of them. */
export function packagesPart(
  image: PlannedImage,
  family: string,
  hash: (text: string) => string,
): PlannedImage {
  const steps = image.steps.slice(0, installationEnd(image));
  // Everything that decides what is installed; where it was written is not part of that.
  const decides = JSON.stringify([layoutVersion, family, steps], (key, value) =>
    key === 'origin' ? undefined : typeof value === 'string' ? redact(value) : value,
  );
  return { ...image, steps, notes: [], image: partName(image, 'packages', hash(decides)) };
}

/** The name of a part, beside the images that take it. `digest` is of all that is in it. */
export function partName({ image }: PlannedImage, kind: 'packages' | 'resources', digest: string): string {
  return `${image.replace(/:[^:/]*$/, '')}:${kind}-${digest.slice(0, 12)}`;
}

/** What the image with this name is a part of the instance's images for; undefined for the names of other images. */
export function partKindOf(name: string, instance: string): 'packages' | 'resources' | undefined {
  const [, owner, kind] =
    /(?:^|\/)code-envs\/([^/:]+)\/[^/:]+:(packages|resources)-[0-9a-f]{12}$/.exec(name) ?? [];
  return owner === instance ? (kind as 'packages' | 'resources') : undefined;
}

/**
 * Whether an image can be built on the part that has its packages, where both have the same base image. All that the
 * part did before is then done, but an argument is known only to the Dockerfile that declares it, and what waits for the
 * next build would be done in this one.
 */
export function canStandOnPackages(image: PlannedImage): boolean {
  return !image.steps
    .slice(0, installationEnd(image))
    .some(
      step => step.kind === 'fragment' && step.lines.some(({ text }) => /^\s*(?:ARG|ONBUILD)\b/i.test(text)),
    );
}
