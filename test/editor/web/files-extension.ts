// An extension for tests: the files of a folder that is on no disk, as those of a repository on vscode.dev are.
import {
  EventEmitter,
  type ExtensionContext,
  type FileChangeEvent,
  FileChangeType,
  type FileStat,
  FileSystemError,
  type FileSystemProvider,
  FileType,
  Uri,
  workspace,
} from 'vscode';

/** Called by the editor before it asks for a file of the scheme `test-files`. */
export async function activate(context: ExtensionContext): Promise<void> {
  const list = await workspace.fs.readFile(Uri.joinPath(context.extensionUri, 'files.json'));
  const texts = JSON.parse(new TextDecoder().decode(list)) as Record<string, string>;
  context.subscriptions.push(
    workspace.registerFileSystemProvider('test-files', new MemoryFiles(texts), { isCaseSensitive: true }),
  );
}

/** Files by their paths. A folder is what has files in it. */
class MemoryFiles implements FileSystemProvider {
  readonly #files = new Map<string, Uint8Array>();
  readonly #changed = new EventEmitter<FileChangeEvent[]>();
  readonly onDidChangeFile = this.#changed.event;

  constructor(texts: Readonly<Record<string, string>>) {
    for (const [path, text] of Object.entries(texts)) this.#files.set(path, new TextEncoder().encode(text));
  }

  watch() {
    return { dispose: () => undefined };
  }

  stat(uri: Uri): FileStat {
    const file = this.#files.get(uri.path);
    if (!file && this.readDirectory(uri).length === 0) throw FileSystemError.FileNotFound(uri);
    return { type: file ? FileType.File : FileType.Directory, ctime: 0, mtime: 0, size: file?.length ?? 0 };
  }

  readDirectory(uri: Uri): [string, FileType][] {
    const start = uri.path.endsWith('/') ? uri.path : `${uri.path}/`;
    const found = new Map<string, FileType>();
    for (const path of this.#files.keys()) {
      if (!path.startsWith(start)) continue;
      const [name = '', ...below] = path.slice(start.length).split('/');
      found.set(name, below.length > 0 ? FileType.Directory : FileType.File);
    }
    return [...found];
  }

  readFile(uri: Uri): Uint8Array {
    const file = this.#files.get(uri.path);
    if (!file) throw FileSystemError.FileNotFound(uri);
    return file;
  }

  writeFile(uri: Uri, content: Uint8Array): void {
    const type = this.#files.has(uri.path) ? FileChangeType.Changed : FileChangeType.Created;
    this.#files.set(uri.path, content);
    this.#changed.fire([{ type, uri }]);
  }

  delete(uri: Uri): void {
    this.#files.delete(uri.path);
    this.#changed.fire([{ type: FileChangeType.Deleted, uri }]);
  }

  createDirectory(): void {
    // A folder is there once a file is in it.
  }

  rename(from: Uri, to: Uri): void {
    this.writeFile(to, this.readFile(from));
    this.delete(from);
  }
}
