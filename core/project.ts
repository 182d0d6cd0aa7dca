import { type EnvFolder, findKind, findPackagesFolder, folderOf, packagesFile, placeOf } from './files.ts';
import type { CodeEnv, ContainerConfigs } from './model.ts';
import { readCodeEnv } from './read/code-env.ts';
import { readContainerConfigs } from './read/container-configs.ts';
import { readPackagesSource } from './requirements/packages-source.ts';
import type { Instance } from './rule.ts';
import { checkStructure, type FileKind, type StructureProblem } from './schema.ts';
import { readSource, type Source, type SourceDocument } from './source.ts';

/** The files as they are now, unsaved changes included. The core asks; somebody with a disk answers. */
export interface FileTree {
  /** The folder above which no instance is looked for. */
  rootOf(path: string): string;
  /** The text of the file at `path`, or undefined when there is none that can be read. */
  readText(path: string): string | undefined;
  isFolder(path: string): boolean;
  /** The names of what is in the folder at `path`; none where there is no such folder. */
  namesIn(path: string): readonly string[];
}

/** A document that was read: its structure, and what it defines. */
export interface ReadDocument {
  readonly document: SourceDocument;
  readonly structure: readonly StructureProblem[];
  readonly env: CodeEnv | undefined;
  readonly configs: ContainerConfigs | undefined;
}

/** A file that was read. */
export interface ReadFile {
  readonly path: string;
  readonly kind: FileKind;
  readonly source: Source;
  /** None in a list of packages. */
  readonly documents: readonly ReadDocument[];
}

/** Reads the text of a file of this kind. Never throws. */
export function readFile(path: string, kind: FileKind, text: string): ReadFile {
  if (kind === 'packages') return { path, kind, source: readPackagesSource(text), documents: [] };
  const source = readSource(text, path.endsWith('.json') ? 'json' : 'yaml');
  const documents = source.documents.map(document => ({
    document,
    structure: document.root ? checkStructure(kind, document.root) : [],
    env: kind === 'code-env' ? readCodeEnv(document.root, placeOf(path)) : undefined,
    configs: kind === 'container-configs' ? readContainerConfigs(document.root) : undefined,
  }));
  return { path, kind, source, documents };
}

/** Files and how they belong together. What was read is kept for as long as the text stays the same. */
export class Project {
  readonly #tree: FileTree;
  readonly #read = new Map<string, ReadFile>();

  constructor(tree: FileTree) {
    this.#tree = tree;
  }

  /** The kind of the file at `path`; undefined for one that is not ours. */
  kindOf(path: string): FileKind | undefined {
    return findKind(path) ?? (this.definitionsBeside(path).length > 0 ? 'packages' : undefined);
  }

  /** The definitions whose list of packages the file at `path` can be: those in the folder above `spec/`. */
  definitionsBeside(path: string): readonly string[] {
    const folder = findPackagesFolder(path);
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
      return undefined;
    }
    const before = this.#read.get(path);
    if (before?.source.text === text) return before;
    const file = readFile(path, kind, text);
    this.#read.set(path, file);
    return file;
  }

  /** The nearest container configurations in the folder of `path` or above it. */
  instanceOf(path: string): Instance | undefined {
    const root = this.#tree.rootOf(path);
    for (
      let folder = folderOf(path);
      folder.length >= root.length && folder !== '';
      folder = folderOf(folder)
    ) {
      for (const name of ['container-configs.yaml', 'container-configs.yml']) {
        const configs = this.file(`${folder}/${name}`)?.documents[0]?.configs;
        if (configs) return { path: `${folder}/${name}`, configs };
      }
      if (folder === root) break;
    }
    return undefined;
  }

  /** What lies beside the code env definition at `path`. */
  folderOf(path: string, env: CodeEnv): EnvFolder {
    const folder = folderOf(path);
    const beside = (path: string) => {
      const text = this.#tree.readText(path);
      return text === undefined ? undefined : { path, text };
    };
    return {
      path: folder,
      packages: beside(packagesFile(folder, env.lang)),
      condaPackages: beside(`${folder}/spec/environment.spec`),
      resourcesInit: beside(`${folder}/spec/resources_init.py`),
      hasResources: this.#tree.isFolder(`${folder}/resources`),
      resourcesEnv: beside(`${folder}/resources_env.json`),
    };
  }
}
