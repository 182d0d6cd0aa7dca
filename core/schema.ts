import { codeEnvSchema, containerConfigsSchema, workloadsSchema } from './generated/schemas.ts';
import { validateCodeEnv, validateContainerConfigs, validateWorkloads } from './generated/validate.js';
import type { ConfigShape } from './model.ts';
import { type Entry, identityOf, type MapNode, type Node, type SequenceNode } from './source.ts';
import type { Span } from './text.ts';

/** The part of JSON Schema that schemas/ uses, and our own words for what it cannot say (`x-…`). */
export interface Schema {
  readonly [keyword: string]: unknown;
  readonly $ref?: string;
  readonly type?: string | readonly string[];
  readonly description?: string;
  readonly default?: unknown;
  readonly enum?: readonly string[];
  readonly examples?: readonly unknown[];
  readonly required?: readonly string[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly items?: Schema;
  readonly definitions?: Readonly<Record<string, Schema>>;
  /** What each value of `enum` means. */
  readonly 'x-values'?: Readonly<Record<string, string>>;
  /** DSS may know more values than `enum`, or more keys than `properties`: another one is doubtful, not wrong. */
  readonly 'x-open'?: boolean;
  /** The value is the name of something that is defined elsewhere. */
  readonly 'x-reference'?: 'base-image' | 'code-env' | 'container-config' | 'image-build-config';
  /** The key is one of only this shape of container configurations. */
  readonly 'x-shape'?: ConfigShape;
  /** The value is a piece of a Dockerfile. */
  readonly 'x-dockerfile'?: boolean;
  /** The value is a path from the folder of the file. */
  readonly 'x-path'?: 'file' | 'folder';
}

/** A compiled schema; complaints are left in `errors`, as ajv does. */
export interface Validate {
  (value: unknown): boolean;
  readonly errors?:
    | readonly {
        readonly instancePath: string;
        readonly keyword: string;
        readonly params: Readonly<Record<string, unknown>>;
      }[]
    | null;
}

/** The kinds of files that have a structure, written as YAML or JSON. */
export type DefinitionKind = 'code-env' | 'container-configs' | 'workloads';

/** The kinds of files; the last two lie in `spec/` beside a code env. */
export type Kind = DefinitionKind | 'packages' | 'resources-script';

const kinds: Readonly<Record<DefinitionKind, { readonly schema: Schema; readonly validate: Validate }>> = {
  'code-env': { schema: codeEnvSchema, validate: validateCodeEnv },
  'container-configs': { schema: containerConfigsSchema, validate: validateContainerConfigs },
  workloads: { schema: workloadsSchema, validate: validateWorkloads },
};

/** Keys and list indices from the root of a document to a place in it. */
export type Path = readonly (string | number)[];

/** The schema of the value at `path`; undefined where the schema says nothing about it, and in files that have none. */
export function findSchema(kind: Kind, path: Path): Schema | undefined {
  if (kind === 'packages' || kind === 'resources-script') return undefined;
  let schema: Schema | undefined = kinds[kind].schema;
  for (const step of path) {
    schema =
      typeof step === 'number'
        ? schema?.items
        : Object.hasOwn(schema?.properties ?? {}, step)
          ? schema?.properties?.[step]
          : undefined;
    if (!schema) return undefined;
    schema = resolve(kind, schema);
  }
  return schema;
}

function resolve(kind: DefinitionKind, schema: Schema): Schema {
  if (!schema.$ref) return schema;
  const target = kinds[kind].schema.definitions?.[schema.$ref.replace('#/definitions/', '')];
  const { $ref: _, ...own } = schema;
  return target ? { ...resolve(kind, target), ...own } : own;
}

/** A place where a document does not have the structure of its kind. */
export type StructureProblem =
  | {
      readonly kind: 'unknown-key';
      readonly span: Span;
      readonly entry: Entry;
      readonly path: Path;
      readonly known: readonly string[];
      readonly open: boolean;
    }
  | {
      readonly kind: 'wrong-type';
      readonly span: Span;
      readonly node: Node;
      readonly path: Path;
      readonly expected: readonly string[];
    }
  | {
      readonly kind: 'unknown-value';
      readonly span: Span;
      readonly node: Node;
      readonly path: Path;
      readonly known: readonly string[];
      readonly open: boolean;
    }
  | {
      readonly kind: 'missing-key';
      readonly span: Span;
      readonly map: MapNode;
      readonly path: Path;
      readonly key: string;
    }
  | {
      readonly kind: 'duplicate-key';
      readonly span: Span;
      readonly entry: Entry;
      readonly first: Entry;
      readonly path: Path;
    };

/** Holds a document against the schema of its kind. */
export function checkStructure(kind: DefinitionKind, root: Node): readonly StructureProblem[] {
  const { validate } = kinds[kind];
  const problems: StructureProblem[] = [];
  const isLong = root.span.end - root.span.start > longText;
  if (validate(new ValueReader(problems, isLong ? plainValues : new Map()).read(root))) return problems;
  for (const error of validate.errors ?? []) {
    const path = parsePointer(error.instancePath);
    const node = findNode(root, path);
    if (!node) continue;
    const typed = path.map((step, i) =>
      findNode(root, path.slice(0, i))?.kind === 'sequence' ? Number(step) : step,
    );
    if (error.keyword === 'additionalProperties' && node.kind === 'map') {
      const key = String(error.params['additionalProperty']);
      const entry = node.entries.find(entry => entry.key.text === key);
      const schema = findSchema(kind, typed);
      const known = Object.keys(schema?.properties ?? {});
      const open = schema?.['x-open'] === true;
      if (entry)
        problems.push({ kind: 'unknown-key', span: entry.key.span, entry, path: typed, known, open });
    } else if (error.keyword === 'type') {
      const expected = [error.params['type']].flat().map(String);
      problems.push({ kind: 'wrong-type', span: node.span, node, path: typed, expected });
    } else if (error.keyword === 'enum') {
      const schema = findSchema(kind, typed);
      problems.push({
        kind: 'unknown-value',
        span: node.span,
        node,
        path: typed,
        known: schema?.enum ?? [],
        open: schema?.['x-open'] === true,
      });
    } else if (error.keyword === 'required' && node.kind === 'map') {
      const at = node.entries[0]?.key.span ?? node.span;
      problems.push({
        kind: 'missing-key',
        span: at,
        map: node,
        path: typed,
        key: String(error.params['missingProperty']),
      });
    }
  }
  // A value of the wrong type is in no list either: one complaint is enough.
  const wrongTypes = new Set(
    problems.filter(problem => problem.kind === 'wrong-type').map(problem => problem.span.start),
  );
  return problems.filter(problem => problem.kind !== 'unknown-value' || !wrongTypes.has(problem.span.start));
}

/** From how many characters on a text is so long that its values are remembered: those of a short one are made anew sooner. */
const longText = 10_000;

/** The plain values of nodes without a key that stands twice: what an edit leaves as it is, it leaves there, too. */
const plainValues = new WeakMap<object, unknown>();

/** Makes plain values of nodes, and finds the keys that stand twice on the way. */
class ValueReader {
  readonly #certain: Map<object, unknown> | WeakMap<object, unknown>;
  readonly #doubtful = new Map<object, unknown>();
  readonly #path: (string | number)[] = [];
  readonly #problems: StructureProblem[];

