import {
  type Connection,
  type ConnectionOptions,
  DidChangeConfigurationNotification,
  DidChangeWatchedFilesNotification,
  type InitializeParams,
  TextDocuments,
} from 'vscode-languageserver';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { hover, readLevels } from '../core/index.ts';
import {
  type CodeEnvEntry,
  codeEnvsRequest,
  rulePagesRequest,
  type WorkloadEntry,
  workloadsRequest,
} from '../protocol/index.ts';
import { EditedTree } from '../workspace/edited-tree.ts';
import { pathOf } from './address.ts';
import { askedBy } from './asked.ts';
import { capabilities } from './capabilities.ts';
import { readClientFeatures } from './client-features.ts';
import { codeActions } from './code-actions.ts';
import { codeEnvEntries } from './code-envs.ts';
import { serveCompletion } from './completion.ts';
import { serveContent } from './content.ts';
import { toHover } from './convert.ts';
import { serveCreating } from './creating.ts';
import { serveDiagnostics } from './diagnostic-answers.ts';
import { EditorDisk } from './editor-disk.ts';
import { Gate } from './gate.ts';
import { makeGuards } from './guards.ts';
import { serveHints } from './hints.ts';
import { serveNavigation } from './navigation.ts';
import { resolveAction } from './refactor-actions.ts';
import type { Serving, Surroundings } from './serving.ts';
import { serveText } from './text-features.ts';
import { allWatchers, watchers } from './watched-files.ts';
import { workloadEntries } from './workloads.ts';
import { Workspace } from './workspace.ts';

/**
 * Answers an editor until it hangs up, by the connection that `connect` makes. A bug in an answer is logged, and the answer
 * is then that there is nothing.
 */
export function startServer(
  connect: (options: ConnectionOptions) => Connection,
  { disk: local, instanceFolder, readRulePages }: Surroundings,
): void {
  const gate = new Gate();
  const connection = connect({ messageStrategy: gate });
  const guards = makeGuards(error =>
    connection.console.error(error instanceof Error ? (error.stack ?? error.message) : String(error)),
  );
  const { logBug, guard, guardResolve, guardAsync, guardEvent } = guards;
  const disk = new EditorDisk(connection, local, () => filesChanged());
  // Of what the editor reads there is nothing above its folders.
  const workspace = new Workspace(new EditedTree(disk), folder =>
    instanceFolder && !disk.isFar(folder) ? instanceFolder(folder) : folder,
  );
  const documents = new TextDocuments(TextDocument);
  let features = readClientFeatures({});
  let folders: readonly string[] = [];

  const serving: Serving = {
    ...guards,
    connection,
    workspace,
    features: () => features,
    readRulePages: readRulePages ?? (() => connection.sendRequest<string>(rulePagesRequest)),
  };
  serveNavigation(serving);
  serveText(serving);
  serveCompletion(serving);
  serveCreating(serving);
  const hintsChanged = serveHints(serving);
  const contentChanged = serveContent(serving);
  const diagnostics = serveDiagnostics(serving);

  /** What the user made of the rules, wherever the editor keeps that. */
  const setLevels = (rules: unknown) => {
    workspace.project.levels = readLevels(rules);
    diagnostics.allChanged();
  };
  const askForLevels = async () => setLevels(await connection.workspace.getConfiguration('codeEnvs.rules'));
  connection.onDidChangeConfiguration(({ settings }) => {
    if (features.hasSettings) askForLevels().catch(logBug);
    else setLevels(settings?.codeEnvs?.rules);
  });

  const setFolders = (uris: readonly string[]) => {
    folders = uris;
    workspace.setFolders(uris);
  };

  connection.onInitialize(params => {
    features = readClientFeatures(params.capabilities ?? {}, params.clientInfo);
    setFolders(foldersOf(params));
    return capabilities(features);
  });

  /** Once files have been read, if the editor has to read any: whatever comes next waits for that. */
  const after = (read: () => Promise<void> | undefined, then: () => void) => {
    const reading = features.readsFiles ? read() : undefined;
    if (reading) gate.closeUntil(reading.then(then).catch(logBug));
    else then();
  };

  connection.onInitialized(() => {
    after(
      () => disk.load(workspace.tree.roots),
      () => undefined,
    );
    if (features.workspaceFolders)
      connection.workspace.onDidChangeWorkspaceFolders(({ added, removed }) => {
        const gone = new Set(removed.map(folder => folder.uri));
        setFolders([...folders.filter(uri => !gone.has(uri)), ...added.map(folder => folder.uri)]);
        after(() => disk.load(workspace.tree.roots), diagnostics.allChanged);
      });
    if (features.registersSettings)
      connection.client
        .register(DidChangeConfigurationNotification.type, { section: 'codeEnvs' })
        .catch(logBug);
    if (features.hasSettings) askForLevels().catch(logBug);
    if (features.watchesFiles)
      connection.client
        .register(DidChangeWatchedFilesNotification.type, {
          watchers: [
            ...(features.readsFiles && workspace.tree.roots.some(disk.isFar) ? allWatchers : watchers),
          ],
        })
        .catch(logBug);
  });

  documents.onDidChangeContent(
    guardEvent(({ document }) => {
      workspace.update(document);
      diagnostics.changed(document.uri);
      hintsChanged(document.uri);
      contentChanged();
    }),
  );
  documents.onDidClose(
    guardEvent(({ document }) => {
      workspace.close(document.uri);
      diagnostics.closed(document.uri);
      hintsChanged(document.uri);
      contentChanged();
    }),
  );
  const filesChanged = guardEvent<void>(() => {
    workspace.tree.filesChanged();
    diagnostics.allChanged();
    hintsChanged();
    contentChanged();
  });
  const changed = (uris: readonly string[]) => {
    after(() => disk.reload(uris.flatMap(uri => pathOf(uri) ?? [])), filesChanged);
  };
  connection.onDidChangeWatchedFiles(({ changes }) => changed(changes.map(({ uri }) => uri)));
  connection.workspace.onDidCreateFiles(({ files }) => changed(files.map(({ uri }) => uri)));
  connection.workspace.onDidRenameFiles(({ files }) =>
    changed(files.flatMap(({ oldUri, newUri }) => [oldUri, newUri])),
  );
  connection.workspace.onDidDeleteFiles(({ files }) => changed(files.map(({ uri }) => uri)));

  connection.onHover(
    guard(null, params => {
      const asked = askedBy(params, workspace);
      const found = asked && hover(asked.file, asked.offset, workspace.project);
      return found ? toHover(found, asked.file.source.lines) : null;
    }),
  );

  connection.onCodeAction(guard([], params => codeActions(params, workspace, features)));
  connection.onCodeActionResolve(guardResolve(action => resolveAction(action, workspace, features)));

  connection.onRequest<readonly CodeEnvEntry[], void>(
    codeEnvsRequest,
    guardAsync([], () => codeEnvEntries(workspace)),
  );
  connection.onRequest<readonly WorkloadEntry[], void>(
    workloadsRequest,
    guardAsync([], () => workloadEntries(workspace)),
  );

  documents.listen(connection);
  connection.listen();
}

function foldersOf({ workspaceFolders, rootUri }: InitializeParams): readonly string[] {
  if (workspaceFolders) return workspaceFolders.map(folder => folder.uri);
  return rootUri ? [rootUri] : [];
}
