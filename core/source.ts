import { type ParseError, parse as parseJson, printParseErrorCode } from 'jsonc-parser';
import type { Alias, Document, Pair, Scalar, YAMLMap, YAMLParseError, YAMLSeq, Node as YamlNode } from 'yaml';
import { once } from './memo.ts';
import { jsonWords, syntaxWords } from './syntax-words.ts';
import { LineIndex, type Span } from './text.ts';
import { findUnclosed, type Unclosed } from './unclosed.ts';
import { isAlias, isMap, isPair, isScalar, isSeq, parseAllDocuments, Schema, visit } from './yaml.ts';

/** A value as it stands in the text. Aliases are followed and merge keys (`<<`) are merged in: the tree has neither. */
export type Node = MapNode | SequenceNode | ScalarNode;

export interface MapNode {
  readonly kind: 'map';
  readonly span: Span;
  readonly entries: readonly Entry[];
  /** Written as `{…}`. */
  readonly flow: boolean;
  /** That of the value before an edit that has moved it: see {@link identityOf}. */
  readonly identity?: object;
}

export interface Entry {
  readonly key: ScalarNode;
  readonly value: Node;
  /** From the key to the end of the value. */
  readonly span: Span;
  /** Came in by an alias or a merge key, so that it must not be edited here. */
  readonly foreign: boolean;
}

export interface SequenceNode {
  readonly kind: 'sequence';
  readonly span: Span;
  readonly items: readonly Node[];
  /** Written as `[…]`. */
  readonly flow: boolean;
  readonly identity?: object;
}

export interface ScalarNode {
  readonly kind: 'scalar';
  readonly span: Span;
  readonly value: string | number | boolean | null;
  /** The characters that count: without quotes and escapes, but a plain `3.10` stays `3.10`. */
  readonly text: string;
  /** `missing`: nothing is written, as after `key:`. */
  readonly style: 'plain' | 'single' | 'double' | 'literal' | 'folded' | 'missing';
}

/** A place where the text is not what its language demands. */
export interface SyntaxProblem {
  readonly span: Span;
  readonly message: string;
}

/** A comment, without its `#` and the space around. */
export interface Comment {
  readonly span: Span;
  readonly text: string;
}

export interface SourceDocument {
  /** Up to the next document; each character of a text is in one of them. */
  readonly span: Span;
  /** Undefined where the document holds nothing, or nothing that can be read. */
  readonly root: Node | undefined;
  /** Where the text stops making sense: what was read of it from there on is a guess. Undefined where all of it does. */
  readonly brokenAt: number | undefined;
  /** Whether what is written in one place may stand in others, too, by an anchor or a merge key. */
  readonly shares: boolean;
}

/** A text that was read. */
export interface Source {
  readonly text: string;
  readonly lines: LineIndex;
  readonly language: 'yaml' | 'json' | 'python' | 'packages';
  /** At least one in YAML and JSON, more where `---` divides the text; none in other languages. */
  readonly documents: readonly SourceDocument[];
  readonly problems: readonly SyntaxProblem[];
  readonly comments: readonly Comment[];
}

/** What the parser makes for each document otherwise. A text that names its version of YAML has the one of that version. */
const schema = new Schema({ schema: 'core', resolveKnownTags: true });

const conflictMarker = /^<{7}( |$)/m;

