import {
  type CodeAction,
  CodeActionKind,
  type CodeActionParams,
  type Diagnostic,
  type SnippetTextEdit,
  type TextDocumentEdit,
  type TextEdit,
  type WorkspaceEdit,
} from 'vscode-languageserver';
import { check, type Fix, fixAll, type Problem, type ReadFile, silencingComment } from '../core/index.ts';
import { openFileCommand } from '../protocol/index.ts';
import { uriOf } from './address.ts';
import type { ClientFeatures } from './client-features.ts';
import { toDiagnostic, toSnippet, toSpan, toTextEdit } from './convert.ts';
import { refactorActions } from './refactor-actions.ts';
import type { Workspace } from './workspace.ts';
import { newFile } from './workspace-edit.ts';

/** All automatic fixes of a file, as an action on save. */
export const fixAllKind = `${CodeActionKind.SourceFixAll}.codeEnv`;

/** What can be done about the problems in a range: repairs, then comments that silence them; then other ways to write what is there; all repairs at once where that is asked for. */
export function codeActions(
  { textDocument: { uri }, range, context }: CodeActionParams,
  workspace: Workspace,
  features: ClientFeatures,
): CodeAction[] {
  const file = workspace.file(uri);
  if (!file) return [];
  const target: Target = { uri, file, version: workspace.version(uri) ?? null, features, workspace };
  const only = Array.isArray(context?.only) ? context.only : undefined;
  const wants = (kind: string) =>
    only?.some(wanted => wanted === '' || kind === wanted || kind.startsWith(`${wanted}.`));
  const actions: CodeAction[] = [];
  if (!only || wants(CodeActionKind.QuickFix)) {
    const span = toSpan(file.source.lines, range);
    const problems = check(file, workspace.project).filter(
      problem => problem.span.start <= span.end && span.start <= problem.span.end,
    );
    const diagnosticOf = (problem: Problem) =>
      toDiagnostic(problem, file.source.lines, (path, span) => workspace.locate(path, span, { uri, file }));
    for (const problem of problems) actions.push(...fixes(problem, diagnosticOf(problem), target));
    actions.push(...silences(problems, diagnosticOf, target));
  }
  actions.push(
    ...refactorActions(target, toSpan(file.source.lines, range)).filter(({ kind }) => !only || wants(kind)),
  );
  if (wants(fixAllKind)) actions.push(...fixEverything(target, workspace));
  return actions;
}

/** The document that was asked about. */
export interface Target {
  readonly uri: string;
  readonly file: ReadFile;
  readonly version: number | null;
  readonly features: ClientFeatures;
  readonly workspace: Workspace;
}

/** A document and what is to be edited in it. */
interface Edited {
  readonly uri: string;
  readonly file: ReadFile;
  readonly version: number | null;
  readonly edits: readonly (TextEdit | SnippetTextEdit)[];
}

function fixes(problem: Problem, diagnostic: Diagnostic, target: Target): CodeAction[] {
  return problem.fixes.flatMap(fix => {
    const edit = editOf(fix, target);
    if (!edit) return [];
    const action: CodeAction = {
      title: fix.title,
      kind: CodeActionKind.QuickFix,
      diagnostics: [diagnostic],
      edit,
      ...opening(fix, target),
    };
    return fix.automatic ? { ...action, isPreferred: true } : action;
  });
}

/** Shows the file that a fix makes, which waits to be filled in, where the editor can. */
function opening({ changes }: Fix, { features }: Target): Pick<CodeAction, 'command'> {
  const created = changes.find(change => change.kind === 'create');
  // Nobody writes into the file that only keeps a folder.
  if (!created || !features.opensFiles || created.path.endsWith('/.gitkeep')) return {};
  return { command: { title: 'Open', command: openFileCommand, arguments: [uriOf(created.path)] } };
}

function editOf(fix: Fix, target: Target): WorkspaceEdit | undefined {
  const edited: Edited[] = [];
  const created: NonNullable<WorkspaceEdit['documentChanges']> = [];
  for (const change of fix.changes) {
    if (change.kind === 'edit') {
      const document = change.path === undefined ? target : documentAt(change.path, target);
      if (!document) return undefined;
      const { lines } = document.file.source;
      edited.push({ ...document, edits: change.edits.map(edit => toTextEdit(lines, edit)) });
    } else {
      created.push(...newFile(change));
    }
  }
  if (created.length === 0) return editDocuments(edited, target);
  if (!target.features.createsFiles) return undefined;
  return { documentChanges: [...created, ...edited.map(toDocumentEdit)] };
}

function documentAt(path: string, { workspace }: Target): Omit<Edited, 'edits'> | undefined {
  const found = workspace.fileAt(path);
  return found && { ...found, version: workspace.version(found.uri) ?? null };
}

function editDocuments(edited: readonly Edited[], { features }: Target): WorkspaceEdit {
  if (!features.documentChanges)
    return { changes: Object.fromEntries(edited.map(({ uri, edits }) => [uri, [...edits] as TextEdit[]])) };
  return { documentChanges: edited.map(toDocumentEdit) };
}

function toDocumentEdit({ uri, version, edits }: Edited): TextDocumentEdit {
  return { textDocument: { uri, version }, edits: [...edits] };
}

/** One action for each rule and line. */
function silences(
  problems: readonly Problem[],
  diagnosticOf: (problem: Problem) => Diagnostic,
  target: Target,
): CodeAction[] {
  const { lines } = target.file.source;
  const seen = new Set<string>();
  return problems.flatMap(problem => {
    const place = `${problem.rule} ${lines.positionAt(problem.span.start).line}`;
    const comment = seen.has(place) ? undefined : silencingComment(target.file, problem);
    seen.add(place);
    if (!comment) return [];
    const { edit, reasonAt } = comment;
    const range = lines.rangeOf(edit.span);
    const snippet = { kind: 'snippet', value: toSnippet(edit.text, reasonAt, '$' + '{1:reason}') } as const;
    return {
      title: `Silence ${problem.rule} here`,
      kind: CodeActionKind.QuickFix,
      diagnostics: [diagnosticOf(problem)],
      edit: target.features.editSnippets
        ? { documentChanges: [toDocumentEdit({ ...target, edits: [{ range, snippet }] })] }
        : editDocuments([{ ...target, edits: [{ range, newText: edit.text }] }], target),
    };
  });
}

function fixEverything(target: Target, workspace: Workspace): CodeAction[] {
  const { text, lines } = target.file.source;
  const fixed = fixAll(target.file, workspace.tree).text;
  if (fixed === text) return [];
  let start = 0;
  while (start < Math.min(text.length, fixed.length) && text[start] === fixed[start]) start++;
  let tail = 0;
  while (
    tail < Math.min(text.length, fixed.length) - start &&
    text[text.length - 1 - tail] === fixed[fixed.length - 1 - tail]
  )
    tail++;
  const edit = { span: { start, end: text.length - tail }, text: fixed.slice(start, fixed.length - tail) };
  return [
    {
      title: 'Fix all automatic problems',
      kind: fixAllKind,
      edit: editDocuments([{ ...target, edits: [toTextEdit(lines, edit)] }], target),
    },
  ];
}
