import { findKind, Project, type ReadFile, readFile } from '../../core/index.ts';
import { memoryTree } from './memory-tree.ts';

/** A file with a cursor in it. */
export interface AtCursor {
  readonly file: ReadFile;
  readonly offset: number;
  readonly project: Project;
}

/** Reads `marked`, in which the first `mark` is the cursor; `files` lie around it. */
export function atCursor(
  marked: string,
  path = '/w/code-env.yaml',
  files: Readonly<Record<string, string>> = {},
  mark = '|',
): AtCursor {
  const offset = marked.indexOf(mark);
  const text = marked.slice(0, offset) + marked.slice(offset + 1);
  const kind = findKind(path) ?? 'code-env';
  return {
    file: readFile(path, kind, text),
    offset,
    project: new Project(memoryTree({ ...files, [path]: text })),
  };
}