/** Reads YAML, or JSON (which is held to JSON's own grammar). Never throws: what cannot be read is told in `problems`. */
export function readSource(text: string, language: 'yaml' | 'json' = 'yaml'): Source {
  const lines = new LineIndex(text);
  const whole = { start: 0, end: text.length };
  const nothing = (problem: SyntaxProblem): Source => ({
    text,
    lines,
    language,
    documents: [{ span: whole, root: undefined, brokenAt: undefined, shares: false }],
    problems: [problem],
    comments: [],
  });

  const odd = Math.max(text.indexOf('\0'), text.indexOf('\uFFFD'));
  if (odd >= 0)
    return nothing({
      span: { start: odd, end: odd + 1 },
      message: 'This is not a text in UTF-8. Save it as one, or give the file another name.',
    });
  const conflict = conflictMarker.exec(text);
  if (conflict) {
    const span = { start: conflict.index, end: conflict.index + 7 };
    return nothing({
      span,
      message:
        'A merge conflict is left here. Resolve it, and delete the lines that begin with <<<<<<<, ======= and >>>>>>>.',
    });
  }
  try {
    const parsed = parseAllDocuments(text, {
      uniqueKeys: false,
      prettyErrors: false,
      logLevel: 'silent',
      ...(!text.includes('%YAML') && { schema }),
    });
    const documents = 'empty' in parsed ? [] : parsed;
    const problems: SyntaxProblem[] = language === 'json' ? jsonProblems(text, documents[0]) : [];
    const sourceDocuments: SourceDocument[] = documents.map((document, i) => {
      const found = document.errors.length > 0 ? yamlProblems(document, text) : [];
      if (language === 'yaml') problems.push(...found);
      const reader = new Reader(text, document, problems);
      return {
        span: { start: i === 0 ? 0 : document.range[0], end: documents[i + 1]?.range[0] ?? text.length },
        root: reader.root(),
        shares: reader.hasShared,
        brokenAt: found.length > 0 ? Math.min(...found.map(({ span }) => span.start)) : undefined,
      };
    });
    if (sourceDocuments.length === 0)
      sourceDocuments.push({ span: whole, root: undefined, brokenAt: undefined, shares: false });
    return withComments({ text, lines, language, documents: sourceDocuments, problems });
  } catch (error) {
    // Both parsers recurse: a text with thousands of nested brackets ends here.
    if (!(error instanceof RangeError)) throw error;
    return nothing({
      span: { start: 0, end: Math.min(1, text.length) },
      message: 'The values are nested too deep to be read. Nest them less.',
    });
  }
}

/** Few ask for the comments of a text. */
function withComments(source: Omit<Source, 'comments'>): Source {
  const { text, language, documents } = source;
  const comments = once(() => (language === 'yaml' ? readComments(text, documents) : []));
  return {
    ...source,
    get comments() {
      return comments();
    },
  };
}

function jsonProblems(text: string, document: Document.Parsed | undefined): SyntaxProblem[] {
  if (text.trim() === '') return [];
  const errors: ParseError[] = [];
  parseJson(text.replace(/^\uFEFF/, ' '), errors, { disallowComments: true, allowTrailingComma: false });
  const unclosed = errors.length > 0 && document?.errors.length ? findUnclosed(document, text) : undefined;
  if (unclosed) return [unclosedProblem(unclosed, 'JSON')];
  // One mistake makes the parser stumble on: only its first complaint names the cause.
  return errors.slice(0, 1).map(error => {
    const span = {
      start: error.offset,
      end: Math.min(text.length, error.offset + Math.max(1, error.length)),
    };
    const before = text.slice(0, error.offset).trimEnd();
    if (before.endsWith(',')) {
      return {
        span: { start: before.length - 1, end: before.length },
        message: 'This is not JSON: a comma stands after the last item. Delete the comma.',
      };
    }
    return { span, message: jsonWords(printParseErrorCode(error.error), text.slice(span.start, span.end)) };
  });
}

/** One mistake can make the parser stumble over everything that follows: more complaints than this help nobody. */
const mostComplaints = 20;

function yamlProblems(document: Document.Parsed, text: string): SyntaxProblem[] {
  const first = new Map<number, YAMLParseError>();
  for (const error of document.errors) {
    if (/call stack/i.test(error.message)) throw new RangeError(error.message);
    // Of complaints about one place the first names the cause. Aliases are told with their names by the reader.
    if (error.code !== 'BAD_ALIAS' && !first.has(error.pos[0])) first.set(error.pos[0], error);
  }
  const problems = [...first.values()].slice(0, mostComplaints).map(error => {
    const [start, end] = error.pos;
    return {
      span: { start, end: Math.min(text.length, Math.max(end, start + 1)) },
      message: syntaxWords(error.code),
    };
  });
  const unclosed = findUnclosed(document, text);
  if (!unclosed) return problems;
  // What the parser says of the text behind follows from it.
  return [...problems.filter(({ span }) => span.start < unclosed.at), unclosedProblem(unclosed, 'YAML')];
}

