import type { CreateFile, TextDocumentEdit, TextEdit, WorkspaceEdit } from 'vscode-languageserver';
import type { Changes, Move, ReadFile } from '../core/index.ts';
import { uriOf } from './address.ts';
import type { ClientFeatures } from './client-features.ts';
import type { Workspace } from './workspace.ts';

/** A file that comes, edits of several files, and then a file that moves or goes; null where nothing changes. `own` is the file that was asked about. */
export function toWorkspaceEdit(
  { edits, create, move, remove }: Changes & { readonly move?: Move | undefined },
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
  if (byUri.size === 0 && !create && !move && !remove) return null;
  if (!features.documentChanges) return { changes: Object.fromEntries(byUri) };
  const documents = [...byUri].map(
    ([uri, edits]): TextDocumentEdit => ({
      textDocument: { uri, version: workspace.version(uri) ?? null },
      edits,
    }),
  );
  return {
    documentChanges: [
      ...(create ? newFile(create) : []),
      ...documents,
      ...(move ? [{ kind: 'rename', oldUri: uriOf(move.from), newUri: uriOf(move.to) } as const] : []),
      ...(remove ? [{ kind: 'delete', uri: uriOf(remove) } as const] : []),
    ],
  };
}

/** A file that was not there, and its text. */
export function newFile({ path, text }: NonNullable<Changes['create']>): (CreateFile | TextDocumentEdit)[] {
  const uri = uriOf(path);
  const start = { line: 0, character: 0 };
  return [
    { kind: 'create', uri, options: { ignoreIfExists: true } },
    { textDocument: { uri, version: null }, edits: [{ range: { start, end: start }, newText: text }] },
  ];
}
