import { type Disposable, languages, type TextDocument, Uri, workspace } from 'vscode';
import { languageId } from '../protocol/index.ts';
import { hasInstanceAbove } from './instance-above.ts';

/**
 * Makes a workloads.yaml that belongs to an instance a document of our language. Others have files of that name too, which stay
 * what they are: that is why package.json does not claim the name, and why there is no icon before one is opened. Whoever then chooses another language keeps it.
 */
export function watchWorkloads(log: (error: unknown) => void): Disposable {
  const seen = new Set<string>();
  const consider = async (document: TextDocument): Promise<void> => {
    const { uri } = document;
    if (!/\/workloads\.ya?ml$/.test(uri.path) || seen.has(uri.toString())) return;
    // There are other documents, of versions for example, that only look like files.
    if (uri.scheme !== 'file' && !workspace.getWorkspaceFolder(uri)) return;
    try {
      if (!(await hasInstanceAbove(Uri.joinPath(uri, '..')))) return;
      seen.add(uri.toString());
      if (!document.isClosed && document.languageId !== languageId)
        await languages.setTextDocumentLanguage(document, languageId);
    } catch (error) {
      log(error);
    }
  };
  for (const document of workspace.textDocuments) void consider(document);
  return workspace.onDidOpenTextDocument(consider);
}