function unclosedProblem({ at, message }: Unclosed, language: 'YAML' | 'JSON'): SyntaxProblem {
  return { span: { start: at, end: at + 1 }, message: `This is not ${language}. ${message}` };
}

const styles: Readonly<Record<Scalar.Type, ScalarNode['style']>> = {
  PLAIN: 'plain',
  QUOTE_SINGLE: 'single',
  QUOTE_DOUBLE: 'double',
  BLOCK_LITERAL: 'literal',
  BLOCK_FOLDED: 'folded',
};

/** Makes our tree out of the parser's. */
class Reader {
  readonly #text: string;
  readonly #document: Document.Parsed;
  readonly #problems: SyntaxProblem[];
  readonly #open = new Set<YamlNode>();
  readonly #anchors = new Map<string, YamlNode>();
  readonly #shared = new Map<YamlNode, Node>();
  #hasMerged = false;

  constructor(text: string, document: Document.Parsed, problems: SyntaxProblem[]) {
    this.#text = text;
    this.#document = document;
    this.#problems = problems;
  }

  /** Known once the root was read. */
  get hasShared(): boolean {
    return this.#anchors.size > 0 || this.#hasMerged;
  }

  root(): Node | undefined {
    const contents = this.#document.contents as YamlNode | null;
    if (!contents || (isScalar(contents) && contents.value === null && !contents.source)) return undefined;
    // Anchors are looked up by name here, because the parser's own lookup walks the document once for each alias.
    if (this.#text.includes('&')) {
      visit(this.#document, {
        Node: (_, node) => {
          if ('anchor' in node && node.anchor) this.#anchors.set(node.anchor, node);
        },
      });
    }
    return this.#node(contents);
  }

  #node(node: YamlNode): Node {
    const span = spanOf(node);
    if (isScalar(node)) return this.#scalar(node, span);
    if (isAlias(node)) return this.#alias(node, span);
    // Only what has a name can be inside of itself.
    const named = 'anchor' in node && node.anchor !== undefined;
    if (named) this.#open.add(node);
    const read = isSeq(node) ? this.#sequence(node, span) : isMap(node) ? this.#map(node, span) : empty(span);
    if (named) this.#open.delete(node);
    return read;
  }

  #sequence(node: YAMLSeq, span: Span): SequenceNode {
    const items = node.items.map(item =>
      isPair(item) ? this.#pairAsMap(item, span) : this.#node(item as YamlNode),
    );
    const flow = node.flow === true;
    const end = flow ? span.end : (items.at(-1)?.span.end ?? span.end);
    return { kind: 'sequence', span: { start: span.start, end }, items, flow };
  }

  #map(node: YAMLMap, span: Span): MapNode {
    const entries: Entry[] = [];
    const merged: Entry[] = [];
    let end = span.start;
    for (const pair of node.items as Pair<YamlNode, YamlNode | null>[]) {
      const entry = this.#entry(pair);
      if (!entry) continue;
      end = entry.span.end;
      if (entry.key.text === '<<' && entry.key.style === 'plain') merged.push(...this.#merged(entry.value));
      else entries.push(entry);
    }
    if (merged.length > 0) {
      const own = new Set(entries.map(entry => entry.key.text));
      for (const entry of merged) {
        if (own.has(entry.key.text)) continue;
        own.add(entry.key.text);
        entries.push(entry);
      }
    }
    const flow = node.flow === true;
    return { kind: 'map', span: flow ? span : { start: span.start, end }, entries, flow };
  }

  #entry(pair: Pair<YamlNode, YamlNode | null>): Entry | undefined {
    const keyNode = pair.key ? this.#node(pair.key) : undefined;
    if (keyNode?.kind !== 'scalar') {
      if (keyNode)
        this.#problems.push({
          span: keyNode.span,
          message: 'A key must be a text, but a list or a mapping stands here.',
        });
      return undefined;
    }
    const end = keyNode.span.end;
    const value = pair.value ? this.#node(pair.value) : empty({ start: end, end });
    const missing = value.kind === 'scalar' && value.style === 'missing';
    return {
      key: keyNode,
      value,
      span: { start: keyNode.span.start, end: Math.max(end, value.span.end) },
      foreign: missing ? false : isAlias(pair.value),
    };
  }

  #pairAsMap(pair: Pair, span: Span): MapNode {
    const entry = this.#entry(pair as Pair<YamlNode, YamlNode | null>);
    return { kind: 'map', span: entry?.span ?? span, entries: entry ? [entry] : [], flow: true };
  }

  #alias(alias: Alias, span: Span): Node {
    const target = this.#anchors.get(alias.source);
    if (!target) {
      this.#problems.push({
        span,
        message: alias.source
          ? `No anchor is called ${alias.source}. Write &${alias.source} before the value that is meant.`
          : 'This * begins the name of an anchor. Write the name, or put the value in quotes.',
      });
      return empty(span);
    }
    if (this.#open.has(target)) {
      this.#problems.push({
        span,
        message: `The anchor ${alias.source} contains itself here. Such a value has no end.`,
      });
      return empty(span);
    }
    // A value behind an alias is read once and shared, so that a few lines cannot stand for billions of values.
    let node = this.#shared.get(target);
    if (!node) {
      node = asForeign(this.#node(target));
      this.#shared.set(target, node);
    }
    return { ...node, span };
  }

  #merged(value: Node): Entry[] {
    this.#hasMerged = true;
    if (value.kind === 'sequence') return value.items.flatMap(item => this.#merged(item));
    if (value.kind !== 'map') return [];
    return value.entries.map(entry => ({ ...entry, foreign: true }));
  }

  #scalar(node: Scalar, span: Span): ScalarNode {
    const value = node.value;
    const style = span.end === span.start ? 'missing' : styles[node.type ?? 'PLAIN'];
    const plainValue = typeof value === 'bigint' ? Number(value) : value;
    const known =
      typeof plainValue === 'string' || typeof plainValue === 'number' || typeof plainValue === 'boolean'
        ? plainValue
        : null;
    const text = typeof value === 'string' ? value : (node.source ?? '');
    return { kind: 'scalar', span, value: known, text, style };
  }
}