  constructor(problems: StructureProblem[], certain: Map<object, unknown> | WeakMap<object, unknown>) {
    this.#problems = problems;
    this.#certain = certain;
  }

  /** The plain value of a node, sharing where the text shares by aliases. The last of equal keys counts, as in most parsers. */
  read(node: Node): unknown {
    if (node.kind === 'scalar') return node.value;
    const before = this.#certain.get(identityOf(node)) ?? this.#doubtful.get(identityOf(node));
    if (before !== undefined) return before;
    const value: unknown[] | Record<string, unknown> = node.kind === 'sequence' ? [] : {};
    const problems = this.#problems.length;
    if (Array.isArray(value)) this.#items(node as SequenceNode, value);
    else this.#entries(node as MapNode, value);
    const values = this.#problems.length === problems ? this.#certain : this.#doubtful;
    values.set(identityOf(node), value);
    return value;
  }

  #items({ items }: SequenceNode, list: unknown[]): void {
    for (const item of items) {
      this.#path.push(list.length);
      list.push(this.read(item));
      this.#path.pop();
    }
  }

  #entries({ entries }: MapNode, map: Record<string, unknown>): void {
    for (const entry of entries) {
      const key = entry.key.text;
      if (Object.hasOwn(map, key) && !entry.foreign) {
        const first = entries.find(other => other.key.text === key) ?? entry;
        const path = [...this.#path];
        this.#problems.push({ kind: 'duplicate-key', span: entry.key.span, entry, first, path });
      }
      this.#path.push(key);
      const value = this.read(entry.value);
      // A map with a prototype is read faster, but this one key would change it.
      if (key === '__proto__')
        Object.defineProperty(map, key, { value, enumerable: true, writable: true, configurable: true });
      else map[key] = value;
      this.#path.pop();
    }
  }
}

function parsePointer(pointer: string): string[] {
  if (pointer === '') return [];
  return pointer
    .slice(1)
    .split('/')
    .map(step => step.replaceAll('~1', '/').replaceAll('~0', '~'));
}

/** The node at `path`, or undefined. Of equal keys the last counts. */
export function findNode(root: Node, path: Path): Node | undefined {
  let node: Node | undefined = root;
  for (const step of path) {
    if (node?.kind === 'map') node = node.entries.findLast(entry => entry.key.text === step)?.value;
    else if (node?.kind === 'sequence') node = node.items[Number(step)];
    else return undefined;
  }
  return node;
}
