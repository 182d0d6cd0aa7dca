import type { Project, ReadFile } from '../project.ts';
import { inlineLists, type PackageList } from '../requirements/package-list.ts';
import { subjectsOfFile } from '../requirements/packages-subject.ts';

/** The lists of packages in a file, read; of a file in `spec/` for the first definition that it belongs to. */
export function listsIn(file: ReadFile, project: Project): readonly PackageList[] {
  if (file.kind === 'packages')
    return subjectsOfFile(file, project)
      .slice(0, 1)
      .map(({ list }) => list);
  return file.documents
    .flatMap(({ env }) => (env ? [env, ...env.versions] : []))
    .flatMap(env => inlineLists(file.source, env));
}
