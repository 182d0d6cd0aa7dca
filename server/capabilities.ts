import { CodeActionKind, type InitializeResult, TextDocumentSyncKind } from 'vscode-languageserver';
import type { ClientFeatures } from './client-features.ts';
import { fixAllKind } from './code-actions.ts';
import { completionCapabilities } from './completion.ts';
import { contentCapabilities } from './content.ts';
import { diagnosticCapabilities } from './diagnostic-answers.ts';
import { hintCapabilities } from './hints.ts';
import { anyFile, navigationCapabilities } from './navigation.ts';
import { textCapabilities } from './text-features.ts';

/** What the server says that it can. */
export function capabilities(features: ClientFeatures): InitializeResult {
  return {
    serverInfo: { name: 'code-envs' },
    capabilities: {
      textDocumentSync: { openClose: true, change: TextDocumentSyncKind.Incremental },
      ...completionCapabilities,
      hoverProvider: true,
      ...hintCapabilities,
      ...textCapabilities,
      codeActionProvider: {
        codeActionKinds: [CodeActionKind.QuickFix, CodeActionKind.Refactor, fixAllKind],
        resolveProvider: true,
      },
      ...navigationCapabilities,
      workspace: {
        ...contentCapabilities.workspace,
        fileOperations: {
          ...navigationCapabilities.workspace.fileOperations,
          // Whatever comes, moves or goes may have definitions in it.
          didCreate: anyFile,
          didRename: anyFile,
          didDelete: anyFile,
        },
        workspaceFolders: { supported: true, changeNotifications: true },
      },
      ...(features.pullsDiagnostics ? diagnosticCapabilities(features) : {}),
    },
  };
}
