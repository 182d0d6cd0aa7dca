import {
  type Event,
  EventEmitter,
  languages,
  type TextDocumentContentProvider,
  Uri,
  ViewColumn,
  window,
  workspace,
} from 'vscode';
import type { LanguageClient } from 'vscode-languageclient/node';
import { type DockerfileAnswer, type DockerfileParams, dockerfileRequest } from '../protocol/index.ts';

/** The scheme of the documents that show the Dockerfile of a definition; the definition's address is in the query. */
export const dockerfileScheme = 'code-env-dockerfile';

/** Shows the Dockerfile of a definition, and keeps it in step with what is typed. */
export class DockerfilePreview implements TextDocumentContentProvider {
  readonly #changed = new EventEmitter<Uri>();
  readonly onDidChange: Event<Uri> = this.#changed.event;
  readonly #client: () => LanguageClient | undefined;

  constructor(client: () => LanguageClient | undefined) {
    this.#client = client;
  }

  async provideTextDocumentContent(uri: Uri): Promise<string> {
    const client = this.#client();
    if (!client)
      return '# The language server does not run. Restart it: "Code Envs: Restart Language Server".\n';
    const params: DockerfileParams = { uri: uri.query };
    const answer = await client.sendRequest<DockerfileAnswer>(dockerfileRequest, params);
    return 'text' in answer ? answer.text : `# ${answer.problem}\n`;
  }

  /** Opens the preview beside the definition. */
  async show(definition: Uri): Promise<void> {
    const name = definition.path.split('/').at(-2) ?? 'code-env';
    const uri = Uri.from({
      scheme: dockerfileScheme,
      path: `/Dockerfile of ${name}`,
      query: definition.toString(),
    });
    const document = await workspace.openTextDocument(uri);
    await languages.setTextDocumentLanguage(document, 'dockerfile');
    await window.showTextDocument(document, {
      viewColumn: ViewColumn.Beside,
      preserveFocus: true,
      preview: true,
    });
  }

  /** A definition, or what it depends on, was edited. */
  refresh(): void {
    for (const document of workspace.textDocuments) {
      if (document.uri.scheme === dockerfileScheme) this.#changed.fire(document.uri);
    }
  }
}
