// What the Language Server Protocol has, as far as servers for configuration files have been compared by it.

/** A row of the table of features. */
export interface Feature {
  readonly name: string;
  /**
   * The capabilities that stand for it, by their paths, or the methods that are registered later. The feature is there when one
   * of them is. Without any, it is there when its test is.
   */
  readonly capabilities?: readonly string[];
  /** The titles of the protocol tests that fail without it. */
  readonly test?: RegExp;
  /** Why it means nothing here. A feature that is not there and has no such reason is wanting. */
  readonly meaningless?: string;
}

const first = (title: string) => new RegExp(`^${title}`);

export const features: readonly Feature[] = [
  {
    name: 'textDocumentSync, incremental',
    capabilities: ['textDocumentSync.openClose', 'textDocumentSync.change'],
    test: first('changes at places that are not there|textDocumentSync'),
  },
  { name: 'completion', capabilities: ['completionProvider'], test: first('completes, with a snippet') },
  {
    name: 'completionItem/resolve',
    capabilities: ['completionProvider.resolveProvider'],
    test: first('documentation comes when it is asked for|completionItem/resolve'),
  },
  {
    name: 'completion: trigger characters',
    capabilities: ['completionProvider.triggerCharacters'],
    test: /trigger characters/,
  },
  { name: 'completion: labelDetails', test: /details stand beside the label|labelDetails/ },
  { name: 'hover', capabilities: ['hoverProvider'], test: first('explains$') },
  {
    name: 'signatureHelp',
    capabilities: ['signatureHelpProvider', 'signatureHelpProvider.triggerCharacters'],
    test: /signatureHelp/,
  },
  { name: 'declaration', capabilities: ['declarationProvider'], test: /links for an editor that shows them/ },
  { name: 'definition', capabilities: ['definitionProvider'], test: /links for an editor that shows them/ },
  {
    name: 'typeDefinition, implementation',
    capabilities: ['typeDefinitionProvider', 'implementationProvider'],
    meaningless: 'Names have no types, and nothing is declared in one place and made in another.',
  },
  { name: 'references', capabilities: ['referencesProvider'], test: first('textDocument/references') },
  {
    name: 'documentHighlight',
    capabilities: ['documentHighlightProvider'],
    test: first('textDocument/documentHighlight'),
  },
  {
    name: 'documentSymbol',
    capabilities: ['documentSymbolProvider'],
    test: first('textDocument/documentSymbol'),
  },
  { name: 'workspace/symbol', capabilities: ['workspaceSymbolProvider'], test: first('workspace/symbol') },
  {
    name: 'codeAction: quickfix',
    capabilities: ['codeActionProvider.codeActionKinds.quickfix'],
    test: first('a quick fix gives'),
  },
  {
    name: 'codeAction: source.fixAll',
    capabilities: ['codeActionProvider.codeActionKinds.source.fixAll'],
    test: first('all automatic fixes at once'),
  },
  {
    name: 'codeAction: refactor',
    capabilities: ['codeActionProvider.codeActionKinds.refactor'],
    test: first('files come and go with their lists|codeAction: refactor'),
  },
  {
    name: 'codeAction/resolve',
    capabilities: ['codeActionProvider.resolveProvider'],
    test: /codeAction.*resolve/i,
  },
  {
    name: 'codeLens',
    capabilities: ['codeLensProvider'],
    test: first('workloads: a lens over each|codeLens'),
  },
  { name: 'codeLens/resolve', capabilities: ['codeLensProvider.resolveProvider'], test: /codeLens.*resolve/ },
  { name: 'documentLink', capabilities: ['documentLinkProvider'], test: first('textDocument/documentLink') },
  {
    name: 'documentLink/resolve',
    capabilities: ['documentLinkProvider.resolveProvider'],
    test: first('documentLink/resolve'),
  },
  {
    name: 'formatting',
    capabilities: ['documentFormattingProvider'],
    test: first('textDocument/formatting'),
  },
  {
    name: 'rangeFormatting',
    capabilities: ['documentRangeFormattingProvider'],
    test: first('textDocument/rangeFormatting'),
  },
  {
    name: 'rangesFormatting',
    capabilities: ['documentRangeFormattingProvider.rangesSupport'],
    test: first('textDocument/rangesFormatting'),
  },
  {
    name: 'onTypeFormatting',
    capabilities: ['documentOnTypeFormattingProvider.firstTriggerCharacter'],
    test: first('textDocument/onTypeFormatting'),
  },
  { name: 'rename', capabilities: ['renameProvider'], test: first('textDocument/rename') },
  {
    name: 'prepareRename',
    capabilities: ['renameProvider.prepareProvider'],
    test: first('textDocument/prepareRename'),
  },
  {
    name: 'workspace/willRenameFiles',
    capabilities: ['workspace.fileOperations.willRename'],
    test: first('workspace/willRenameFiles'),
  },
  {
    name: 'workspace/didCreateFiles, didRenameFiles, didDeleteFiles',
    capabilities: [
      'workspace.fileOperations.didCreate',
      'workspace.fileOperations.didRename',
      'workspace.fileOperations.didDelete',
    ],
    test: /Files: what is known of files is looked up again/,
  },
  { name: 'foldingRange', capabilities: ['foldingRangeProvider'], test: first('textDocument/foldingRange') },
  {
    name: 'selectionRange',
    capabilities: ['selectionRangeProvider'],
    test: first('textDocument/selectionRange'),
  },
  {
    name: 'semanticTokens/full',
    capabilities: ['semanticTokensProvider', 'semanticTokensProvider.legend'],
    test: first('textDocument/semanticTokens/full$'),
  },
  {
    name: 'semanticTokens/range',
    capabilities: ['semanticTokensProvider.range'],
    test: first('textDocument/semanticTokens/range'),
  },
  {
    name: 'semanticTokens/full/delta',
    capabilities: ['semanticTokensProvider.full'],
    test: first('textDocument/semanticTokens/full/delta'),
  },
  { name: 'inlayHint', capabilities: ['inlayHintProvider'], test: /inlayHint/ },
  {
    name: 'inlayHint/resolve',
    capabilities: ['inlayHintProvider.resolveProvider'],
    test: /inlayHint.*resolve/,
  },
  {
    name: 'linkedEditingRange',
    capabilities: ['linkedEditingRangeProvider'],
    test: first('textDocument/linkedEditingRange'),
  },
  {
    name: 'call hierarchy, type hierarchy',
    capabilities: ['callHierarchyProvider', 'typeHierarchyProvider'],
    meaningless: 'No definition calls another or inherits from one.',
  },
  {
    name: 'inlineValue',
    capabilities: ['inlineValueProvider'],
    meaningless: 'It is for a debugger that has stopped; definitions do not run.',
  },
  {
    name: 'inlineCompletion',
    capabilities: ['inlineCompletionProvider'],
    meaningless:
      'What can follow is known, and completion offers it. Ghost text beyond that would be a guess.',
  },
  {
    name: 'textDocument/diagnostic (asked for)',
    capabilities: ['diagnosticProvider.identifier', 'diagnosticProvider.interFileDependencies'],
    test: first('tells a problem with its rule'),
  },
  {
    name: 'workspace/diagnostic',
    capabilities: ['diagnosticProvider.workspaceDiagnostics'],
    test: first('of files that are not open, too|workspace/diagnostic'),
  },
  { name: 'textDocument/publishDiagnostics (sent)', test: /change the problems that are sent$/ },
  { name: 'Diagnostic.codeDescription', test: first('tells a problem with its rule') },
  { name: 'Diagnostic.relatedInformation', test: first('tells a problem with its rule') },
  { name: 'Diagnostic.tags', test: first('tells a problem with its rule') },
  { name: 'CodeAction.isPreferred', test: /the only sensible one is preferred/ },
  {
    name: 'workspace/executeCommand',
    capabilities: ['executeCommandProvider'],
    meaningless: 'An action brings its edit along, and what is built or run is a task of the editor.',
  },
  {
    name: 'workspace folders',
    capabilities: ['workspace.workspaceFolders'],
    test: first('an instance is not looked for above the folders'),
  },
  {
    name: 'workspace/didChangeWatchedFiles',
    capabilities: ['workspace/didChangeWatchedFiles'],
    test: first('files that change on the disk'),
  },
  {
    name: 'workspace/configuration',
    capabilities: ['workspace/didChangeConfiguration'],
    test: first('the levels that the user gives to rules'),
  },
  {
    name: 'window/workDoneProgress',
    capabilities: ['diagnosticProvider.workDoneProgress'],
    test: /workDoneProgress/,
  },
  {
    name: 'workspace/textDocumentContent',
    capabilities: ['workspace.textDocumentContent'],
    test: first('the Dockerfile of a definition, asked for again|workspace/textDocumentContent'),
  },
  {
    name: 'notebookDocument sync',
    capabilities: ['notebookDocumentSync'],
    meaningless: 'No definition is a notebook; which code env a notebook uses stands in workloads.yaml.',
  },
  { name: '$/cancelRequest honoured', test: first('a request that is cancelled') },
];
