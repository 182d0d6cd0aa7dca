import { support } from '../generated/support.ts';
import { installPipPackages, installRPackages } from './installation.ts';
import type { Origin } from './origin.ts';
import type { PlannedImage } from './plan.ts';
import { type ContextText, codeEnvFolder, lined, type Rendered, run, text } from './rendered.ts';
import { installationEnd, type Step } from './steps.ts';

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
  /** Whether that image was built on this one's own base image: then nothing is copied, this one is built on it. */
  readonly packagesBelow?: boolean | undefined;
  /** The image that has the resources folder as `/resources`; without it the context has that. */
  readonly resourcesFrom?: string | undefined;
}

/** Renders the Dockerfile of an image. */
export function renderDockerfile(image: PlannedImage, means: Means = {}): Dockerfile {
  const below = means.packagesBelow ? means.packagesFrom : undefined;
  const parts = [
    {
      lines: [
        `# The code env ${oneLine(image.env)} on top of a base image. Made by Code Envs.`,
        `FROM ${below ?? image.base}`,
      ],
    },
    ...image.steps
      .slice(below ? installationEnd(image) : 0)
      .map(step => ({ step, ...renderStep(step, image, means) })),
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
    case 'install-pip-packages':
      return means.packagesFrom
        ? copyPackages(means.packagesFrom, step.origin)
        : installPipPackages(step, image, means);
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
    case 'install-r-packages':
      return means.packagesFrom ? copyPackages(means.packagesFrom, step.origin) : installRPackages(step);
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

/** The Dockerfile of a part that has nothing but a resources folder, which its context has as `code-env/resources`. */
export const resourcesPart = 'FROM scratch\nCOPY code-env/resources /resources\n';

function oneLine(text: string): string {
  return text.replaceAll(/[^\w.-]+/g, ' ').trim();
}
