import type { CST } from 'yaml';
import { Parser } from '../yaml.ts';
import { beginsLine, columnOf } from './columns.ts';

/** What has a column of its own: the document, a mapping, a list, or what stands in brackets. */
export interface Block {
  readonly kind: 'document' | 'map' | 'sequence' | 'brackets';
  readonly parent: Block | undefined;
  /** The column that it is written at; of brackets, that does not matter. */
  readonly column: number;
  /** How many columns right of its parent it belongs. */
  readonly step: number;
  readonly start: number;
  readonly end: number;
}

/** A piece of a text between which there is only white space. */
export interface Lexeme {
  readonly kind:
    | 'dash'
    | 'question'
    | 'colon'
    | 'comma'
    | 'open'
    | 'close'
    | 'property'
    | 'scalar'
    | 'alias'
    | 'header'
    | 'block-text'
    | 'comment'
    | 'marker';
  readonly start: number;
  readonly end: number;
  readonly block: Block;
  /** How many columns right of its block it belongs where a line begins with it; undefined where it stays. */
  readonly step: number | undefined;
}

/** How many columns the content of a list's item is right of its dash. */
export const itemStep = 2;

/** The lexemes of a YAML or JSON text without mistakes, in its order, for an indentation of `unit` columns. */
export function readLexemes(text: string, unit: number): readonly Lexeme[] {
  return new LexemeReader(text, unit).read();
}

const kinds: Readonly<Partial<Record<CST.TokenType, Lexeme['kind']>>> = {
  'seq-item-ind': 'dash',
  'explicit-key-ind': 'question',
  'map-value-ind': 'colon',
  comma: 'comma',
  'flow-map-start': 'open',
  'flow-seq-start': 'open',
  'flow-map-end': 'close',
  'flow-seq-end': 'close',
  anchor: 'property',
  tag: 'property',
  'block-scalar-header': 'header',
  comment: 'comment',
  scalar: 'scalar',
  'single-quoted-scalar': 'scalar',
  'double-quoted-scalar': 'scalar',
  alias: 'alias',
};

type Mutable<T> = { -readonly [K in keyof T]: T[K] };

class LexemeReader {
  readonly #text: string;
  readonly #unit: number;
  readonly #lexemes: Lexeme[] = [];
  /** Lists of mappings are all written as the first one is: under their key, or right of it. */
  #listStep: number | undefined;
  /** Where what is no comment ends. */
  #contentEnd = 0;

  constructor(text: string, unit: number) {
    this.#text = text;
    this.#unit = unit;
  }

  read(): readonly Lexeme[] {
    const root: Block = {
      kind: 'document',
      parent: undefined,
      column: 0,
      step: 0,
      start: 0,
      end: this.#text.length,
    };
    for (const token of new Parser().parse(this.#text)) this.#node(token, root, undefined);
    return this.#lexemes;
  }

  #node(token: CST.Token | null | undefined, block: Block, step: number | undefined): void {
    if (!token) return;
    switch (token.type) {
      case 'document':
        this.#all(token.start, block, 0);
        this.#node(token.value, block, undefined);
        this.#all(token.end, block, 0);
        break;
      case 'block-map':
      case 'block-seq':
        this.#collection(token, block);
        break;
      case 'flow-collection':
        this.#brackets(token, block, step ?? 0);
        break;
      case 'block-scalar':
        this.#blockText(token, block, step);
        break;
      case 'directive':
      case 'doc-end':
      case 'doc-start':
      case 'byte-order-mark':
        this.#push('marker', token, block, 0);
        if ('end' in token) this.#all(token.end, block, 0);
        break;
      default: {
        const kind = kinds[token.type as CST.TokenType];
        if (kind) this.#push(kind, token, block, step);
        if ('end' in token) this.#all(token.end, block, step);
      }
    }
  }

  #all(tokens: readonly CST.Token[] | undefined, block: Block, step: number | undefined): void {
    for (const token of tokens ?? []) this.#node(token, block, step);
  }

  #collection(token: CST.BlockMap | CST.BlockSequence, parent: Block): void {
    const start = startOf(token);
    const block: Mutable<Block> = {
      kind: token.type === 'block-map' ? 'map' : 'sequence',
      parent,
      column: columnOf(this.#text, start),
      step: 0,
      start,
      end: start,
    };
    block.step = this.#stepOf(block, parent);
    const inside = block.kind === 'map' ? this.#unit : itemStep;
    for (const { start, key, sep, value } of token.items as readonly CST.CollectionItem[]) {
      const explicit = start.some(({ type }) => type === 'explicit-key-ind');
      for (const one of start)
        this.#node(one, block, block.kind === 'map' || one.type === 'seq-item-ind' ? 0 : inside);
      this.#node(key, block, explicit ? inside : 0);
      for (const one of sep ?? []) this.#node(one, block, one.type === 'map-value-ind' ? 0 : inside);
      this.#node(value, block, inside);
    }
    block.end = this.#contentEnd;
  }

  #stepOf({ kind, column, start }: Block, parent: Block): number {
    if (parent.kind === 'document') return 0;
    if (parent.kind === 'sequence' || !beginsLine(this.#text, start)) return itemStep;
    if (kind === 'map') return this.#unit;
    this.#listStep ??= column > parent.column ? this.#unit : 0;
    return this.#listStep;
  }

  #brackets(token: CST.FlowCollection, parent: Block, step: number): void {
    const { offset: start } = token;
    // The bracket that closes them may stand under the key.
    const behindKey = parent.kind === 'map' && !beginsLine(this.#text, start);
    const block: Mutable<Block> = {
      kind: 'brackets',
      parent,
      column: 0,
      step: behindKey ? 0 : step,
      start,
      end: start,
    };
    this.#push('open', token.start, parent, step);
    for (const { start, key, sep, value } of token.items) {
      this.#all(start, block, this.#unit);
      this.#node(key, block, this.#unit);
      this.#all(sep, block, this.#unit);
      this.#node(value, block, this.#unit);
    }
    const [close, ...rest] = token.end;
    if (close) this.#push('close', close, block, 0);
    block.end = this.#contentEnd;
    this.#all(rest, parent, step);
  }

  #blockText(token: CST.BlockScalar, block: Block, step: number | undefined): void {
    this.#all(token.props, block, step);
    const last = token.props.at(-1) as CST.SourceToken;
    const offset = last.offset + last.source.length;
    if (token.source !== '') this.#push('block-text', { offset, source: token.source }, block, step);
  }

  #push(
    kind: Lexeme['kind'],
    { offset, source }: { offset: number; source: string },
    block: Block,
    step: number | undefined,
  ): void {
    const end = offset + source.length;
    this.#lexemes.push({ kind, start: offset, end, block, step });
    if (kind !== 'comment') this.#contentEnd = end;
  }
}

/** Where the first key or dash of a collection stands, or what stands in front of its first key. */
function startOf({ items, offset }: CST.BlockMap | CST.BlockSequence): number {
  const { start, key, sep } = (items as readonly CST.CollectionItem[])[0] as CST.CollectionItem;
  const isContent = ({ type }: CST.Token) => type !== 'space' && type !== 'newline' && type !== 'comment';
  return (start.find(isContent) ?? key ?? sep?.find(isContent))?.offset ?? offset;
}
