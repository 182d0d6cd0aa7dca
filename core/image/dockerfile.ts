import { support } from '../generated/support.ts';
import type { Line, Origin } from './origin.ts';
import type { PlannedImage } from './plan.ts';
import { hasCredentials, redact, splitLines, splitOptions } from './secret.ts';
import type { Step } from './steps.ts';

/** Where things are in the image, as DSS has them. Source: doc.dataiku.com, _base-image-cuda-support; a build log of DSS. */
export const codeEnvFolder = '/opt/dataiku/code-env';

/** A text file of the build context. */
export interface ContextText {
  readonly path: string;
  readonly content: string;
  readonly executable: boolean;
}

/** A Dockerfile and the texts that it copies; `origins` and `steps` say for each of its lines where it comes from. */
export interface Dockerfile {
  readonly text: string;
  readonly files: readonly ContextText[];
  /** The folder that the context has as `code-env/resources`. */
  readonly resources: string | undefined;
  /** Texts that the build gets as secrets, by their ids. */
  readonly secrets: Readonly<Record<string, string>>;
  readonly origins: readonly (Origin | undefined)[];
  readonly steps: readonly (Step | undefined)[];
}

/** How an image is made. It decides nothing of what is in it. */
export interface Means {
  /** Breaks the engine's cache where it changes. */
  readonly bust?: string | undefined;
  /** Whether the engine keeps folders between builds; by default it does, as BuildKit. */
  readonly cacheMounts?: boolean | undefined;
  /** The image that has the packages, where they were installed before: see `part.ts`. */
  readonly packagesFrom?: string | undefined;
  /** The image that has the resources folder as `/resources`; without it the context has that. */
  readonly resourcesFrom?: string | undefined;
}

interface Rendered {
  readonly step?: Step;
  readonly lines: readonly Line[] | readonly string[];
  readonly origin?: Origin;
  readonly files?: readonly ContextText[];
  readonly resources?: string;
  readonly secrets?: Readonly<Record<string, string>>;
}

/** Renders the Dockerfile of an image. */
export function renderDockerfile(image: PlannedImage, means: Means = {}): Dockerfile {
  const parts = [
    {
      lines: [
        `# The code env ${oneLine(image.env)} on top of a base image. Made by Code Envs.`,
        `FROM ${image.base}`,
      ],
    },
    ...image.steps.map(step => ({ step, ...renderStep(step, image, means) })),
  ] satisfies Rendered[] as readonly Rendered[];
  const text: string[] = [];
  const origins: (Origin | undefined)[] = [];
  const steps: (Step | undefined)[] = [];
  for (const part of parts) {
    for (const line of part.lines) {
      text.push(typeof line === 'string' ? line : line.text);
      origins.push(typeof line === 'string' ? part.origin : line.origin);
      steps.push(part.step);
    }
  }
  return {
    text: `${text.join('\n')}\n`,
    files: parts.flatMap(part => part.files ?? []),
    resources: parts.find(part => part.resources)?.resources,
    secrets: Object.assign({}, ...parts.map(part => part.secrets)),
    origins,
    steps,
  };
}

function renderStep(step: Step, image: PlannedImage, means: Means): Rendered {
  switch (step.kind) {
    case 'fragment':
      return { lines: [{ text: `# ${step.key}`, origin: step.lines[0]?.origin as Origin }, ...step.lines] };
    case 'bust-cache':
      return { lines: [`ARG CODE_ENVS_CACHE_BUST=${means.bust ?? '0'}`] };
    case 'make-python-env':
      if (means.packagesFrom) return { lines: [] };
      return {
        origin: step.origin,
        lines: [run([step.interpreter, '-m', 'venv', ...step.options, codeEnvFolder])],
      };
    case 'install-pip-packages': {
      if (means.packagesFrom) return copyPackages(means.packagesFrom, step.origin);
      // The requested lines come first, so that pip's line numbers are those of the definition's list.
      const lines = splitLines([...step.requested.map(line => line.text), ...step.mandatory]);
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
    case 'make-r-env':
      if (means.packagesFrom) return { lines: [] };
      return {
        origin: step.origin,
        files: ['R', 'Rscript'].map(name => ({
          path: `code-env/bin/${name}`,
          content: support.R,
          executable: true,
        })),
        lines: [`COPY code-env/bin ${codeEnvFolder}/bin`],
      };
    case 'install-r-packages': {
      if (means.packagesFrom) return copyPackages(means.packagesFrom, step.origin);
      const content = lined([...step.requested.map(line => line.text), ...step.mandatory]);
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
    case 'run-resources-script':
      return {
        origin: step.origin,
        files: [
          text('code-env/init/resources_init.py', lined(step.lines.map(line => line.text))),
          text('code-env/init/run_resources_init.py', support['run_resources_init.py']),
          text('code-env/init/python/dataiku/__init__.py', ''),
          text('code-env/init/python/dataiku/code_env_resources.py', support['code_env_resources.py']),
        ],
        lines: [
          `COPY code-env/init ${codeEnvFolder}/init`,
          run([`${codeEnvFolder}/bin/python`, `${codeEnvFolder}/init/run_resources_init.py`]),
        ],
      };
    case 'copy-resources':
      return {
        origin: step.origin,
        ...(!means.resourcesFrom && { resources: step.folder }),
        files: [text('code-env/resources_env.json', step.variables)],
        lines: [
          `COPY ${means.resourcesFrom ? `--from=${means.resourcesFrom} /` : 'code-env/'}resources ${codeEnvFolder}/resources`,
          `COPY code-env/resources_env.json ${codeEnvFolder}/resources_env.json`,
        ],
      };
  }
}

function copyPackages(from: string, origin: Origin): Rendered {
  return { origin, lines: [`COPY --from=${from} ${codeEnvFolder} ${codeEnvFolder}`] };
}

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

/** The Dockerfile of a part that has nothing but a resources folder, which its context has as `code-env/resources`. */
export const resourcesPart = 'FROM scratch\nCOPY code-env/resources /resources\n';

/**
 * `RUN` in its list form: no shell sees the words, and as JSON no word can end the line.
 * `<` is escaped too, because BuildKit looks for here-documents (`<<`) before it reads the list.
 */
function run(words: readonly string[], mounts: readonly string[] = []): string {
  return `RUN ${mounts.map(mount => `--mount=${mount} `).join('')}${JSON.stringify(words).replaceAll('<', '\\u003c')}`;
}

function text(path: string, content: string): ContextText {
  return { path, content, executable: false };
}

function lined(lines: readonly string[]): string {
  return lines.map(line => `${line}\n`).join('');
}

function oneLine(text: string): string {
  return text.replaceAll(/[^\w.-]+/g, ' ').trim();
}
