import type { Project, ReadFile } from '../project.ts';
import type { ListLine } from '../requirements/list-text.ts';
import { inlineLists, type PackageList } from '../requirements/package-list.ts';
import { subjectsOfFile } from '../requirements/packages-subject.ts';
import type { Source } from '../source.ts';

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
  // The text of a block cannot begin at the margin.
  if (file.source.language === 'yaml' && file.source.lines.positionAt(offset).character === 0)
    return undefined;
  for (const list of listsIn(file, project)) {
    if (!list.text.editable) continue;
    const index = list.text.lines.findIndex(({ span }) => span.start <= offset && offset <= span.end);
    const line = list.text.lines[index];
    if (line) return { list, line, index };
    const next = blankLineBehind(list, file.source, offset);
    if (next) return { list, line: next, index: list.text.lines.length };
  }
  return undefined;
}

/** The line at `offset` where that is a blank one that follows a block: what is typed there belongs to the block, if it is as deep. */
function blankLineBehind(
  { text: { lines } }: PackageList,
  { text, lines: all }: Source,
  offset: number,
): ListLine | undefined {
  const last = lines.at(-1);
  const { start, end } = all.lineSpan(all.positionAt(offset).line);
  if (!last || offset < last.span.end || text.slice(last.span.end, end).trim() !== '') return undefined;
  const depth = all.positionAt(last.span.start).character;
  return offset - start === depth && depth > 0 ? { text: '', span: { start: offset, end } } : undefined;
}
