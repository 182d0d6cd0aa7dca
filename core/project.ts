import { readEdited } from './edited-source.ts';
import { wholeFile } from './embedded.ts';
import {
  baseName,
  type ContextFolder,
  type EnvFolder,
  findFolderOfDefinitions,
  findKind,
  folderOf,
  lockFile,
  packagesFile,
  placeOf,
  resolvePath,
} from './files.ts';
import { levelsInSettings, type RuleLevels } from './levels.ts';
import type { CodeEnv, ContainerConfigs, Workloads } from './model.ts';
import { readCodeEnv } from './read/code-env.ts';
import { readContainerConfigs } from './read/container-configs.ts';
import { readWorkloads } from './read/workloads.ts';
import { readPackagesSource } from './requirements/packages-source.ts';
import { type ResourcesScript, readResourcesScript } from './resources-script.ts';
import type { Instance, InstanceEnv } from './rule.ts';
import { checkStructure, type Kind, type StructureProblem } from './schema.ts';
import { readSource, type Source, type SourceDocument } from './source.ts';

/** The files as they are now, unsaved changes included. The core asks; somebody with a disk answers. */
export interface FileTree {
  /** The folder above which no instance is looked for. */
  rootOf(path: string): string;
  /** The text of the file at `path`, or undefined when there is none that can be read. */
  readText(path: string): string | undefined;
  isFolder(path: string): boolean;
  isFile(path: string): boolean;
  /** The files in `folder` and below that have the name of one of ours, in the order of their paths. */
  definitionsBelow(folder: string): readonly string[];
  /** Of those the code envs that may have this name: none that has it is left out. */
  definitionsNamed(folder: string, name: string): readonly string[];
  /** The names of what is in the folder at `path`; none where there is no such folder. */
  namesIn(path: string): readonly string[];
}

/** A document that was read: its structure, and what it defines. */
export interface ReadDocument {
  readonly document: SourceDocument;
  readonly structure: readonly StructureProblem[];
  readonly env: CodeEnv | undefined;
  readonly configs: ContainerConfigs | undefined;
  readonly workloads: Workloads | undefined;
}

/** A file that was read. */
export interface ReadFile {
  readonly path: string;
  readonly kind: Kind;
  readonly source: Source;
  /** None in what is neither YAML nor JSON. */
  readonly documents: readonly ReadDocument[];
  /** Of a file of the kind `resources-script`. */
  readonly script?: ResourcesScript;
}

/** Reads the text of a file of this kind, the quicker where it came of `before` by an edit. Never throws. */
export function readFile(path: string, kind: Kind, text: string, before?: ReadFile): ReadFile {
  if (kind === 'packages') return { path, kind, source: readPackagesSource(text), documents: [] };
  if (kind === 'resources-script') return readScriptFile(path, text);
  const edited = before?.kind === kind ? readEdited(before.source, text) : undefined;
  const source = edited ?? readSource(text, path.endsWith('.json') ? 'json' : 'yaml');
  const documents = source.documents.map(document => ({
    document,
    structure: document.root ? checkStructure(kind, document.root) : [],
    env: kind === 'code-env' ? readCodeEnv(document.root, placeOf(path)) : undefined,
    configs: kind === 'container-configs' ? readContainerConfigs(document.root) : undefined,
    workloads: kind === 'workloads' ? readWorkloads(document.root) : undefined,
  }));
  return { path, kind, source, documents };
}

function readScriptFile(path: string, text: string): ReadFile {
  const embedded = wholeFile(text);
  const script = readResourcesScript(embedded);
  const { lines } = embedded;
  const { comments } = script;
  const source: Source = { text, lines, language: 'python', documents: [], problems: [], comments };
  return { path, kind: 'resources-script', source, documents: [], script };
}

/** Whether a file can be read to its end. */
export function isWhole({ source }: Pick<ReadFile, 'source'>): boolean {
  return source.problems.length === 0;
}

/** Whether something else stands where there may be what others name: in place of a list, a mapping or a name. */
function hidesNames({ structure }: ReadDocument): boolean {
  return structure.some(
    problem =>
      problem.kind === 'wrong-type' &&
      (problem.expected.includes('array') ||
        problem.expected.includes('object') ||
        problem.path.at(-1) === 'name'),
  );
}

