import type { EnvLang } from './model.ts';
import type { Kind } from './schema.ts';

// Paths in the core are absolute, with `/` on every system. Whoever reads files for the core writes them so.

/** The files that the product is for, as glob patterns of VS Code. */
export const filePatterns = [
  '**/code-env.{yaml,yml}',
  '**/*.code-env.{yaml,yml}',
  '**/container-configs.{yaml,yml}',
  '**/workloads.{yaml,yml}',
  '**/code-env/{python,R}/desc.json',
  '**/code-envs/{python,R}/*/desc.json',
] as const;

/** The files that a definition keeps beside itself and that are checked in their own right. Without a definition they are nobody's. */
export const besidePatterns = [
  '**/spec/{requirements.txt,rPackages.txt,environment.spec}',
  '**/spec/resources_init.py',
] as const;

/** Where the definitions lie that the file at `path` can be beside, if that matches {@link besidePatterns}. */
export function findFolderOfDefinitions(path: string): string | undefined {
  const kind = findKind(path);
  return kind === 'packages' || kind === 'resources-script' ? folderOf(folderOf(path)) : undefined;
}

/** What the place of a definition says about it. */
export interface EnvPlace {
  readonly origin: 'definition' | 'plugin' | 'export';
  readonly name: string;
  readonly lang: EnvLang | undefined;
}

/** The kind of the file at `path` by its name alone; undefined for files that the product is not for. */
export function findKind(path: string): Kind | undefined {
  const name = baseName(path);
  const yaml = /^(.+)\.ya?ml$/.exec(name)?.[1];
  if (yaml === 'container-configs' || yaml === 'workloads') return yaml;
  if (yaml !== undefined) return /^(?:.+\.)?code-env$/.test(yaml) ? 'code-env' : undefined;
  if (/\/code-env\/(?:python|R)\/desc\.json$/.test(path)) return 'code-env';
  if (/\/code-envs\/(?:python|R)\/[^/]+\/desc\.json$/.test(path)) return 'code-env';
  if (/\/spec\/(?:requirements\.txt|rPackages\.txt|environment\.spec)$/.test(path)) return 'packages';
  if (/\/spec\/resources_init\.py$/.test(path)) return 'resources-script';
  return undefined;
}

/** What the place of the code env file at `path` says about it. */
export function placeOf(path: string): EnvPlace {
  const parts = path.split('/');
  const folder = parts.at(-2) ?? '';
  if (baseName(path) === 'desc.json') {
    // …/PLUGIN/code-env/python/desc.json or …/code-envs/python/NAME/desc.json
    const plugin = parts.at(-3) === 'code-env';
    const langFolder = plugin ? folder : parts.at(-3);
    return {
      origin: plugin ? 'plugin' : 'export',
      name: plugin ? (parts.at(-4) ?? '') : folder,
      lang: langFolder === 'R' ? 'R' : 'PYTHON',
    };
  }
  const prefix = /^(.+)\.code-env\.ya?ml$/.exec(baseName(path));
  return { origin: 'definition', name: prefix?.[1] ?? folder, lang: undefined };
}

/** A text file beside a definition. */
export interface BesideFile {
  readonly path: string;
  readonly text: string;
}

/** What lies beside a code env definition, as in DSS's own export. Missing files are undefined. */
export interface EnvFolder {
  /** Where the definition is; `spec/` and `resources/` are looked for there. */
  readonly path: string;
  /** `spec/requirements.txt`, for R `spec/rPackages.txt`. */
  readonly packages: BesideFile | undefined;
  /** `spec/environment.spec`. */
  readonly condaPackages: BesideFile | undefined;
  /** `spec/resources_init.py`. */
  readonly resourcesInit: BesideFile | undefined;
  /** Whether there is a `resources` folder. */
  readonly hasResources: boolean;
  /** `actual/requirements.txt`, for R `actual/rPackages.txt`: what is installed. */
  readonly lock: BesideFile | undefined;
  /** `resources_env.json`: the variables that the script set on the host. */
  readonly resourcesEnv: BesideFile | undefined;
}

/** The folder that a base image is built from. */
export interface ContextFolder {
  readonly path: string;
  readonly exists: boolean;
  readonly dockerfile: BesideFile | undefined;
}

/** Where the requested packages of a code env may stand instead of in the definition. */
export function packagesFile(folder: string, lang: EnvLang | undefined): string {
  return `${folder}/spec/${lang === 'R' ? 'rPackages.txt' : 'requirements.txt'}`;
}

/** Where is kept what is installed in the images of a code env: where DSS's export has its `actualPackageList`. */
export function lockFile(folder: string, lang: EnvLang | undefined): string {
  return `${folder}/actual/${lang === 'R' ? 'rPackages.txt' : 'requirements.txt'}`;
}

/** The folder of `path`. */
export function folderOf(path: string): string {
  return path.slice(0, Math.max(0, path.lastIndexOf('/')));
}

/** The path that `relative`, written in a file of `folder`, stands for. */
export function resolvePath(folder: string, relative: string): string {
  const parts = folder.split('/');
  for (const part of relative.split('/')) {
    if (part === '..') parts.pop();
    else if (part !== '.' && part !== '') parts.push(part);
  }
  return relative.startsWith('/') ? relative : parts.join('/');
}

/** How the file at `path` is written in a file of `folder`: the opposite of {@link resolvePath}. */
export function relativePath(folder: string, path: string): string {
  const from = folder.split('/');
  const to = path.split('/');
  let shared = 0;
  while (shared < from.length && from[shared] === to[shared]) shared++;
  return [...from.slice(shared).map(() => '..'), ...to.slice(shared)].join('/') || '.';
}

/** The last part of `path`. */
export function baseName(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}
