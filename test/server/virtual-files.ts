import { setTimeout as delay } from 'node:timers/promises';
import {
  type FolderEntry,
  type ReadFolderAnswer,
  type ReadParams,
  readFolderRequest,
  readTextRequest,
} from '../../protocol/index.ts';
import type { Editor } from './editor.ts';

/** Files that are on no disk, and that an editor reads for the server: by their addresses below `root`. */
export class VirtualFiles {
  readonly texts: Map<string, string>;
  readonly #root: string;
  /** How long each reading takes, in milliseconds. */
  slowness = 0;

  constructor(root: string, texts: Readonly<Record<string, string>>) {
    this.#root = root;
    this.texts = new Map(Object.entries(texts));
  }

  uriOf(path: string): string {
    return `${this.#root}/${path}`;
  }

  /** Answers the server's requests. */
  serve({ connection }: Editor): void {
    connection.onRequest(readFolderRequest, ({ uri }: ReadParams) => this.#soon(this.#folder(uri)));
    connection.onRequest(readTextRequest, ({ uri }: ReadParams) =>
      this.#soon(this.texts.get(this.#below(uri)) ?? null),
    );
  }

  async #soon<T>(answer: T): Promise<T> {
    await delay(this.slowness);
    return answer;
  }

  #folder(uri: string): ReadFolderAnswer {
    const start = this.#below(uri) && `${this.#below(uri)}/`;
    const entries = new Map<string, FolderEntry>();
    for (const path of this.texts.keys()) {
      if (!path.startsWith(start)) continue;
      const [name = '', ...below] = path.slice(start.length).split('/');
      entries.set(name, { name, type: below.length > 0 ? 'folder' : 'file', isLink: false });
    }
    return entries.size > 0 ? [...entries.values()] : null;
  }

  #below(uri: string): string {
    return decodeURIComponent(uri).slice(this.#root.length + 1);
  }
}
