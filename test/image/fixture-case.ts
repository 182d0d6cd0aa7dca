// The cases of test/fixtures: small instances whose plans and Dockerfiles are kept beside them, in `expected/`.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type CodeEnvSubject, type Plan, Project, plan } from '../../core/index.ts';
import { memoryTree } from '../core/memory-tree.ts';

/** Where the cases are. */
export const fixturesFolder = join(import.meta.dirname, '../fixtures');

/** The names of all cases. */
export function caseNames(): readonly string[] {
  return readdirSync(fixturesFolder).sort();
}

/** The files of a case by their paths, which all begin with `/CASE`. */
export function readCase(name: string): Readonly<Record<string, string>> {
  const folder = join(fixturesFolder, name);
  const names = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter(entry => entry.isFile())
    .map(entry => join(entry.parentPath, entry.name).slice(folder.length))
    .filter(path => !path.startsWith('/expected/'));
  return Object.fromEntries(
    names.sort().map(path => [`/${name}${path}`, readFileSync(join(folder, path), 'utf8')]),
  );
}

/** Every code env of the files, in the order of their paths, as plans take them. */
export function subjectsOf(files: Readonly<Record<string, string>>): readonly CodeEnvSubject[] {
  const root = /^\/[^/]*/.exec(Object.keys(files)[0] ?? '')?.[0] ?? '';
  const project = new Project(memoryTree(files, root));
  return Object.keys(files).flatMap(path => {
    const file = project.file(path);
    return (file?.documents ?? []).flatMap(({ env }) =>
      file && env
        ? {
            path,
            source: file.source,
            env,
            folder: project.folderOf(path, env),
            instance: project.instanceOf(path),
          }
        : [],
    );
  });
}

/** The plan of the files. */
export function planOf(files: Readonly<Record<string, string>>): Plan {
  return plan(subjectsOf(files));
}
