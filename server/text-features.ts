import type {
  DocumentLink,
  FoldingRange,
  FormattingOptions,
  Position,
  Range,
  SelectionRange,
  ServerCapabilities,
  TextEdit,
} from 'vscode-languageserver';
import {
  type Fold,
  foldsIn,
  formatEdits,
  indentNewLine,
  type Link,
  linkedNames,
  linksIn,
  type ReadFile,
  selectionSpans,
  tokenModifiers,
  tokenTypes,
} from '../core/index.ts';
import { uriOf } from './address.ts';
import { askedBy } from './asked.ts';
import { pageOf, toOffset, toSpan, toTextEdit } from './convert.ts';
import type { Serving } from './serving.ts';
import { TokenAnswers } from './token-answers.ts';
import type { Workspace } from './workspace.ts';

/** How a text is shown, selected and laid out. */
export const textCapabilities = {
  foldingRangeProvider: true,
  selectionRangeProvider: true,
  documentLinkProvider: { resolveProvider: true },
  semanticTokensProvider: {
    legend: { tokenTypes: [...tokenTypes], tokenModifiers: [...tokenModifiers] },
    full: { delta: true },
    range: true,
  },
  linkedEditingRangeProvider: true,
  documentFormattingProvider: true,
  documentRangeFormattingProvider: { rangesSupport: true },
  documentOnTypeFormattingProvider: { firstTriggerCharacter: '\n' },
} satisfies Partial<ServerCapabilities>;

/** Answers the requests of {@link textCapabilities}. */
export function serveText({ connection, workspace, features, guard, guardResolve }: Serving): void {
  const { project } = workspace;

  connection.onFoldingRanges(
    guard(null, ({ textDocument }) => {
      const file = workspace.file(textDocument.uri);
      // An editor for Python folds more than we know of.
      if (!file || file.source.language === 'python') return null;
      const { foldingLimit, foldsLines } = features();
      return foldsIn(file, foldingLimit).map(fold => toFoldingRange(fold, file, foldsLines));
    }),
  );

  connection.onSelectionRanges(
    guard(null, ({ textDocument, positions }) => {
      const file = workspace.file(textDocument.uri);
      return file ? positions.map(position => toSelectionRange(position, file, workspace)) : null;
    }),
  );

  connection.onDocumentLinks(
    guard(null, ({ textDocument }) => {
      const file = workspace.file(textDocument.uri);
      return file ? linksIn(file, project).map(link => toDocumentLink(link, file)) : null;
    }),
  );
  connection.onDocumentLinkResolve(guardResolve(link => resolveLink(link, workspace)));

  const tokens = new TokenAnswers(workspace);
  const { semanticTokens } = connection.languages;
  semanticTokens.on(guard(null, ({ textDocument }) => tokens.full(textDocument.uri)));
  semanticTokens.onDelta(
    guard(null, ({ textDocument, previousResultId }) => tokens.delta(textDocument.uri, previousResultId)),
  );
  semanticTokens.onRange(guard(null, ({ textDocument, range }) => tokens.in(textDocument.uri, range)));

  connection.languages.onLinkedEditingRange(
    guard(null, params => {
      const asked = askedBy(params, workspace);
      const spans = asked && linkedNames(asked.file, asked.offset);
      if (!spans) return null;
      const ranges = spans.map(span => asked.file.source.lines.rangeOf(span));
      return { ranges, wordPattern: '[^\\s,\\[\\]{}]+' };
    }),
  );

  const format = (uri: string, options: FormattingOptions, ranges?: readonly Range[]): TextEdit[] | null => {
    const source = workspace.file(uri)?.source;
    if (!source) return null;
    const spans = ranges?.map(range => toSpan(source.lines, range));
    return formatEdits(source, options, spans).map(edit => toTextEdit(source.lines, edit));
  };
  connection.onDocumentFormatting(
    guard(null, ({ textDocument, options }) => format(textDocument.uri, options)),
  );
  connection.onDocumentRangeFormatting(
    guard(null, ({ textDocument, range, options }) => format(textDocument.uri, options, [range])),
  );
  connection.onDocumentRangesFormatting(
    guard(null, ({ textDocument, ranges, options }) => format(textDocument.uri, options, ranges)),
  );
  connection.onDocumentOnTypeFormatting(
    guard(null, params => {
      const asked = askedBy(params, workspace);
      if (!asked) return null;
      const { source } = asked.file;
      const edits = indentNewLine(source, asked.offset, params.options);
      return edits.map(edit => toTextEdit(source.lines, edit));
    }),
  );
}

function toFoldingRange(
  { kind, startLine, endLine }: Fold,
  { source: { lines } }: ReadFile,
  linesOnly: boolean,
): FoldingRange {
  const endOf = (line: number) => lines.positionAt(lines.lineSpan(line).end).character;
  return {
    startLine,
    endLine,
    ...(linesOnly ? {} : { startCharacter: endOf(startLine), endCharacter: endOf(endLine) }),
    ...(kind ? { kind } : {}),
  };
}

function toSelectionRange(position: Position, file: ReadFile, { project }: Workspace): SelectionRange {
  const { lines } = file.source;
  const spans = selectionSpans(file, toOffset(lines, position), project);
  const around = spans.reduceRight<SelectionRange | undefined>((parent, span) => {
    const range = lines.rangeOf(span);
    return parent ? { range, parent } : { range };
  }, undefined);
  return around ?? { range: { start: position, end: position } };
}

/** What leads to a file gets its target when it is asked for, because that needs a look at the disk. */
function toDocumentLink({ span, to: { kind, name } }: Link, { source: { lines } }: ReadFile): DocumentLink {
  const range = lines.rangeOf(span);
  switch (kind) {
    case 'address':
      return { range, target: name };
    case 'rule':
      return { range, target: pageOf(name), tooltip: `What ${name} is about` };
    case 'path':
      return { range, data: name };
  }
}

/** A folder of a base image leads to its Dockerfile. What is not there gets no target. */
function resolveLink(link: DocumentLink, { tree }: Workspace): DocumentLink {
  const path: unknown = link.data;
  if (typeof path !== 'string') return link;
  const found = [`${path}/Dockerfile`, path].find(path => tree.isFile(path) || tree.isFolder(path));
  return found === undefined ? link : { ...link, target: uriOf(found) };
}
