import { commands, l10n, languages, Uri, window, workspace } from 'vscode';
import { rulePageScheme } from '../protocol/index.ts';

/** The pages of the rules, whose texts the server has. */
export class RulePages {
  readonly #file: Uri;

  /** `file` is docs/rules.md, which has all pages. */
  constructor(file: Uri) {
    this.#file = file;
  }

  /** Shows the page of `rule`; without one, that of the problem at the cursor, or of the rule that the user picks. */
  async explain(rule = this.#ruleAtCursor()): Promise<void> {
    const wanted = rule ?? (await this.#pick());
    if (!wanted) return;
    try {
      await commands.executeCommand('markdown.showPreview', this.uriOf(wanted));
    } catch {
      // Not every editor has the preview: code-server lacks it in a browser.
      await window.showTextDocument(this.uriOf(wanted));
    }
  }

  /** The address of a rule's page. */
  uriOf(rule: string): Uri {
    return Uri.from({ scheme: rulePageScheme, path: `/${rule}.md` });
  }

  /** All pages, with what each rule demands, or what is reported besides rules. */
  async rules(): Promise<{ readonly rule: string; readonly demand: string }[]> {
    const text = new TextDecoder().decode(await workspace.fs.readFile(this.#file));
    const rows = text.matchAll(/^\| \[`([^`]+)`\]\S* \| \w+ \| (.*) \|$/gm);
    const demands = new Map([...rows].map(([, rule = '', demand = '']) => [rule, demand]));
    return [...text.matchAll(/^## (.*)\n\n(?:(.*?)\.(?=\s))?/gm)].map(([, rule = '', first = '']) => ({
      rule,
      demand: demands.get(rule) ?? first,
    }));
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
    const items = this.rules().then(rules =>
      rules.map(({ rule, demand }) => ({ label: rule, detail: demand })),
    );
    const placeHolder = l10n.t('The rule to explain');
    return (await window.showQuickPick(items, { placeHolder, matchOnDetail: true }))?.label;
  }
}