/** Files and how they belong together. What was read is kept for as long as the text stays the same. */
export class Project {
  /** The levels of rules that an editor gives; undefined where the settings of the folder count. */
  levels: RuleLevels | undefined;
  readonly #tree: FileTree;
  readonly #read = new Map<string, ReadFile>();
  /** What was read last without a mistake: with its help the next text is read faster, also after some that had mistakes. */
  readonly #right = new Map<string, ReadFile>();

  constructor(tree: FileTree) {
    this.#tree = tree;
  }

  /** The kind of the file at `path`; undefined for what has the name of one of ours, but belongs to nothing of ours. */
  kindOf(path: string): Kind | undefined {
    const kind = findKind(path);
    switch (kind) {
      case 'workloads':
        return this.instancePathOf(path) === undefined ? undefined : kind;
      case 'packages':
      case 'resources-script':
        return this.definitionsBeside(path).length > 0 ? kind : undefined;
      default:
        return kind;
    }
  }

  /** The definitions that the file at `path`, one of those in `spec/`, may belong to: they lie in the folder above. */
  definitionsBeside(path: string): readonly string[] {
    const folder = findFolderOfDefinitions(path);
    if (folder === undefined) return [];
    return this.#tree
      .namesIn(folder)
      .map(name => `${folder}/${name}`)
      .filter(beside => findKind(beside) === 'code-env')
      .sort();
  }

