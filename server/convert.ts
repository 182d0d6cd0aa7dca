import {
  type CompletionItem,
  CompletionItemKind,
  type Diagnostic,
  DiagnosticSeverity,
  DiagnosticTag,
  type Hover,
  InsertTextFormat,
  InsertTextMode,
  type Location,
  MarkupKind,
  type Position,
  type Range,
  type TextEdit,
} from 'vscode-languageserver';
import type * as core from '../core/index.ts';
import type { ClientFeatures } from './client-features.ts';

// Nowhere else do the types of the core and of the protocol meet.

const rulesPage = 'https://github.com/code-envs/code-envs/blob/main/docs/rules.md';

/** The offset of a position that may be outside of the text, or no position at all. */
export function toOffset(lines: core.LineIndex, position: Position | undefined): number {
  const { line, character } = position ?? {};
  return lines.offsetAt({
    line: Math.trunc(Number(line)) || 0,
    character: Math.trunc(Number(character)) || 0,
  });
}

export function toSpan(lines: core.LineIndex, range: Range | undefined): core.Span {
  const start = toOffset(lines, range?.start);
  return { start, end: Math.max(start, toOffset(lines, range?.end)) };
}

export function toTextEdit(lines: core.LineIndex, { span, text }: core.TextEdit): TextEdit {
  return { range: lines.rangeOf(span), newText: text };
}

/** Where our documentation tells about a rule. */
export function pageOf(rule: string): string {
  return `${rulesPage}#${rule}`;
}

const severities: Readonly<Record<core.Severity, DiagnosticSeverity>> = {
  error: DiagnosticSeverity.Error,
  warning: DiagnosticSeverity.Warning,
  information: DiagnosticSeverity.Information,
  hint: DiagnosticSeverity.Hint,
};

/** A problem; `locate` finds the places in other files that it points at. */
export function toDiagnostic(
  problem: core.Problem,
  lines: core.LineIndex,
  locate: (path: string, span: core.Span) => Location | undefined,
): Diagnostic {
  const related = problem.related.flatMap(({ path, span, message }) => {
    const location = locate(path, span);
    return location ? [{ location, message }] : [];
  });
  return {
    range: lines.rangeOf(problem.span),
    message: problem.message,
    severity: severities[problem.severity],
    source: 'code-envs',
    code: problem.rule,
    codeDescription: { href: pageOf(problem.rule) },
    ...(related.length > 0 ? { relatedInformation: related } : {}),
    ...(problem.unnecessary ? { tags: [DiagnosticTag.Unnecessary] } : {}),
  };
}

const completionKinds: Readonly<Record<core.Completion['kind'], CompletionItemKind>> = {
  key: CompletionItemKind.Property,
  value: CompletionItemKind.EnumMember,
  reference: CompletionItemKind.Reference,
  rule: CompletionItemKind.Constant,
  file: CompletionItemKind.File,
  folder: CompletionItemKind.Folder,
  template: CompletionItemKind.Snippet,
};

export function toCompletionItem(
  item: core.Completion,
  lines: core.LineIndex,
  { completionSnippets, labelsDetails }: ClientFeatures,
): CompletionItem {
  const { text } = item.edit;
  const { cursor = text.length } = item;
  const { snippet = cursor < text.length ? toSnippet(text, cursor, '$0') : undefined } = item;
  const isSnippet = completionSnippets && snippet !== undefined;
  return {
    label: item.label,
    kind: completionKinds[item.kind],
    textEdit: {
      range: lines.rangeOf(item.edit.span),
      newText: isSnippet ? snippet : text,
    },
    insertTextFormat: isSnippet ? InsertTextFormat.Snippet : InsertTextFormat.PlainText,
    // The new lines of an edit are indented already.
    insertTextMode: InsertTextMode.asIs,
    ...(item.detail
      ? labelsDetails
        ? { labelDetails: { description: item.detail } }
        : { detail: item.detail }
      : {}),
    ...(item.documentation ? { documentation: toMarkdown(item.documentation) } : {}),
    ...(item.filterText ? { filterText: item.filterText } : {}),
    ...(item.sortText ? { sortText: item.sortText } : {}),
    ...(item.preselect ? { preselect: true } : {}),
    ...(item.also.length > 0 ? { additionalTextEdits: item.also.map(edit => toTextEdit(lines, edit)) } : {}),
    ...(item.continues ? { command: { title: 'Suggest', command: 'editor.action.triggerSuggest' } } : {}),
  };
}

/** `text` as a snippet with a tab stop at `at`. */
export function toSnippet(text: string, at: number, stop: string): string {
  const escaped = (part: string) => part.replaceAll(/[\\$}]/g, '\\$&');
  return escaped(text.slice(0, at)) + stop + escaped(text.slice(at));
}

export function toHover({ span, markdown }: core.Hover, lines: core.LineIndex): Hover {
  return { contents: toMarkdown(markdown), range: lines.rangeOf(span) };
}

export function toMarkdown(value: string): { kind: MarkupKind; value: string } {
  return { kind: MarkupKind.Markdown, value };
}
