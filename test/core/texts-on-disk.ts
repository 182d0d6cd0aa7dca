import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const root = join(import.meta.dirname, '../..');

/** Real files of plugins, where somebody has put them: they are not ours to keep here. */
const corpus = '/work/shared/corpus';

/** The texts of the files of this project's instances and of the corpus whose path `name` matches, with their paths, in order. */
export function textsOnDisk(name: RegExp): readonly (readonly [path: string, text: string])[] {
  const ours = ['test/fixtures', 'examples', 'bench/instances'].map(folder => join(root, folder));
  return [...ours, corpus]
    .filter(folder => existsSync(folder))
    .flatMap(folder =>
      readdirSync(folder, { recursive: true, encoding: 'utf8' })
        .map(path => join(folder, path))
        .filter(path => name.test(path))
        .sort()
        .map(path => [path, readFileSync(path, 'utf8')] as const),
    );
}