  /** The file at `path`, read; undefined when it is not there or not one of ours. */
  file(path: string): ReadFile | undefined {
    const kind = this.kindOf(path);
    const text = kind && this.#tree.readText(path);
    if (kind === undefined || text === undefined) {
      this.#read.delete(path);
      this.#right.delete(path);
      return undefined;
    }
    const before = this.#read.get(path);
    if (before?.source.text === text) return before;
    const file = readFile(path, kind, text, this.#right.get(path));
    if (file.source.problems.length === 0) this.#right.set(path, file);
    this.#read.set(path, file);
    return file;
  }

  /** The nearest container configurations in the folder of `path` or above it. */
  instanceOf(path: string): Instance | undefined {
    for (const at of this.#configsPaths(path)) {
      const configs = this.file(at)?.documents[0]?.configs;
      if (configs) return { path: at, configs };
    }
    return undefined;
  }

  /** The path of the file in which the instance of `path` is written, even if nothing of it can be read. */
  instancePathOf(path: string): string | undefined {
    for (const at of this.#configsPaths(path)) if (this.#tree.isFile(at)) return at;
    return undefined;
  }

  /** The instance of `path`, unless its file has a mistake: what is held against a part of it is told of the wrong file. */
  wholeInstanceOf(path: string): Instance | undefined {
    const at = this.instancePathOf(path);
    const file = at === undefined ? undefined : this.file(at);
    const document = file && isWhole(file) ? file.documents[0] : undefined;
    return at !== undefined && document?.configs && !hidesNames(document)
      ? { path: at, configs: document.configs }
      : undefined;
  }

  *#configsPaths(path: string): Iterable<string> {
    const root = this.#tree.rootOf(path);
    for (
      let folder = folderOf(path);
      folder.length >= root.length && folder !== '';
      folder = folderOf(folder)
    ) {
      yield `${folder}/container-configs.yaml`;
      yield `${folder}/container-configs.yml`;
      if (folder === root) break;
    }
  }

  /** The folders of the base images that the container configurations at `path` have built. */
  contextsOf(path: string, configs: ContainerConfigs): readonly (ContextFolder | undefined)[] {
    return configs.baseImages.map(({ context }) => {
      if (!context) return undefined;
      const folder = resolvePath(folderOf(path), context.value);
      const dockerfile = `${folder}/Dockerfile`;
      const text = this.#tree.readText(dockerfile);
      return {
        path: folder,
        exists: this.#tree.isFolder(folder),
        dockerfile: text === undefined ? undefined : { path: dockerfile, text },
      };
    });
  }

  /** The code envs of an instance, in the order of their paths; without those of plugins, which each instance makes for itself. */
  envsOf(instance: Instance): readonly InstanceEnv[] {
    return this.#pathsOf(instance).flatMap(path => {
      const file = findKind(path) === 'code-env' ? this.file(path) : undefined;
      return (file?.documents ?? []).flatMap(({ env }) =>
        file && env && env.origin !== 'plugin' ? [{ path, source: file.source, env }] : [],
      );
    });
  }

  /** Whether each code env of an instance can be read to its end, so that no other name can be among them. */
  areEnvsWhole(instance: Pick<Instance, 'path'>): boolean {
    return this.#pathsOf(instance)
      .filter(path => findKind(path) === 'code-env')
      .every(path => {
        const file = this.file(path);
        return file !== undefined && isWhole(file);
      });
  }

  /** The files that belong to an instance, in the order of their paths: code envs, workloads and its configurations. */
  filesOf(instance: Instance): readonly ReadFile[] {
    return this.#filesAt(this.#pathsOf(instance)).filter(
      ({ kind, path }) => kind !== 'container-configs' || path === instance.path,
    );
  }

  /** Those code envs, workloads and container configurations in `folder` and below that `isWanted`, of whatever instance. */
  filesBelow(folder: string, isWanted: (path: string) => boolean = () => true): readonly ReadFile[] {
    return this.#filesAt(this.#tree.definitionsBelow(folder).filter(isWanted));
  }

  #filesAt(paths: readonly string[]): readonly ReadFile[] {
    return paths
      .filter(path => findFolderOfDefinitions(path) === undefined)
      .flatMap(path => this.file(path) ?? []);
  }

  #pathsOf(instance: Pick<Instance, 'path'>): readonly string[] {
    const folder = folderOf(instance.path);
    const below = this.#tree.definitionsBelow(folder);
    const nested = below
      .filter(path => findKind(path) === 'container-configs' && folderOf(path) !== folder)
      .filter(path => this.file(path)?.documents[0]?.configs)
      .map(path => `${folderOf(path)}/`);
    return below.filter(
      path =>
        !nested.some(other => path.startsWith(other)) && this.#tree.rootOf(path).length <= folder.length,
    );
  }

  /** The other code envs of an instance that have the name of the one at `path`. */
  namesakesOf(path: string, { name, root, origin }: CodeEnv, instance: Instance): readonly InstanceEnv[] {
    if (origin === 'plugin') return [];
    return this.#tree.definitionsNamed(folderOf(instance.path), name).flatMap(other => {
      const file = other === path ? this.#read.get(path) : this.file(other);
      if (!file || (other !== path && this.instanceOf(other)?.path !== instance.path)) return [];
      return file.documents.flatMap(({ env }) => {
        const itself = other === path && env?.root.span.start === root.span.start;
        return env && env.name === name && env.origin !== 'plugin' && !itself
          ? [{ path: other, source: file.source, env }]
          : [];
      });
    });
  }

  /** The text of any file, also of one that is not ours. */
  textOf(path: string): string | undefined {
    return this.#tree.readText(path);
  }

  isFile(path: string): boolean {
    return this.#tree.isFile(path);
  }

  isFolder(path: string): boolean {
    return this.#tree.isFolder(path);
  }

  /** The names of what is in the folder at `path`; none where there is no such folder. */
  namesIn(path: string): readonly string[] {
    return this.#tree.namesIn(path);
  }

  /** Whether there is a file or folder at `path`. */
  isTaken(path: string): boolean {
    return this.#tree.namesIn(folderOf(path)).includes(baseName(path));
  }

  /** The folder of the editor that `path` lies in. */
  rootOf(path: string): string {
    return this.#tree.rootOf(path);
  }

  /** What users made of the rules for the file at `path`. */
  levelsOf(path: string): RuleLevels {
    if (this.levels) return this.levels;
    const text = this.#tree.readText(`${this.#tree.rootOf(path)}/.vscode/settings.json`);
    return text === undefined ? {} : levelsInSettings(text);
  }

  /** What lies beside the code env definition at `path`. */
  folderOf(path: string, env: CodeEnv): EnvFolder {
    const folder = folderOf(path);
    const tree = this.#tree;
    const beside = (path: string) => {
      const text = tree.readText(path);
      return text === undefined ? undefined : { path, text };
    };
    // Most code envs have little of it, and few rules ask.
    return {
      path: folder,
      get packages() {
        return beside(packagesFile(folder, env.lang));
      },
      get condaPackages() {
        return beside(`${folder}/spec/environment.spec`);
      },
      get resourcesInit() {
        return beside(`${folder}/spec/resources_init.py`);
      },
      get hasResources() {
        return tree.isFolder(`${folder}/resources`);
      },
      get lock() {
        return beside(lockFile(folder, env.lang));
      },
      get resourcesEnv() {
        return beside(`${folder}/resources_env.json`);
      },
    };
  }
}
