import type { Project, ReadFile } from '../project.ts';
import type { ListLine } from '../requirements/list-text.ts';
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

/** A line of a list of packages. */
export interface LineOfList {
  readonly list: PackageList;
  /** Without the indentation of a block. */
  readonly line: ListLine;
  /** Which of the lines of the list, counted from 0. */
  readonly index: number;
}

/** The line at `offset` of a list that can be edited as it is; undefined elsewhere. */
export function lineAt(file: ReadFile, offset: number, project: Project): LineOfList | undefined {
  for (const list of listsIn(file, project)) {
    if (!list.text.editable) continue;
    const index = list.text.lines.findIndex(({ span }) => span.start <= offset && offset <= span.end);
    const line = list.text.lines[index];
    if (line) return { list, line, index };
  }
  return undefined;
}
