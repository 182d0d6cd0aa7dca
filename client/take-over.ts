import {
  type DataTransfer,
  Disposable,
  DocumentDropEdit,
  type DocumentDropEditProvider,
  DocumentDropOrPasteEditKind,
  DocumentPasteEdit,
  type DocumentPasteEditProvider,
  type DocumentSelector,
  l10n,
  languages,
  type Position,
  type Range,
  type TextDocument,
  Uri,
  type WorkspaceEdit,
  window,
} from 'vscode';
import type { BaseLanguageClient } from 'vscode-languageclient';
import { languageId, type TakeOverAnswer, type TakeOverParams, takeOverRequest } from '../protocol/index.ts';
import { filesIn, mimeTypes } from './dropped-files.ts';

const kind = DocumentDropOrPasteEditKind.Empty.append('codeEnvs', 'packages');
const selector: DocumentSelector = [
  { language: languageId },
  { pattern: '**/spec/{requirements.txt,rPackages.txt,environment.spec}' },
];

/** Writes the packages of a file of another tool into a code env when it is dropped or pasted there. */
export function registerTakeOver(client: () => BaseLanguageClient | undefined): Disposable {
  const provider = new TakeOver(client);
  return Disposable.from(
    languages.registerDocumentDropEditProvider(selector, provider, {
      providedDropEditKinds: [kind],
      dropMimeTypes: mimeTypes,
    }),
    languages.registerDocumentPasteEditProvider(selector, provider, {
      providedPasteEditKinds: [kind],
      pasteMimeTypes: mimeTypes,
    }),
  );
}

class TakeOver implements DocumentDropEditProvider, DocumentPasteEditProvider {
  readonly #client: () => BaseLanguageClient | undefined;

  constructor(client: () => BaseLanguageClient | undefined) {
    this.#client = client;
  }

  async provideDocumentDropEdits(
    document: TextDocument,
    position: Position,
    dropped: DataTransfer,
  ): Promise<DocumentDropEdit | undefined> {
    const found = await this.#editOf(document, position, dropped);
    if (!found) return undefined;
    const edit = new DocumentDropEdit('', found.title, kind);
    if (found.edit) edit.additionalEdit = found.edit;
    return edit;
  }

  async provideDocumentPasteEdits(
    document: TextDocument,
    [range]: readonly Range[],
    pasted: DataTransfer,
  ): Promise<DocumentPasteEdit[] | undefined> {
    const found = range && (await this.#editOf(document, range.start, pasted));
    if (!found) return undefined;
    const edit = new DocumentPasteEdit('', found.title, kind);
    if (found.edit) edit.additionalEdit = found.edit;
    return [edit];
  }

  /** Undefined where it is none of ours, so that other things can be made of it: its path, for example. */
  async #editOf(
    { uri }: TextDocument,
    position: Position,
    given: DataTransfer,
  ): Promise<{ readonly title: string; readonly edit: WorkspaceEdit | undefined } | undefined> {
    const client = this.#client();
    const [file, ...others] = await filesIn(given, Uri.joinPath(uri, '..'));
    if (!client || !file || others.length > 0) return undefined;
    const { code2ProtocolConverter: toServer, protocol2CodeConverter: fromServer } = client;
    type Edit = Parameters<typeof fromServer.asWorkspaceEdit>[0];
    const answer = await client.sendRequest<TakeOverAnswer<Edit>>(takeOverRequest, {
      textDocument: { uri: toServer.asUri(uri) },
      position: toServer.asPosition(position),
      from: { uri: file.uri.toString(), text: await file.text() },
    } satisfies TakeOverParams<unknown>);
    if (!answer) return undefined;
    const name = file.uri.path.split('/').at(-1) ?? '';
    if ('problem' in answer) {
      void window.showWarningMessage(`${name}: ${answer.problem}`);
      // An edit all the same: otherwise the editor writes the path of the file.
      return { title: l10n.t('Take Over Nothing of {name}', { name }), edit: undefined };
    }
    return {
      title: l10n.t('Take Over the Packages of {name}', { name }),
      edit: await fromServer.asWorkspaceEdit(answer.edit),
    };
  }
}
