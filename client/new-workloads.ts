import { l10n, languages, SnippetString, Uri, window, workspace } from 'vscode';
import type { BaseLanguageClient } from 'vscode-languageclient';
import { languageId, type NewWorkloadsParams, newWorkloadsRequest } from '../protocol/index.ts';
import { isThere } from './instance-above.ts';

/** Opens the `workloads.yaml` beside a `container-configs.yaml`; where there is none yet, one with a first workload to be filled in. */
export async function createWorkloads(client: BaseLanguageClient | undefined): Promise<void> {
  const instance = await chooseInstance();
  if (!instance) return;
  const file = Uri.joinPath(instance, '..', 'workloads.yaml');
  const isNew = !(await isThere(file));
  const params: NewWorkloadsParams = { instance: instance.toString() };
  // Asked for first: once the editor is there, others may set the language of the document anew.
  const text = isNew ? await client?.sendRequest<string>(newWorkloadsRequest, params) : undefined;
  if (isNew) await workspace.fs.writeFile(file, new Uint8Array());
  const document = await workspace.openTextDocument(file);
  const editor = await window.showTextDocument(await languages.setTextDocumentLanguage(document, languageId));
  if (text !== undefined) await editor.insertSnippet(new SnippetString(text));
}

async function chooseInstance(): Promise<Uri | undefined> {
  const found = await workspace.findFiles('**/container-configs.{yaml,yml}', '**/node_modules/**');
  if (found.length === 0) {
    void window.showInformationMessage(
      l10n.t(
        'Workloads belong to an instance: write a container-configs.yaml first, with the container configurations that they run in.',
      ),
    );
    return undefined;
  }
  if (found.length === 1) return found[0];
  const items = found.map(uri => ({ label: workspace.asRelativePath(uri), uri }));
  const picked = await window.showQuickPick(items, { placeHolder: l10n.t('The instance of the workloads') });
  return picked?.uri;
}
