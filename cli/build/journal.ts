import { appendFileSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { cacheFolder, sha256 } from '../../workspace/index.ts';
import type { Survey } from '../state/survey.ts';

interface Head {
  /** When the rebuild began, as ISO 8601. */
  readonly began: string;
  /** A hash of everything that the definitions say. */
  readonly definitions: string;
}

/**
 * What a rebuild has made so far, kept in the user's cache folder, so that one that was killed can be gone on with: a
 * line about the rebuild, then one for each image that is whole. Where nothing can be kept, a rebuild begins anew.
 */
export class Journal {
  readonly began: string;
  readonly #file: string;
  readonly #done: ReadonlySet<string>;
  /** What is written before the first line of a rebuild that begins. */
  #head: Head | undefined;

  /** Opens the journal of a `choice` in a folder. Begins anew if it is of other definitions, or on `restart`. */
  constructor(
    folder: string,
    choice: object,
    { survey, restart }: { readonly survey: Survey; readonly restart: boolean },
  ) {
    this.#file = join(
      cacheFolder(),
      'rebuilds',
      `${sha256(JSON.stringify([folder, choice])).slice(0, 24)}.jsonl`,
    );
    const definitions = hashOf(survey);
    const [head, ...lines] = restart ? [] : readLines(this.#file);
    if (isHead(head) && head.definitions === definitions) {
      this.began = head.began;
      this.#done = new Set(lines.map(line => JSON.stringify(line)));
      return;
    }
    this.began = new Date().toISOString();
    this.#done = new Set();
    this.#head = { began: this.began, definitions };
  }

  /** Whether the image under `key` was made, with this id. */
  has(key: string, id: string | undefined): boolean {
    return this.#done.has(JSON.stringify([key, id]));
  }

  /** Notes an image that has its tag. */
  add(key: string, id: string): void {
    const line = `${JSON.stringify([key, id])}\n`;
    quietly(() => {
      if (this.#head) {
        mkdirSync(dirname(this.#file), { recursive: true, mode: 0o700 });
        writeFileSync(this.#file, `${JSON.stringify(this.#head)}\n${line}`, { mode: 0o600 });
        this.#head = undefined;
      } else appendFileSync(this.#file, line);
    });
  }

  /** The rebuild is at its end. */
  remove(): void {
    quietly(() => rmSync(this.#file, { force: true }));
  }
}

/** Everything that is to be in the images, without the ids of base images, which a rebuild itself changes. */
function hashOf({ images, bases }: Survey): string {
  const plain = (content: object) =>
    Object.entries(content).filter(([key]) => key !== 'baseId' && !key.startsWith('FROM '));
  return sha256(
    JSON.stringify([
      images.map(({ planned, content }) => [planned.image, plain(content)]),
      bases.map(({ tag, content }) => [tag, plain(content ?? {})]),
    ]),
  );
}

/** The lines of a journal; a last one that was cut off is no line. */
function readLines(file: string): readonly unknown[] {
  try {
    return readFileSync(file, 'utf8')
      .split('\n')
      .slice(0, -1)
      .map(line => JSON.parse(line) as unknown);
  } catch {
    return [];
  }
}

function isHead(line: unknown): line is Head {
  return typeof line === 'object' && line !== null && 'began' in line && 'definitions' in line;
}

function quietly(act: () => void): void {
  try {
    act();
  } catch {
    // A cache that cannot be written is no reason not to build.
  }
}
