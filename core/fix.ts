import { check } from './check.ts';
import type { FileChange, Fix, Problem } from './problem.ts';
import { type FileTree, Project, type ReadFile, readFile } from './project.ts';
import { applyEdits, type TextEdit } from './text.ts';

/** How often fixes may lead to further fixes. No honest chain is longer; a longer one would be two fixes undoing each other. */
const mostRounds = 20;

/** The edits of the checked file that `fix` makes. */
export function editsOf(fix: Fix): readonly TextEdit[] {
  return fix.changes.flatMap(change =>
    change.kind === 'edit' && change.path === undefined ? change.edits : [],
  );
}

/** The text of `file` after all automatic fixes, applied until none is left. */
export function fixAll(file: ReadFile, tree: FileTree): string {
  let current = file;
  for (let round = 0; round < mostRounds; round++) {
    const project = new Project(withText(tree, current));
    const edits = compatible(check(current, project));
    if (edits.length === 0) break;
    const text = applyEdits(current.source.text, edits);
    if (text === current.source.text) break;
    current = readFile(file.path, file.kind, text);
  }
  return current.source.text;
}

/** The automatic fixes' edits, without those that touch what an earlier one touches: the next round finds them again. */
function compatible(problems: readonly Problem[]): TextEdit[] {
  const taken: TextEdit[] = [];
  for (const problem of problems) {
    const fix = problem.fixes.find(fix => fix.automatic && fix.changes.every(isOwnEdit));
    const edits = fix ? editsOf(fix) : [];
    const free = edits.every(edit =>
      taken.every(other => edit.span.end < other.span.start || other.span.end < edit.span.start),
    );
    if (free) taken.push(...edits);
  }
  return taken;
}

function isOwnEdit(change: FileChange): boolean {
  return change.kind === 'edit' && change.path === undefined;
}

function withText(tree: FileTree, file: ReadFile): FileTree {
  return {
    rootOf: path => tree.rootOf(path),
    isFolder: path => tree.isFolder(path),
    isFile: path => tree.isFile(path),
    definitionsBelow: folder => tree.definitionsBelow(folder),
    namesIn: path => tree.namesIn(path),
    readText: path => (path === file.path ? file.source.text : tree.readText(path)),
  };
}
