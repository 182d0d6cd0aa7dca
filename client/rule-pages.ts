import { commands, languages, type TextDocumentContentProvider, Uri, window, workspace } from 'vscode';

/** The scheme of the documents that show a rule's page; the rule is the name of the file. */
export const rulePageScheme = 'code-env-rule';

/** The pages of the rules, which the extension brings along: nothing is asked of a network. */
export class RulePages implements TextDocumentContentProvider {
  readonly #file: Uri;

  /** `file` is docs/rules.md, which has all pages. */
  constructor(file: Uri) {
    this.#file = file;
  }

  async provideTextDocumentContent(uri: Uri): Promise<string> {
    const rule = /([\w-]+)\.md$/.exec(uri.path)?.[1] ?? '';
    return (await this.#pages()).get(rule) ?? `No rule is called ${rule}.\n`;
  }

  /** Shows the page of `rule`; without one, that of the problem at the cursor, or of the rule that the user picks. */
  async explain(rule = this.#ruleAtCursor()): Promise<void> {
    const wanted = rule ?? (await this.#pick());
    if (!wanted) return;
    await commands.executeCommand(
      'markdown.showPreview',
      Uri.from({ scheme: rulePageScheme, path: `/${wanted}.md` }),
    );
  }

  #ruleAtCursor(): string | undefined {
    const editor = window.activeTextEditor;
    if (!editor) return undefined;
    const problem = languages
      .getDiagnostics(editor.document.uri)
      .find(({ source, range }) => source === 'code-envs' && range.contains(editor.selection.active));
    return typeof problem?.code === 'object' ? String(problem.code.value) : undefined;
  }

  async #pick(): Promise<string | undefined> {
    const rules = [...(await this.#pages()).keys()];
    return window.showQuickPick(rules, { placeHolder: 'The rule to explain' });
  }

  async #pages(): Promise<ReadonlyMap<string, string>> {
    const text = new TextDecoder().decode(await workspace.fs.readFile(this.#file));
    const pages = text.split(/^(?=## )/m).slice(1);
    return new Map(pages.map(page => [/^## (.*)/.exec(page)?.[1] ?? '', page]));
  }
}
