import type { Project, ReadFile } from '../project.ts';
import type { Node } from '../source.ts';
import type { Span } from '../text.ts';
import { foldsIn } from './folding.ts';
import { listsIn } from './lists.ts';
import { writtenIn } from './written.ts';

/** What is around `offset`, from the word to the whole text: each stretch contains the one before it and is longer. */
export function selectionSpans(file: ReadFile, offset: number, project: Project): readonly Span[] {
  const { text } = file.source;
  const whole = { start: 0, end: text.length };
  const around = [
    ...words(file, offset),
    ...values(file, offset),
    ...texts(file, offset),
    ...inLists(file, project),
  ]
    .concat(comments(file), whole)
    .filter(span => isAround(span, offset))
    .sort((a, b) => a.end - a.start - (b.end - b.start));
  const chain: Span[] = [];
  for (const span of around) {
    const inner = chain.at(-1) ?? { start: offset, end: offset };
    const isLonger = inner.end - inner.start < span.end - span.start;
    if (isLonger && span.start <= inner.start && inner.end <= span.end) chain.push(span);
  }
  return chain.length > 0 ? chain : [whole];
}

function words({ source: { text, lines } }: ReadFile, offset: number): Span[] {
  const line = lines.lineSpan(lines.positionAt(offset).line);
  const written = text.slice(line.start, line.end);
  return [...written.matchAll(/[\p{L}\p{N}_](?:[\p{L}\p{N}_.-]*[\p{L}\p{N}_-])?/gu)].map(match => ({
    start: line.start + match.index,
    end: line.start + match.index + match[0].length,
  }));
}

/** Keys, values without and with quotes or brackets, keys with their values, mappings, lists, documents. */
function values({ source }: ReadFile, offset: number): Span[] {
  const { text } = source;
  return source.documents.flatMap(document => [
    trimmed(text, document.span),
    ...[...writtenIn(document)]
      .filter(({ node, entry }) => isAround(entry?.span ?? node.span, offset))
      .flatMap(({ node, entry }) => [
        ...(entry ? [...inAndOut(entry.key), trimmed(text, entry.span)] : []),
        ...inAndOut(node).map(span => trimmed(text, span)),
      ]),
  ]);
}

function inAndOut(node: Node): Span[] {
  const { start, end } = node.span;
  const closed = node.kind === 'scalar' ? /^(?:single|double)$/.test(node.style) : node.flow;
  return closed && end - start > 1 ? [{ start: start + 1, end: end - 1 }, node.span] : [node.span];
}

/** The line at `offset`, where a text of several lines goes over it, and that text; also of a file without structure. */
function texts({ source }: ReadFile, offset: number): Span[] {
  const { text, lines, documents } = source;
  const line = trimmed(text, lines.lineSpan(lines.positionAt(offset).line));
  if (documents.length === 0) return [line];
  return documents
    .flatMap(document => [...writtenIn(document)])
    .filter(({ node }) => node.kind === 'scalar' && /^(?:literal|folded)$/.test(node.style))
    .flatMap(({ node: { span } }) => {
      const { end } = lines.fullLineSpan(lines.positionAt(span.start).line);
      return end <= offset && offset <= span.end ? [line, trimmed(text, { start: end, end: span.end })] : [];
    });
}

/** Names, versions and markers of requirements, and the requirements. */
function inLists(file: ReadFile, project: Project): Span[] {
  return listsIn(file, project)
    .filter(({ text }) => text.exact)
    .flatMap(({ requirements }) => requirements)
    .flatMap(({ span, name, extras, specifiers, target, marker, options }) => [
      span,
      ...[name, ...extras, ...specifiers, target, marker, ...options].flatMap(part => part?.span ?? []),
      ...specifiers.flatMap(({ version }) => version.span),
      ...options.flatMap(({ value }) => value?.span ?? []),
    ]);
}

/** Comments, and blocks of them. */
function comments(file: ReadFile): Span[] {
  const { text, lines, comments } = file.source;
  const blocks = foldsIn(file).filter(({ kind }) => kind === 'comment');
  return [
    ...comments.map(({ span }) => span),
    ...comments.map(({ span }) => trimmed(text, { start: span.start + 1, end: span.end })),
    ...blocks.map(({ startLine, endLine }) =>
      trimmed(text, { start: lines.lineSpan(startLine).start, end: lines.lineSpan(endLine).end }),
    ),
  ];
}

function isAround({ start, end }: Span, offset: number): boolean {
  return start <= offset && offset <= end;
}

/** A stretch without the white space at its ends. */
function trimmed(text: string, { start, end }: Span): Span {
  const written = text.slice(start, end);
  const from = start + written.length - written.trimStart().length;
  return { start: from, end: Math.max(from, start + written.trimEnd().length) };
}