/** The same value as an alias shows it: its entries must not be edited from there. */
function asForeign(node: Node): Node {
  return node.kind === 'map'
    ? { ...node, entries: node.entries.map(entry => ({ ...entry, foreign: true })) }
    : node;
}

/**
 * Equal for the values that aliases share; walks remember it, so that they visit shared values once. A value that an edit only
 * moves keeps it: what is remembered by it must not say where the value stands.
 */
export function identityOf(node: MapNode | SequenceNode): object {
  return node.identity ?? (node.kind === 'map' ? node.entries : node.items);
}

function empty(span: Span): ScalarNode {
  return {
    kind: 'scalar',
    span: { start: span.start, end: span.start },
    value: null,
    text: '',
    style: 'missing',
  };
}

function spanOf(node: YamlNode): Span {
  const range = node.range;
  return range ? { start: range[0], end: range[1] } : { start: 0, end: 0 };
}

/** Comments outside of values: a `#` inside of a block text is part of that text. */
function readComments(text: string, documents: readonly SourceDocument[]): Comment[] {
  if (!text.includes('#')) return [];
  const scalars: Span[] = [];
  const seen = new Set<object>();
  const collect = (node: Node): void => {
    if (node.kind === 'scalar') {
      // A plain value ends where a comment begins.
      if (node.style !== 'missing' && node.style !== 'plain') scalars.push(node.span);
      return;
    }
    if (seen.has(identityOf(node))) return;
    seen.add(identityOf(node));
    if (node.kind === 'map') for (const entry of node.entries) collect(entry.value);
    else for (const item of node.items) collect(item);
  };
  for (const document of documents) if (document.root) collect(document.root);
  scalars.sort((a, b) => a.start - b.start);

  const comments: Comment[] = [];
  let next = 0;
  for (const match of text.matchAll(/(?:^|(?<=[ \t]))#[^\r\n]*/gm)) {
    while (next < scalars.length && (scalars[next] as Span).end <= match.index) next++;
    const inside = scalars[next];
    if (inside && inside.start < match.index && match.index < inside.end) continue;
    comments.push({
      span: { start: match.index, end: match.index + match[0].length },
      text: match[0].slice(1).trim(),
    });
  }
  return comments;
}
