import type { TextDocumentEdit, TextEdit, WorkspaceEdit } from 'vscode-languageserver/node';
import type { Move, PlacedEdit, ReadFile } from '../core/index.ts';
import type { ClientFeatures } from './client-features.ts';
import { uriOf } from './convert.ts';
import type { Workspace } from './workspace.ts';

/** Edits of several files, and then a move; null where nothing changes. `own` is the file that was asked about. */
export function toWorkspaceEdit(
  { edits, move }: { readonly edits: readonly PlacedEdit[]; readonly move: Move | undefined },
  workspace: Workspace,
  features: ClientFeatures,
  own?: { uri: string; file: ReadFile },
): WorkspaceEdit | null {
  const byUri = new Map<string, TextEdit[]>();
  for (const { path, span, text } of edits) {
    const location = workspace.locate(path, span, own);
    if (!location) continue;
    const others = byUri.get(location.uri) ?? [];
    byUri.set(location.uri, [...others, { range: location.range, newText: text }]);
  }
  if (byUri.size === 0 && !move) return null;
  if (!features.documentChanges) return { changes: Object.fromEntries(byUri) };
  const documents = [...byUri].map(
    ([uri, edits]): TextDocumentEdit => ({
      textDocument: { uri, version: workspace.version(uri) ?? null },
      edits,
    }),
  );
  return {
    documentChanges: move
      ? [...documents, { kind: 'rename', oldUri: uriOf(move.from), newUri: uriOf(move.to) }]
      : documents,
  };
}
