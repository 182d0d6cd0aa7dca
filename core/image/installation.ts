import { support } from '../generated/support.ts';
import type { Means } from './dockerfile.ts';
import type { PlannedImage } from './plan.ts';
import { codeEnvFolder, lined, type Rendered, run, text } from './rendered.ts';
import { hasCredentials, redact, splitLines, splitOptions } from './secret.ts';
import type { Step } from './steps.ts';

/** Where pip keeps downloads while it runs; what is there is in no image. */
const pipCache = '/var/cache/code-envs/pip';

/** Wheels that pip has built fit the base image that they were built on, so that each has a cache of its own. */
function pipCacheMount({ base }: PlannedImage): string {
  return `type=cache,id=code-envs-pip-${base.replaceAll(/[^\w.-]+/g, '-')},target=${pipCache}`;
}

/** Its name ends as that of the list in the image does, so that pip's messages are read the same. */
const requirementsSecret = 'code-envs-requirements.txt';
const mirrorSecret = 'code-envs-cran-mirror';

function secretPath(id: string): string {
  return `/run/secrets/${id}`;
}

function secretMount(id: string): string {
  return `type=secret,id=${id},required=true,mode=0444`;
}

/** Installs what pip is to install, with its downloads kept between builds where the engine can do that. */
export function installPipPackages(
  step: Extract<Step, { kind: 'install-pip-packages' }>,
  image: PlannedImage,
  means: Means,
): Rendered {
  // The requested lines come first, so that pip's line numbers are those of the definition's list.
  const lines = splitLines([...step.requested, ...step.mandatory].map(line => line.text));
  const options = splitOptions(step.options);
  const open = [...lines.open, ...options.secret.map(line => `# ${redact(line)}`)];
  const secret = lined([...lines.secret, ...options.secret]);
  const isSecret = secret.trim() !== '';
  const file = `${codeEnvFolder}/spec/requirements.txt`;
  const pip = [`${codeEnvFolder}/bin/python`, '-m', 'pip', 'install', '--disable-pip-version-check'];
  const cache = means.cacheMounts === false ? ['--no-cache-dir'] : ['--cache-dir', pipCache];
  const files = ['-r', file, ...(isSecret ? ['-r', secretPath(requirementsSecret)] : [])];
  const mounts = [
    ...(means.cacheMounts === false ? [] : [pipCacheMount(image)]),
    ...(isSecret ? [secretMount(requirementsSecret)] : []),
  ];
  return {
    origin: step.origin,
    files: [text('code-env/requirements.txt', lined(open))],
    ...(isSecret && { secrets: { [requirementsSecret]: secret } }),
    lines: [
      `COPY code-env/requirements.txt ${file}`,
      ...(isSecret || open.some(line => line.trim() !== '')
        ? [run([...pip, '--no-input', ...cache, ...files, ...options.open], mounts)]
        : []),
    ],
  };
}

/** Installs what R is to install. */
export function installRPackages(step: Extract<Step, { kind: 'install-r-packages' }>): Rendered {
  const content = lined([...step.requested, ...step.mandatory].map(line => line.text));
  const folder = `${codeEnvFolder}/spec`;
  const isSecret = hasCredentials(step.mirror);
  // What may be seen of the address is for the engine's cache: another one is another installation.
  const mirror = isSecret ? [secretPath(mirrorSecret), redact(step.mirror)] : [step.mirror];
  return {
    origin: step.origin,
    files: [
      text('code-env/spec/rPackages.txt', content),
      text('code-env/spec/install_packages.R', support['install_packages.R']),
    ],
    lines: [
      `COPY code-env/spec ${folder}`,
      // No cache mount: R downloads again whatever it finds in a folder.
      run(
        ['Rscript', '--vanilla', `${folder}/install_packages.R`, `${folder}/rPackages.txt`, ...mirror],
        isSecret ? [secretMount(mirrorSecret)] : [],
      ),
    ],
    ...(isSecret && { secrets: { [mirrorSecret]: step.mirror } }),
  };
}
