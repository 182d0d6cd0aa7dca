import { check } from './check.ts';
import type { FileChange, Fix, Problem } from './problem.ts';
import { type FileTree, Project, type ReadFile, readFile } from './project.ts';
import { applyEdits, type Span, type TextEdit } from './text.ts';

/** How often fixes may lead to further fixes. No honest chain is longer; a longer one would be two fixes undoing each other. */
const mostRounds = 20;

/** The edits of the checked file that `fix` makes. */
export function editsOf(fix: Fix): readonly TextEdit[] {
  return fix.changes.flatMap(change =>
    change.kind === 'edit' && change.path === undefined ? change.edits : [],
  );
}

/** A text after fixes, and what each of them did, in the order of the text. */
export interface FixedText {
  readonly text: string;
  readonly repairs: readonly Repair[];
}

/** What a fix did. */
export interface Repair {
  /** Of the fix, in the imperative. */
  readonly title: string;
  /** An offset in the text before all fixes. */
  readonly at: number;
}

/**
 * The text of `file` after all automatic fixes that lead to no new problem, applied until none is left. A fix can uncover
 * what a mistake had hidden, such as a rule about a value that could not be read before: such a one is left to people.
 */
export function fixAll(file: ReadFile, tree: FileTree): FixedText {
  let current = file;
  const rounds: (readonly AutomaticFix[])[] = [];
  for (let round = 0; round < mostRounds; round++) {
    const problems = problemsOf(current, tree);
    const fixes = harmless(current, problems, tree);
    if (fixes.length === 0) break;
    current = readFile(file.path, file.kind, applyEdits(current.source.text, editsOfAll(fixes)));
    rounds.push(fixes);
  }
  const editsOfRounds = rounds.map(fixes => editsOfAll(fixes).toSorted(byPlace));
  const repairs = rounds.flatMap((fixes, round) =>
    fixes.map(({ title, edits }) => ({
      title,
      at: editsOfRounds.slice(0, round).reduceRight(offsetBefore, edits[0]?.span.start ?? 0),
    })),
  );
  return { text: current.source.text, repairs: repairs.sort((a, b) => a.at - b.at) };
}

/** A fix that needs no choice, and its edits. */
interface AutomaticFix {
  readonly title: string;
  readonly edits: readonly TextEdit[];
}

function editsOfAll(fixes: readonly AutomaticFix[]): readonly TextEdit[] {
  return fixes.flatMap(({ edits }) => edits);
}

function byPlace(a: TextEdit, b: TextEdit): number {
  return a.span.start - b.span.start;
}

/** Where an offset of a text was before `edits`, in their order, made it. */
function offsetBefore(offset: number, edits: readonly TextEdit[]): number {
  let at = offset;
  for (const { span, text } of edits) {
    if (at < span.start) break;
    at = Math.max(span.start, at - text.length + (span.end - span.start));
  }
  return at;
}

function problemsOf(file: ReadFile, tree: FileTree): readonly Problem[] {
  return check(file, new Project(withText(tree, file)));
}

/** All fixes that together lead to no new problem. Those that do are found by halves, since they are few. */
function harmless(file: ReadFile, problems: readonly Problem[], tree: FileTree): readonly AutomaticFix[] {
  const known = new Set(problems.map(keyOf));
  let kept: readonly AutomaticFix[] = [];
  const keep = (fixes: readonly AutomaticFix[]): void => {
    if (fixes.length === 0) return;
    const all = [...kept, ...fixes];
    const text = applyEdits(file.source.text, editsOfAll(all));
    if (text === file.source.text) return;
    if (
      problemsOf(readFile(file.path, file.kind, text), tree).every(
        problem => known.has(keyOf(problem)) || !matters(problem),
      )
    )
      kept = all;
    else if (fixes.length > 1) {
      const half = fixes.length >> 1;
      keep(fixes.slice(0, half));
      keep(fixes.slice(half));
    }
  };
  keep(compatible(problems));
  return kept;
}

/** Tells problems apart wherever they stand: lines move. */
function keyOf({ rule, message }: Problem): string {
  return `${rule} ${message.replaceAll(/line \d+/g, 'line')}`;
}

function matters({ severity }: Problem): boolean {
  return severity === 'error' || severity === 'warning';
}

/** The automatic fixes, without those that touch what an earlier one touches: the next round finds them again. */
function compatible(problems: readonly Problem[]): readonly AutomaticFix[] {
  const taken: AutomaticFix[] = [];
  const touched: Span[] = [];
  // There may be as many as lines: they are kept in order.
  const indexBehind = (offset: number): number => {
    let [low, high] = [0, touched.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((touched[middle] as Span).end < offset) low = middle + 1;
      else high = middle;
    }
    return low;
  };
  for (const problem of problems) {
    const fix = problem.fixes.find(fix => fix.automatic && fix.changes.every(isOwnEdit));
    const edits = fix ? editsOf(fix) : [];
    const free = edits.every(({ span }) => {
      const next = touched[indexBehind(span.start)];
      return !next || span.end < next.start;
    });
    if (!fix || !free || edits.length === 0) continue;
    taken.push({ title: fix.title, edits });
    for (const { span } of edits) touched.splice(indexBehind(span.start), 0, span);
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
    definitionsNamed: (folder, name) => tree.definitionsNamed(folder, name),
    namesIn: path => tree.namesIn(path),
    readText: path => (path === file.path ? file.source.text : tree.readText(path)),
  };
}
