import {
  DocumentHighlightKind,
  type FileRename,
  type Location,
  type LocationLink,
  LSPErrorCodes,
  ResponseError,
  type ServerCapabilities,
  type TextDocumentPositionParams,
} from 'vscode-languageserver';
import {
  definitionAt,
  editsForMoves,
  highlightsAt,
  namesIn,
  outline,
  prepareRename,
  type Refusal,
  referencesAt,
  rename,
} from '../core/index.ts';
import { pathOf } from './address.ts';
import { askedBy } from './asked.ts';
import type { Serving } from './serving.ts';
import { toDocumentSymbols, toFlatSymbols, toWorkspaceSymbol } from './symbols.ts';
import type { Workspace } from './workspace.ts';
import { toWorkspaceEdit } from './workspace-edit.ts';

export const anyFile = { filters: [{ scheme: 'file', pattern: { glob: '**' } }] };

/** Where names lead to and where they are used, what there is, and how things get other names. */
export const navigationCapabilities = {
  definitionProvider: true,
  declarationProvider: true,
  referencesProvider: true,
  documentHighlightProvider: true,
  documentSymbolProvider: true,
  workspaceSymbolProvider: true,
  renameProvider: { prepareProvider: true },
  // Whatever moves may be a script of a workload, or a folder above one.
  workspace: { fileOperations: { willRename: anyFile } },
} satisfies Partial<ServerCapabilities>;

/** Answers the requests of {@link navigationCapabilities}. */
export function serveNavigation({ connection, workspace, features, guard }: Serving): void {
  const { project } = workspace;

  connection.onDefinition(guard(null, params => define(params, features().linksDefinitions, workspace)));
  connection.onDeclaration(guard(null, params => define(params, features().linksDeclarations, workspace)));

  connection.onReferences(
    guard(null, params => {
      const asked = askedBy(params, workspace);
      if (!asked) return null;
      const withDefinitions = params.context?.includeDeclaration !== false;
      return referencesAt(asked.file, asked.offset, project, withDefinitions).flatMap(
        ({ path, span }) => workspace.locate(path, span, asked) ?? [],
      );
    }),
  );

  connection.onDocumentHighlight(
    guard(null, params => {
      const asked = askedBy(params, workspace);
      if (!asked) return null;
      return highlightsAt(asked.file, asked.offset).map(({ span, role }) => ({
        range: asked.file.source.lines.rangeOf(span),
        kind: role === 'definition' ? DocumentHighlightKind.Write : DocumentHighlightKind.Read,
      }));
    }),
  );

  connection.onDocumentSymbol(
    guard(null, ({ textDocument: { uri } }) => {
      const file = workspace.file(uri);
      if (!file) return null;
      const items = outline(file, project);
      const { lines } = file.source;
      return features().nestsSymbols ? toDocumentSymbols(items, lines) : toFlatSymbols(items, lines, uri);
    }),
  );

  connection.onWorkspaceSymbol(
    guard(null, ({ query }) => {
      const files = workspace.tree.roots.flatMap(root => project.filesBelow(root));
      return namesIn([...new Set(files)], typeof query === 'string' ? query : '').flatMap(found => {
        const location = workspace.locate(found.path, found.span);
        return location ? toWorkspaceSymbol(found, location) : [];
      });
    }),
  );

  connection.onPrepareRename(
    guard(null, params => {
      const asked = askedBy(params, workspace);
      const answer = asked && prepareRename(asked.file, asked.offset, project, features().movesFiles);
      if (!answer) return null;
      if ('refusal' in answer) return refused(answer);
      return { range: asked.file.source.lines.rangeOf(answer.span), placeholder: answer.name };
    }),
  );

  connection.onRenameRequest(
    guard(null, params => {
      const asked = askedBy(params, workspace);
      const name = typeof params.newName === 'string' ? params.newName : '';
      const answer = asked && rename(asked.file, asked.offset, name, project, features().movesFiles);
      if (!answer) return null;
      return 'refusal' in answer ? refused(answer) : toWorkspaceEdit(answer, workspace, features(), asked);
    }),
  );

  connection.workspace.onWillRenameFiles(
    guard(null, ({ files }) => {
      const { roots } = workspace.tree;
      const moves = files.flatMap(({ oldUri, newUri }: FileRename) => {
        const [from, to] = [pathOf(oldUri), pathOf(newUri)];
        if (from === undefined || to === undefined) return [];
        // Around a file of no folder of the editor everything would be searched, up to the whole disk.
        return roots.includes(workspace.tree.rootOf(from)) ? { from, to } : [];
      });
      return toWorkspaceEdit({ edits: editsForMoves(moves, project) }, workspace, features());
    }),
  );
}

function define(
  params: TextDocumentPositionParams,
  links: boolean,
  workspace: Workspace,
): Location[] | LocationLink[] | null {
  const asked = askedBy(params, workspace);
  const found = asked && definitionAt(asked.file, asked.offset, workspace.project);
  if (!found) return null;
  const located = found.targets.flatMap(({ path, span, whole }) => {
    const target = workspace.locate(path, span, asked);
    const around = workspace.locate(path, whole, asked);
    return target && around ? [{ target, around }] : [];
  });
  if (!links) return located.map(({ target }) => target);
  const originSelectionRange = asked.file.source.lines.rangeOf(found.origin);
  return located.map(({ target, around }) => ({
    originSelectionRange,
    targetUri: target.uri,
    targetRange: around.range,
    targetSelectionRange: target.range,
  }));
}

/** An error whose message the editor shows. */
function refused({ refusal }: Refusal): ResponseError<void> {
  return new ResponseError(LSPErrorCodes.RequestFailed, refusal);
}
