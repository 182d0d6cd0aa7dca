import type { ClientCapabilities, InitializeParams } from 'vscode-languageserver';
import { openFileCommand, showUsesCommand } from '../protocol/index.ts';

/** What the editor at the other end can do, as far as our answers depend on it. */
export interface ClientFeatures {
  /** Asks for diagnostics by itself, and again when it is told to. */
  readonly pullsDiagnostics: boolean;
  /** May be offered the problems of the whole workspace. */
  readonly pullsWorkspaceDiagnostics: boolean;
  readonly completionSnippets: boolean;
  /** Asks for the documentation of a completion when it shows it. */
  readonly resolvesDocumentation: boolean;
  /** Shows what is said of a completion beside its label. */
  readonly labelsDetails: boolean;
  readonly editSnippets: boolean;
  readonly documentChanges: boolean;
  readonly createsFiles: boolean;
  /** Renames files and folders that an edit names. */
  readonly movesFiles: boolean;
  readonly deletesFiles: boolean;
  /** Asks for the edit of a code action when it is chosen. */
  readonly resolvesEdits: boolean;
  /** Shows where a name leads to, with the place of the name. */
  readonly linksDefinitions: boolean;
  readonly linksDeclarations: boolean;
  /** Shows what a file is made of as a tree. */
  readonly nestsSymbols: boolean;
  readonly watchesFiles: boolean;
  readonly workspaceFolders: boolean;
  /** Can be asked for settings; another editor sends them. */
  readonly hasSettings: boolean;
  /** Wants to be told that it shall say when they change. */
  readonly registersSettings: boolean;
  /** The most folding ranges that it wants of a document; undefined where any number will do. */
  readonly foldingLimit: number | undefined;
  /** Folds whole lines, so that characters tell it nothing. */
  readonly foldsLines: boolean;
  readonly refreshesHints: boolean;
  readonly refreshesLenses: boolean;
  /** Asks for documents that are on no disk, and again when it is told to. */
  readonly refreshesContent: boolean;
  /** Has the command that shows where something is used. */
  readonly showsUses: boolean;
  /** Has the command that opens a file. */
  readonly opensFiles: boolean;
  /** Reads the files for us that Node cannot read. */
  readonly readsFiles: boolean;
}

/** What the editor says that it can, less what it is known to fail at. */
export function readClientFeatures(
  { textDocument, workspace, experimental }: ClientCapabilities,
  client?: InitializeParams['clientInfo'],
): ClientFeatures {
  const isNeovim = client?.name === 'Neovim';
  const edit = workspace?.workspaceEdit;
  // Neovim names the operations alone; the protocol then allows the list that they stand in.
  const operations = edit?.resourceOperations ?? [];
  return {
    // Neovim 0.10 cannot be told to: of what changes in other files it would not learn.
    pullsDiagnostics:
      textDocument?.diagnostic !== undefined && workspace?.diagnostics?.refreshSupport === true,
    // Neovim 0.12, told to ask again, asks for the workspace alone and leaves the open files as they were.
    pullsWorkspaceDiagnostics: !isNeovim,
    completionSnippets: textDocument?.completion?.completionItem?.snippetSupport === true,
    resolvesDocumentation:
      textDocument?.completion?.completionItem?.resolveSupport?.properties.includes('documentation') === true,
    labelsDetails: textDocument?.completion?.completionItem?.labelDetailsSupport === true,
    editSnippets: edit?.documentChanges === true && edit.snippetEditSupport === true,
    documentChanges: edit?.documentChanges === true || operations.length > 0,
    createsFiles: operations.includes('create'),
    // Neovim 0.7 edits the files, and then stops at the folder that is to move; 0.10 moves it.
    movesFiles: operations.includes('rename') && !(isNeovim && /^0\.[7-9]\./.test(client.version ?? '')),
    deletesFiles: operations.includes('delete'),
    resolvesEdits:
      textDocument?.codeAction?.dataSupport === true &&
      textDocument.codeAction.resolveSupport?.properties.includes('edit') === true,
    linksDefinitions: textDocument?.definition?.linkSupport === true,
    linksDeclarations: textDocument?.declaration?.linkSupport === true,
    nestsSymbols: textDocument?.documentSymbol?.hierarchicalDocumentSymbolSupport === true,
    watchesFiles: workspace?.didChangeWatchedFiles?.dynamicRegistration === true,
    workspaceFolders: workspace?.workspaceFolders === true,
    hasSettings: workspace?.configuration === true,
    registersSettings: workspace?.didChangeConfiguration?.dynamicRegistration === true,
    foldingLimit: textDocument?.foldingRange?.rangeLimit,
    foldsLines: textDocument?.foldingRange?.lineFoldingOnly === true,
    refreshesHints: workspace?.inlayHint?.refreshSupport === true,
    refreshesLenses: workspace?.codeLens?.refreshSupport === true,
    refreshesContent: workspace?.textDocumentContent !== undefined,
    showsUses: hasCommand(experimental, showUsesCommand),
    opensFiles: hasCommand(experimental, openFileCommand),
    readsFiles: (experimental as { codeEnvs?: { readsFiles?: unknown } })?.codeEnvs?.readsFiles === true,
  };
}

/** Whether the editor says, in the way of other servers' clients, that it has a command. */
function hasCommand(experimental: unknown, command: string): boolean {
  const { commands } = (experimental as { commands?: { commands?: unknown } } | undefined)?.commands ?? {};
  return Array.isArray(commands) && commands.includes(command);
}
