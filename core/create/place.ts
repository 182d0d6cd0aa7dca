import { findKind, folderOf } from '../files.ts';
import type { Project } from '../project.ts';
import type { Instance } from '../rule.ts';
import type { NodeType } from './definition.ts';

/** What a new code env finds where it goes. */
export interface NewEnvPlace {
  /** The path of the definition of a code env with this name. */
  readonly pathOf: (name: string) => string;
  /** The names that others have. */
  readonly taken: readonly string[];
  readonly node: NodeType;
}

/** Where new code envs of an instance go; without one, those of `folder`. */
export function newEnvPlace(instance: Instance | undefined, folder: string, project: Project): NewEnvPlace {
  const envs = instance ? project.envsOf(instance) : [];
  const paths = envs.map(({ path }) => path);
  return {
    pathOf: name => placeOfNewEnv(instance ? folderOf(instance.path) : folder, paths, name),
    taken: envs.map(({ env }) => env.name),
    node: instance?.configs.nodeType?.value === 'AUTOMATION' ? 'AUTOMATION' : 'DESIGN',
  };
}

/** Where the definition of a new code env goes: beside the others in `folder`, the way that most of them lie, else to `envs/NAME/`. */
export function placeOfNewEnv(folder: string, others: readonly string[], name: string): string {
  const patterns = others
    .filter(path => findKind(path) === 'code-env')
    .flatMap(path => {
      const own = folderOf(path);
      const [, ending = ''] = /\.code-env(\.ya?ml)$/.exec(path) ?? [];
      if (ending) return `${own}/\0.code-env${ending}`;
      // In the folder of the instance itself there is room for one.
      return /\/code-env\.ya?ml$/.test(path) && own !== folder ? `${folderOf(own)}/\0/code-env.yaml` : [];
    });
  const counts = new Map<string, number>();
  for (const pattern of patterns) counts.set(pattern, (counts.get(pattern) ?? 0) + 1);
  const [most] = [...counts].sort(([, a], [, b]) => b - a)[0] ?? [];
  return (most ?? `${folder}/envs/\0/code-env.yaml`).replace('\0', name);
}
