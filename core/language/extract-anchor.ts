import { lastWritten, replace, writtenSpan } from '../edit.ts';
import type { ReadFile } from '../project.ts';
import { identityOf, type Node, type Source } from '../source.ts';
import type { Span, TextEdit } from '../text.ts';
import { anchorsOf } from './occurrence.ts';
import { type Refactoring, touches } from './refactoring.ts';

/** A value that can get a name: what an anchor is to be written in front of, and an alias in the place of. */
interface Candidate {
  readonly node: Node;
  readonly key: string;
  readonly span: Span;
}

/** Gives the value in `span` that stands again in its document a name, which is then written in the other places. */
export function extractAnchor(file: ReadFile, span: Span): readonly Refactoring[] {
  const { source, path } = file;
  if (source.language !== 'yaml') return [];
  const { documents } = source;
  const document = documents.find(({ span: around }) => around.start <= span.start && span.end <= around.end);
  if (!document?.root) return [];
  const all = candidatesIn(document.root, source);
  const here = all.findLast(one => one.span.start <= span.start && span.end <= one.span.end);
  const same = here ? all.filter(other => isEqual(here, other)) : [];
  // What an alias replaces takes its comments along.
  if (
    !here ||
    same.length < 2 ||
    source.comments.some(comment => same.some(one => touches(comment.span, one.span)))
  )
    return [];
  const name = freeName(here.key, new Set(anchorsOf(file).map(({ name }) => name)));
  return [
    {
      title: `Name this value &${name}, and write *${name} where it stands again`,
      kind: 'refactor.extract',
      file: undefined,
      changes: () => ({ edits: editsFor(same, name, source).map(edit => ({ path, ...edit })) }),
    },
  ];
}

/** Short texts, numbers and truth values are said quicker than a name. */
const shortestText = 8;

/** In the order of the text. A block in a list is none: an anchor before it would be that of its first key. */
function candidatesIn(root: Node, source: Source): readonly Candidate[] {
  const { text } = source;
  const found: Candidate[] = [];
  const seen = new Set<object>();
  const add = (node: Node, key: string, isItem: boolean) => {
    const isText = node.kind === 'scalar';
    const isBlock = !isText && !node.flow;
    const enough = isText
      ? typeof node.value === 'string' && node.text.length >= shortestText
      : (node.kind === 'map' ? node.entries : node.items).length > 0;
    if (!enough || (isBlock && isItem) || text.startsWith('*', node.span.start)) return;
    const span = writtenSpan(source, node.span);
    const hasAnchors = !isText && /[&*]/.test(text.slice(span.start, span.end));
    const isNamed = /[&!]\S*\s+$/.test(text.slice(Math.max(0, span.start - 100), span.start));
    if (!hasAnchors && !isNamed) found.push({ node, key, span });
  };
  const walk = (node: Node, key: string): void => {
    if (node.kind === 'scalar' || seen.has(identityOf(node))) return;
    seen.add(identityOf(node));
    if (node.kind === 'sequence')
      for (const item of node.items) {
        add(item, key, true);
        walk(item, key);
      }
    else
      for (const entry of node.entries) {
        if (entry.foreign) continue;
        add(entry.value, entry.key.text, false);
        walk(entry.value, entry.key.text);
      }
  };
  walk(root, 'value');
  return found;
}

function isEqual(a: Candidate, b: Candidate): boolean {
  const equal = (a: Node, b: Node): boolean => {
    if (a.kind === 'scalar') return b.kind === 'scalar' && a.value === b.value && a.text === b.text;
    if (a.kind === 'sequence')
      return (
        b.kind === 'sequence' &&
        a.items.length === b.items.length &&
        a.items.every((item, i) => equal(item, b.items[i] as Node))
      );
    return (
      b.kind === 'map' &&
      a.entries.length === b.entries.length &&
      a.entries.every(({ key, value }, i) => {
        const other = b.entries[i];
        return other?.key.text === key.text && equal(value, other.value);
      })
    );
  };
  return equal(a.node, b.node);
}

function freeName(key: string, taken: ReadonlySet<string>): string {
  const name = /^[\w-]+$/.test(key) ? key : 'value';
  if (!taken.has(name)) return name;
  let number = 2;
  while (taken.has(`${name}${number}`)) number++;
  return `${name}${number}`;
}

/** A block below its key gets its name behind the key's colon. */
function editsFor(same: readonly Candidate[], name: string, source: Source): readonly TextEdit[] {
  const startOf = ({ node, span }: Candidate) =>
    node.kind === 'scalar' || node.flow ? span.start : lastWritten(source, { start: 0, end: span.start }) + 1;
  return same.map((one, i) => {
    const start = startOf(one);
    const space = start < one.span.start ? ' ' : '';
    if (i > 0) return replace({ start, end: one.span.end }, `${space}*${name}`);
    const after = space === '' ? ' ' : '';
    return replace({ start, end: start }, `${space}&${name}${after}`);
  });
}
