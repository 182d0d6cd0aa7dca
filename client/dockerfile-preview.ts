import { l10n, languages, Uri, ViewColumn, window, workspace } from 'vscode';
import { type BaseLanguageClient, TextDocumentContentRequest } from 'vscode-languageclient';
import { dockerfileScheme } from '../protocol/index.ts';

/** The address of the Dockerfile of a definition: the server has its text, and keeps it in step with what is typed. */
export function dockerfileUri(definition: Uri, config = ''): Uri {
  const name = definition.path.split('/').at(-2) ?? 'code-env';
  const title = l10n.t('Dockerfile of {name}', { name });
  return Uri.from({
    scheme: dockerfileScheme,
    path: `/${title}`,
    query: definition.toString(),
    fragment: config,
  });
}

/** Opens the Dockerfile of a definition beside what is open. */
export async function showDockerfile(definition: Uri): Promise<void> {
  const document = await workspace.openTextDocument(dockerfileUri(definition));
  await languages.setTextDocumentLanguage(document, 'dockerfile');
  await window.showTextDocument(document, {
    viewColumn: window.tabGroups.activeTabGroup.activeTab ? ViewColumn.Beside : ViewColumn.Active,
    preserveFocus: true,
    preview: true,
  });
}

/** Has the documents that are open asked for again: a server that was started anew knows of none. */
export function refreshContent(client: BaseLanguageClient): void {
  const providers = client.getFeature(TextDocumentContentRequest.method)?.getProviders() ?? [];
  for (const { scheme, onDidChangeEmitter } of providers)
    for (const { uri } of workspace.textDocuments) if (uri.scheme === scheme) onDidChangeEmitter.fire(uri);
}
