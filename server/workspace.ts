import type { Location } from 'vscode-languageserver';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import { findKind, LineIndex, Project, type ReadFile, readFile, type Span } from '../core/index.ts';
import { languageId } from '../protocol/index.ts';
import type { EditedTree } from '../workspace/edited-tree.ts';
import { pathOf, pathOfUnnamed, uriOf } from './address.ts';

/** The files of the editor's folders, with the open documents over them. */
export class Workspace {
  readonly tree: EditedTree;
  readonly project: Project;
  readonly #instanceFolder: (folder: string) => string;
  #folders: readonly string[] = [];
  readonly #open = new Map<string, TextDocument>();
  /** The addresses of open documents, as the editor writes them, by their paths. */
  readonly #uris = new Map<string, string>();
  /** Documents of our language that no name tells the kind of: new ones, and files that the user says are ours. */
  readonly #unnamed = new Map<string, ReadFile>();

  /** `instanceFolder` finds the folder of the instance of what lies in a folder. */
  constructor(tree: EditedTree, instanceFolder: (folder: string) => string) {
    this.tree = tree;
    this.project = new Project(tree);
    this.#instanceFolder = instanceFolder;
  }

  /** The instance of a folder counts where it lies above it, too: as on the command line. */
  setFolders(uris: readonly string[]): void {
    this.#folders = uris.flatMap(uri => pathOf(uri) ?? []);
    this.tree.setRoots([...new Set(this.#folders.map(this.#instanceFolder))]);
  }

  /** The paths of the definitions in all folders, in order. */
  async definitions(): Promise<readonly string[]> {
    const found = await Promise.all(this.#folders.map(root => this.tree.findDefinitions(root)));
    return [...new Set(found.flat())].sort();
  }

  get documents(): readonly TextDocument[] {
    return [...this.#open.values()];
  }

  /** Where those of the open documents are that have a path. */
  get openPaths(): readonly string[] {
    return [...this.#uris.keys()];
  }

  /** From now on the document's text counts, not the disk's. */
  update(document: TextDocument): void {
    this.#open.set(document.uri, document);
    const path = pathOf(document.uri);
    if (!path) return;
    this.#uris.set(path, document.uri);
    this.tree.setUnsaved(path, document.getText());
  }

  close(uri: string): void {
    this.#open.delete(uri);
    this.#unnamed.delete(uri);
    const path = pathOf(uri);
    if (!path) return;
    this.#uris.delete(path);
    this.tree.setUnsaved(path, undefined);
  }

  /** The file at `uri` as it is in the editor, or else on the disk; undefined when it is none of ours. */
  file(uri: string): ReadFile | undefined {
    const path = pathOf(uri);
    if (path && findKind(path)) return this.project.file(path);
    const document = this.#open.get(uri);
    if (document?.languageId !== languageId) return undefined;
    const before = this.#unnamed.get(uri);
    const text = document.getText();
    if (before?.source.text === text) return before;
    const file = readFile(path ?? pathOfUnnamed(uri, this.tree.roots[0] ?? ''), 'code-env', text, before);
    this.#unnamed.set(uri, file);
    return file;
  }

  version(uri: string): number | undefined {
    return this.#open.get(uri)?.version;
  }

  /** The file of ours at `path`, and its address for the editor. */
  fileAt(path: string): { readonly uri: string; readonly file: ReadFile } | undefined {
    const file = this.project.file(path);
    return file && { uri: this.uriOf(path), file };
  }

  /** The address of the file at `path`, as the editor writes it. */
  uriOf(path: string): string {
    return this.#uris.get(path) ?? uriOf(path);
  }

  /** Where `span` of the file at `path` is, for the editor. `own` is a file that may have no path on the disk, and its address. */
  locate(path: string, span: Span, own?: { uri: string; file: ReadFile }): Location | undefined {
    if (path === own?.file.path) return { uri: own.uri, range: own.file.source.lines.rangeOf(span) };
    const text = this.tree.readText(path);
    if (text === undefined) return undefined;
    const lines = this.project.file(path)?.source.lines ?? new LineIndex(text);
    return { uri: this.uriOf(path), range: lines.rangeOf(span) };
  }
}
