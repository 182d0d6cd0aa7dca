import type { Status } from '../../engine/buildkit-status.ts';

/** What `--progress rawjson` prints: objects, each on one line or on several, and plain words about how it ended. */
export class RawJson {
  readonly #onStatus: (status: Status) => void;
  readonly #words: string[] = [];
  #rest = '';
  #object = '';

  constructor(onStatus: (status: Status) => void) {
    this.#onStatus = onStatus;
  }

  read(text: string): void {
    const lines = (this.#rest + text).split('\n');
    this.#rest = lines.pop() ?? '';
    for (const line of lines) {
      if (this.#object !== '' || line.startsWith('{')) {
        this.#object += line;
        if (line === '}' || (this.#object === line && line !== '{')) this.#end();
      } else if (line.trim() !== '') this.#words.push(line);
    }
  }

  /** Why it failed, in buildx's words. */
  reason(code: number): string {
    if (this.#rest.trim() !== '') this.#words.push(this.#rest);
    const error = this.#words.findLast(line => line.startsWith('ERROR: ')) ?? this.#words.at(-1);
    return error?.replace(/^ERROR: (?:target \S+: )?/, '') ?? `docker buildx bake ended with ${code}`;
  }

  #end(): void {
    const { vertexes, logs } = JSON.parse(this.#object) as {
      readonly vertexes?: Status['vertexes'];
      readonly logs?: readonly { readonly vertex: string; readonly data: string }[];
    };
    this.#object = '';
    this.#onStatus({
      vertexes: vertexes ?? [],
      logs: logs?.map(({ vertex, data }) => ({ vertex, msg: Buffer.from(data, 'base64') })) ?? [],
    });
  }
}

/**
 * The steps of an image as they are counted where it is built alone. What is below has steps of its own, which bake
 * tells again as the image's, and a FROM that another target makes is not counted.
 */
export class Steps {
  readonly #isLinked: boolean;
  readonly #below = new Set<string>();

  constructor(isLinked: boolean) {
    this.#isLinked = isLinked;
  }

  ofImage(status: Status): Status {
    if (!this.#isLinked) return status;
    const vertexes = status.vertexes?.map(({ name, ...vertex }) => {
      if (name.startsWith('[below-')) this.#below.add(vertex.digest);
      if (this.#below.has(vertex.digest)) return { ...vertex, name: name.replace('[', '') };
      const counted = name.replace(
        /^\[image (.*?)(\d+)\//,
        (_, stage, step) => `[${stage}${Number(step) + 1}/`,
      );
      return { ...vertex, name: counted.replace('[image internal]', '[internal]') };
    });
    return { ...status, vertexes: vertexes ?? [] };
  }
}
