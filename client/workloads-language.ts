import { type Disposable, languages, type TextDocument, Uri, workspace } from 'vscode';
import { languageId } from '../protocol/index.ts';

/**
 * Makes a workloads.yaml that belongs to an instance a document of our language. Others have files of that name too, which stay
 * what they are: that is why package.json does not claim the name. Whoever then chooses another language keeps it.
 */
export function watchWorkloads(log: (error: unknown) => void): Disposable {
  const seen = new Set<string>();
  const consider = async (document: TextDocument): Promise<void> => {
    const { uri } = document;
    if (uri.scheme !== 'file' || !/\/workloads\.ya?ml$/.test(uri.path) || seen.has(uri.toString())) return;
    try {
      if (!(await hasInstance(uri))) return;
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

/** Whether a container-configs.yaml lies in the folder of `file` or above it, up to the workspace folder. */
async function hasInstance(file: Uri): Promise<boolean> {
  const root = workspace.getWorkspaceFolder(file)?.uri.path.replace(/\/$/, '');
  for (let folder = Uri.joinPath(file, '..'); ; folder = Uri.joinPath(folder, '..')) {
    for (const name of ['container-configs.yaml', 'container-configs.yml'])
      if (await isThere(Uri.joinPath(folder, name))) return true;
    if (root === undefined || folder.path.length <= root.length || folder.path === '/') return false;
  }
}

/** Whether a file is there, for us. */
export async function isThere(uri: Uri): Promise<boolean> {
  try {
    await workspace.fs.stat(uri);
    return true;
  } catch {
    // Not there, or closed to us: the server sees it so too.
    return false;
  }
}
