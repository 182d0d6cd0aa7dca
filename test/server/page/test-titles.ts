import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const root = join(import.meta.dirname, '../../..');

/** A test of this project. */
export interface TestTitle {
  readonly title: string;
  /** The path of its file from the root of the project. */
  readonly file: string;
}

/** The tests below a folder of `test/`, as their files call them. Those of a table are called as its keys are. */
export function testsBelow(folder: string, inTables = false): readonly TestTitle[] {
  const named = inTables ? /^\s*(?:test\()?(['"`])(.*?)\1[,:]/gm : /^\s*test\(\s*(['"`])(.*?)\1,/gm;
  return readdirSync(join(root, 'test', folder), { recursive: true, encoding: 'utf8' })
    .filter(name => name.endsWith('.test.ts'))
    .sort()
    .flatMap(name => {
      const file = `test/${folder === '' ? '' : `${folder}/`}${name.replaceAll('\\', '/')}`;
      const text = readFileSync(join(root, file), 'utf8');
      return [...text.matchAll(named)].map(([, , title = '']) => ({
        title,
        file,
      }));
    });
}

/** A link to a test, from `docs/`. */
export function linkTo({ title, file }: TestTitle): string {
  return `[${title.replaceAll('|', '\\|').replaceAll(/[[\]]/g, '\\$&')}](../${file})`;
}
