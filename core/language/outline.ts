import { writtenSpan } from '../edit.ts';
import type { CodeEnv } from '../model.ts';
import type { Project, ReadDocument, ReadFile } from '../project.ts';
import { inlineLists, type PackageList } from '../requirements/package-list.ts';
import type { Entry, MapNode, Node, Source } from '../source.ts';
import type { Span } from '../text.ts';
import { listsIn } from './lists.ts';

/** Something that a file is made of, under the name by which people look for it. */
export interface OutlineItem {
  /** Never empty. */
  readonly name: string;
  readonly detail: string | undefined;
  /** `named`: a mapping of a list that has a name. */
  readonly kind: 'code-env' | 'named' | 'package' | 'mapping' | 'list' | 'value';
  readonly span: Span;
  /** Of the name; it lies in `span`. */
  readonly nameSpan: Span;
  readonly children: readonly OutlineItem[];
}

/** What a file is made of, document by document. */
export function outline(file: ReadFile, project: Project): readonly OutlineItem[] {
  if (file.kind === 'packages') return listsIn(file, project).flatMap(packagesOf);
  return file.documents.flatMap(document => new Outliner(file.source, document).read());
}

/** Below this nobody looks for names. */
const deepest = 6;

/** The keys by whose value a mapping of a list is known, and those that say the most about it. */
const naming = ['name', 'tag', 'key', 'group', 'versionId', 'type'];
const telling = ['type', 'context', 'value'];

class Outliner {
  readonly #source: Source;
  readonly #root: Node | undefined;
  readonly #env: CodeEnv | undefined;
  readonly #lists: readonly PackageList[];

  constructor(source: Source, { document, env }: ReadDocument) {
    this.#source = source;
    this.#root = document.root;
    this.#env = env;
    this.#lists = env ? [env, ...env.versions].flatMap(one => inlineLists(source, one)) : [];
  }

  read(): readonly OutlineItem[] {
    if (this.#root?.kind !== 'map') return [];
    const children = this.#entries(this.#root, 1);
    if (!this.#env) return children;
    const { name, lang, deploymentMode, envName, root } = this.#env;
    const detail = [lang, deploymentMode?.value].filter(Boolean).join(', ');
    const nameSpan = envName?.span ?? root.entries[0]?.key.span ?? root.span;
    const span = writtenSpan(this.#source, root.span);
    return [item({ name, detail, kind: 'code-env', span, nameSpan, children })];
  }

  #entries({ entries, span }: MapNode, depth: number): readonly OutlineItem[] {
    const items: OutlineItem[] = [];
    let { start } = span;
    for (const entry of entries) {
      // What a merge key brings stands elsewhere.
      if (!isIn(entry.span, { start, end: span.end })) continue;
      items.push(this.#entry(entry, depth));
      start = entry.span.end;
    }
    return items;
  }

  #entry({ key, value, span }: Entry, depth: number): OutlineItem {
    const list =
      value.kind === 'scalar' &&
      this.#lists.find(({ text }) => text.lines[0] && isIn(text.lines[0].span, value.span));
    return item({
      name: key.text,
      detail: this.#detailOf(value),
      kind: kindOf(value),
      span: writtenSpan(this.#source, span),
      nameSpan: key.span,
      children: list ? packagesOf(list) : this.#children(value, depth),
    });
  }

  #children(node: Node, depth: number): readonly OutlineItem[] {
    if (depth >= deepest || this.#isAlias(node)) return [];
    if (node.kind === 'map') return this.#entries(node, depth + 1);
    return node.kind === 'sequence' ? node.items.map((one, i) => this.#item(one, i, depth + 1)) : [];
  }

  #item(node: Node, index: number, depth: number): OutlineItem {
    const span = writtenSpan(this.#source, node.span);
    const children = this.#children(node, depth);
    if (node.kind === 'scalar')
      return item({ name: node.text, kind: 'value', span, nameSpan: span, children });
    const name = this.#isAlias(node) ? undefined : scalarAt(node, naming);
    if (!name) return item({ name: `${index + 1}`, kind: kindOf(node), span, nameSpan: span, children });
    const detail = scalarAt(
      node,
      telling.filter(key => scalarAt(node, [key]) !== name),
    )?.text;
    return item({ name: name.text, detail, kind: 'named', span, nameSpan: name.span, children });
  }

  #detailOf(node: Node): string | undefined {
    if (this.#isAlias(node)) return this.#source.text.slice(node.span.start, node.span.end);
    return node.kind === 'scalar' ? node.text.split('\n', 1)[0]?.slice(0, 80) : undefined;
  }

  #isAlias({ span }: Node): boolean {
    return span.end > span.start && this.#source.text[span.start] === '*';
  }
}

function packagesOf({ requirements, text }: PackageList): readonly OutlineItem[] {
  return requirements.flatMap(({ name, target, span, specifiers }) => {
    const named = name ?? target;
    if (!named) return [];
    const detail = specifiers.map(({ operator, version }) => operator.text + version.text).join(',');
    const nameSpan = text.exact ? named.span : span;
    return item({ name: named.text, detail, kind: 'package', span, nameSpan, children: [] });
  });
}

function item(of: Omit<OutlineItem, 'detail'> & { detail?: string | undefined }): OutlineItem {
  const { name, detail, span, nameSpan } = of;
  return {
    ...of,
    name: name.trim() === '' ? '""' : name,
    detail: detail === '' ? undefined : detail,
    nameSpan: isIn(nameSpan, span) ? nameSpan : span,
  };
}

function scalarAt(node: Node, keys: readonly string[]) {
  if (node.kind !== 'map') return undefined;
  for (const key of keys) {
    const value = node.entries.findLast(entry => entry.key.text === key)?.value;
    if (value?.kind === 'scalar' && value.text !== '') return value;
  }
  return undefined;
}

function kindOf({ kind }: Node): OutlineItem['kind'] {
  return kind === 'map' ? 'mapping' : kind === 'sequence' ? 'list' : 'value';
}

function isIn(inner: Span, outer: Span): boolean {
  return outer.start <= inner.start && inner.end <= outer.end;
}
