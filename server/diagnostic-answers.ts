import {
  type DocumentDiagnosticParams,
  type DocumentDiagnosticReport,
  DocumentDiagnosticReportKind,
  LSPErrorCodes,
  ResponseError,
  type ServerCapabilities,
} from 'vscode-languageserver';
import type { ClientFeatures } from './client-features.ts';
import { Diagnostics } from './diagnostics.ts';
import type { Serving } from './serving.ts';
import { soon } from './soon.ts';
import { WorkspaceDiagnostics } from './workspace-diagnostics.ts';

/** Problems, for an editor that asks for them. */
export const diagnosticCapabilities = ({ pullsWorkspaceDiagnostics }: ClientFeatures) =>
  ({
    diagnosticProvider: {
      identifier: 'code-envs',
      interFileDependencies: true,
      workspaceDiagnostics: pullsWorkspaceDiagnostics,
      workDoneProgress: true,
    },
  }) satisfies Partial<ServerCapabilities>;

/** To be told what changes, so that editors learn of the problems that come and go. */
export interface DiagnosticChanges {
  /** After the text of a document has changed, and after it was opened. */
  readonly changed: (uri: string) => void;
  readonly closed: (uri: string) => void;
  /** After something has changed that every document may depend on. */
  readonly allChanged: () => void;
}

/** Answers the requests of {@link diagnosticCapabilities}. */
export function serveDiagnostics(serving: Serving): DiagnosticChanges {
  const { connection, workspace, features, guardAsync } = serving;
  const diagnostics = new Diagnostics(serving);
  const all = new WorkspaceDiagnostics(workspace, diagnostics);
  const nothing: DocumentDiagnosticReport = { kind: DocumentDiagnosticReportKind.Full, items: [] };

  connection.languages.diagnostics.on(async (params, token) => {
    // Lets a change or a cancellation that has come in already go first.
    await new Promise<void>(soon);
    if (token.isCancellationRequested)
      return new ResponseError(LSPErrorCodes.ServerCancelled, 'The request was cancelled.', {
        retriggerRequest: true,
      });
    return report(params);
  });
  const report = guardAsync(nothing, async ({ textDocument, previousResultId }: DocumentDiagnosticParams) =>
    diagnostics.report(textDocument.uri, previousResultId),
  );

  connection.languages.diagnostics.onWorkspace(
    guardAsync({ items: [] }, (params, token, progress, parts) =>
      all.report(params, token, progress, parts && (part => parts.report(part))),
    ),
  );

  return {
    changed(uri) {
      diagnostics.changed(uri);
      // Problems of what is not open are told again when files are saved, where that is seen.
      if (!features().watchesFiles) all.changed();
    },
    closed(uri) {
      diagnostics.closed(uri);
      all.changed();
    },
    allChanged() {
      diagnostics.othersChanged();
      all.changed();
    },
  };
}
