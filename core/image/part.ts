import { layoutVersion } from './content.ts';
import type { PlannedImage } from './plan.ts';
import { redact } from './secret.ts';
import type { Step } from './steps.ts';

/**
 * How the packages of a code env can be installed once for several base images: in an image of their own, a part,
 * from which the images copy. That is right among base images that agree in everything the installation depends on.
 */
export interface SharedPackages {
  /** What it depends on in a base image: a program of the base image, */
  readonly program: string;
  /** whether the packages that Python has there count, */
  readonly systemPackages: boolean;
  /** and the files and folders that options and requirements name. */
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
  const end = image.steps.findIndex(isInstallation);
  const steps = image.steps.slice(0, end + 1);
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

/** Whether a step is one of those whose result a part has. */
export function isInstallation({ kind }: Step): boolean {
  return kind === 'install-pip-packages' || kind === 'install-r-packages';
}
