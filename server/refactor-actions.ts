import type { CodeAction } from 'vscode-languageserver';
import { type Refactoring, refactorings, type Span } from '../core/index.ts';
import type { ClientFeatures } from './client-features.ts';
import type { Target } from './code-actions.ts';
import type { Workspace } from './workspace.ts';
import { toWorkspaceEdit } from './workspace-edit.ts';

/** What a refactoring is found by again. */
interface Data {
  readonly uri: string;
  readonly span: Span;
}

type RefactorAction = CodeAction & { readonly kind: Refactoring['kind'] };

/** The refactorings of what stands in `span`. An editor that can asks for their edits when it needs them. */
export function refactorActions(target: Target, span: Span): readonly RefactorAction[] {
  const { uri, file, workspace, features } = target;
  const data: Data = { uri, span };
  return refactorings(file, span, workspace.project)
    .filter(({ file }) => !file || (file === 'create' ? features.createsFiles : features.deletesFiles))
    .map(refactoring => {
      const { title, kind } = refactoring;
      if (features.resolvesEdits) return { title, kind, data };
      const edit = toWorkspaceEdit(refactoring.changes(), workspace, features, target);
      return { title, kind, ...(edit ? { edit } : {}) };
    });
}

/** The action with its edit; as it is where its text has changed so that it has none. */
export function resolveAction(
  action: CodeAction,
  workspace: Workspace,
  features: ClientFeatures,
): CodeAction {
  const { uri, span } = (action.data ?? {}) as Partial<Data>;
  const file = typeof uri === 'string' ? workspace.file(uri) : undefined;
  if (typeof uri !== 'string' || !file || !span) return action;
  const found = refactorings(file, span, workspace.project).find(({ title }) => title === action.title);
  const edit = found && toWorkspaceEdit(found.changes(), workspace, features, { uri, file });
  return edit ? { ...action, edit } : action;
}
