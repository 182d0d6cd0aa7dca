import type { Line, Origin } from './origin.ts';
import type { Step } from './steps.ts';

/** Where things are in the image, as DSS has them. Source: doc.dataiku.com, _base-image-cuda-support; a build log of DSS. */
export const codeEnvFolder = '/opt/dataiku/code-env';

/** A text file of the build context. */
export interface ContextText {
  readonly path: string;
  readonly content: string;
  readonly executable: boolean;
}

/** What a step is in a Dockerfile: its lines, and what they need. */
export interface Rendered {
  readonly step?: Step;
  readonly lines: readonly Line[] | readonly string[];
  readonly origin?: Origin;
  readonly files?: readonly ContextText[];
  readonly resources?: string;
  readonly secrets?: Readonly<Record<string, string>>;
}

/**
 * `RUN` in its list form: no shell sees the words, and as JSON no word can end the line.
 * `<` is escaped too, because BuildKit looks for here-documents (`<<`) before it reads the list.
 */
export function run(words: readonly string[], mounts: readonly string[] = []): string {
  return `RUN ${mounts.map(mount => `--mount=${mount} `).join('')}${JSON.stringify(words).replaceAll('<', '\\u003c')}`;
}

export function text(path: string, content: string): ContextText {
  return { path, content, executable: false };
}

export function lined(lines: readonly string[]): string {
  return lines.map(line => `${line}\n`).join('');
}
