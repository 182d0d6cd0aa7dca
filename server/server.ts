import {
  type CancellationToken,
  type CodeAction,
  CodeActionKind,
  type Connection,
  DidChangeConfigurationNotification,
  DidChangeWatchedFilesNotification,
  type DocumentDiagnosticReport,
  DocumentDiagnosticReportKind,
  type InitializeParams,
  type InitializeResult,
  LSPErrorCodes,
  ResponseError,
  TextDocumentSyncKind,
  TextDocuments,
  WatchKind,
  type WorkspaceDiagnosticReport,
} from 'vscode-languageserver/node';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { besidePatterns, filePatterns, hover, isManaged, readLevels } from '../core/index.ts';
import {
  type CodeEnvEntry,
  codeEnvsRequest,
  type WorkloadEntry,
  workloadsRequest,
} from '../protocol/index.ts';
import { findDefinitions } from '../workspace/index.ts';
import { type ClientFeatures, readClientFeatures } from './client-features.ts';
import { codeActions, fixAllKind } from './code-actions.ts';
import { completionCapabilities, serveCompletion } from './completion.ts';
import { contentCapabilities, serveContent } from './content.ts';
import { toHover, toOffset, uriOf } from './convert.ts';
import { Diagnostics } from './diagnostics.ts';
import { hintCapabilities, serveHints } from './hints.ts';
import { navigationCapabilities, serveNavigation } from './navigation.ts';
import { resolveAction } from './refactor-actions.ts';
import type { Serving } from './serving.ts';
import { serveText, textCapabilities } from './text-features.ts';
import { workloadEntries } from './workloads.ts';
import { Workspace } from './workspace.ts';
import { WorkspaceDiagnostics } from './workspace-diagnostics.ts';

/** What rules look at beside the definitions, without being checked itself. */
const lookedAtPatterns = [
  '**/resources',
  '**/resources_env.json',
  '**/actual/{requirements.txt,rPackages.txt}',
];

/** The files of workloads. What is in them is their own affair. */
const scriptPattern = '**/*.{py,R,r,ipynb}';

/** Answers an editor until it hangs up. A bug in an answer is logged, and the answer is then that there is nothing. */
export function startServer(connection: Connection): void {
  const workspace = new Workspace();
  const documents = new TextDocuments(TextDocument);
  let features = readClientFeatures({});
  let diagnostics = new Diagnostics(connection, workspace, features, logBug);
  const workspaceDiagnostics = new WorkspaceDiagnostics(workspace);
  let folders: readonly string[] = [];

  function logBug(error: unknown): void {
    connection.console.error(error instanceof Error ? (error.stack ?? error.message) : String(error));
  }

  /** A handler that never throws: `neutral` stands for its answer where it would. */
  function guard<P, R>(neutral: R, answer: (params: P) => R) {
    return (params: P, token: CancellationToken): R | ResponseError<never> => {
      if (token.isCancellationRequested)
        return new ResponseError(LSPErrorCodes.RequestCancelled, 'The request was cancelled.');
      try {
        return answer(params);
      } catch (error) {
        logBug(error);
        return neutral;
      }
    };
  }

  /** What the user made of the rules, wherever the editor keeps that. */
  async function askForLevels(): Promise<void> {
    workspace.project.levels = readLevels(await connection.workspace.getConfiguration('codeEnvs.rules'));
    diagnostics.othersChanged();
    workspaceDiagnostics.changed();
  }
  connection.onDidChangeConfiguration(() => {
    if (features.hasSettings) askForLevels().catch(logBug);
  });

  const setFolders = (uris: readonly string[]) => {
    folders = uris;
    workspace.setFolders(uris);
  };

  connection.onInitialize(params => {
    features = readClientFeatures(params.capabilities ?? {});
    diagnostics = new Diagnostics(connection, workspace, features, logBug);
    setFolders(foldersOf(params));
    return capabilities(features);
  });

  connection.onInitialized(() => {
    if (features.workspaceFolders)
      connection.workspace.onDidChangeWorkspaceFolders(({ added, removed }) => {
        const gone = new Set(removed.map(folder => folder.uri));
        setFolders([...folders.filter(uri => !gone.has(uri)), ...added.map(folder => folder.uri)]);
        diagnostics.othersChanged();
        workspaceDiagnostics.changed();
      });
    if (features.hasSettings) {
      connection.client
        .register(DidChangeConfigurationNotification.type, { section: 'codeEnvs' })
        .catch(logBug);
      askForLevels().catch(logBug);
    }
    if (features.watchesFiles) {
      const watchers = [
        ...[...filePatterns, ...besidePatterns, ...lookedAtPatterns].map(globPattern => ({ globPattern })),
        { globPattern: scriptPattern, kind: WatchKind.Create | WatchKind.Delete },
      ];
      connection.client.register(DidChangeWatchedFilesNotification.type, { watchers }).catch(logBug);
    }
  });

  const changed = ({ document }: { document: TextDocument }) => {
    workspace.update(document);
    diagnostics.changed(document.uri);
    hintsChanged(document.uri);
    contentChanged();
    // Problems of what is not open are told again when files are saved, where that is seen.
    if (!features.watchesFiles) workspaceDiagnostics.changed();
  };
  documents.onDidChangeContent(guardEvent(changed));
  documents.onDidClose(
    guardEvent(({ document }) => {
      workspace.close(document.uri);
      diagnostics.closed(document.uri);
      hintsChanged(document.uri);
      contentChanged();
      workspaceDiagnostics.changed();
    }),
  );
  const filesChanged = guardEvent(() => {
    workspace.tree.filesChanged();
    diagnostics.othersChanged();
    hintsChanged();
    contentChanged();
    workspaceDiagnostics.changed();
  });
  connection.onDidChangeWatchedFiles(filesChanged);
  connection.workspace.onDidCreateFiles(filesChanged);
  connection.workspace.onDidRenameFiles(filesChanged);
  connection.workspace.onDidDeleteFiles(filesChanged);

  function guardEvent<E>(listen: (event: E) => void): (event: E) => void {
    return event => {
      try {
        listen(event);
      } catch (error) {
        logBug(error);
      }
    };
  }

  const serving: Serving = { connection, workspace, features: () => features, guard };
  serveNavigation(serving);
  serveText(serving);
  serveCompletion(serving);
  const hintsChanged = serveHints(serving);
  const contentChanged = serveContent(serving);

  connection.onHover(
    guard(null, ({ textDocument, position }) => {
      const file = workspace.file(textDocument.uri);
      if (!file) return null;
      const { lines } = file.source;
      const found = hover(file, toOffset(lines, position), workspace.project);
      return found ? toHover(found, lines) : null;
    }),
  );

  connection.onCodeAction(guard([], params => codeActions(params, workspace, features)));
  connection.onCodeActionResolve((action, token) =>
    guard(action, (action: CodeAction) => resolveAction(action, workspace, features))(action, token),
  );

  connection.languages.diagnostics.on(async ({ textDocument, previousResultId }, token) => {
    // Lets a change or a cancellation that has come in already go first.
    await new Promise(resolve => setImmediate(resolve));
    if (token.isCancellationRequested)
      return new ResponseError(LSPErrorCodes.ServerCancelled, 'The request was cancelled.', {
        retriggerRequest: true,
      });
    try {
      return diagnostics.report(textDocument.uri, previousResultId);
    } catch (error) {
      logBug(error);
      const nothing: DocumentDiagnosticReport = { kind: DocumentDiagnosticReportKind.Full, items: [] };
      return nothing;
    }
  });

  connection.languages.diagnostics.onWorkspace(async (params, token, _progress, parts) => {
    try {
      const send = parts && ((part: WorkspaceDiagnosticReport) => parts.report(part));
      return await workspaceDiagnostics.report(params, token, diagnostics, send);
    } catch (error) {
      logBug(error);
      return { items: [] };
    }
  });

  connection.onRequest(codeEnvsRequest, async (): Promise<readonly CodeEnvEntry[]> => {
    try {
      return await codeEnvs(workspace);
    } catch (error) {
      logBug(error);
      return [];
    }
  });

  connection.onRequest(workloadsRequest, async (): Promise<readonly WorkloadEntry[]> => {
    try {
      return await workloadEntries(workspace);
    } catch (error) {
      logBug(error);
      return [];
    }
  });

  documents.listen(connection);
  connection.listen();
}

function foldersOf({ workspaceFolders, rootUri }: InitializeParams): readonly string[] {
  if (workspaceFolders) return workspaceFolders.map(folder => folder.uri);
  return rootUri ? [rootUri] : [];
}

/** Whatever comes, moves or goes may have definitions in it. */
const anyFile = { filters: [{ scheme: 'file', pattern: { glob: '**' } }] };
const watchedOperations = { didCreate: anyFile, didRename: anyFile, didDelete: anyFile };

function capabilities(features: ClientFeatures): InitializeResult {
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
        fileOperations: { ...navigationCapabilities.workspace.fileOperations, ...watchedOperations },
        workspaceFolders: { supported: true, changeNotifications: true },
      },
      ...(features.pullsDiagnostics
        ? {
            diagnosticProvider: {
              identifier: 'code-envs',
              interFileDependencies: true,
              workspaceDiagnostics: true,
            },
          }
        : {}),
    },
  };
}

/** The code envs of all folders, in the order of their paths. */
async function codeEnvs({ tree, project }: Workspace): Promise<readonly CodeEnvEntry[]> {
  const found = await Promise.all(tree.roots.map(root => findDefinitions(root)));
  return [...new Set(found.flat())]
    .sort()
    .flatMap(path =>
      (project.file(path)?.documents ?? []).flatMap(({ env }) =>
        env ? [{ name: env.name, uri: uriOf(path), managed: isManaged(env) }] : [],
      ),
    );
}
