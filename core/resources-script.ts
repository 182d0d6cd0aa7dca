import { parser } from '@lezer/python';
import type { Embedded } from './embedded.ts';
import type { Comment } from './source.ts';
import type { Span } from './text.ts';

/** The tree of the parser, as far as it is used here. */
interface SyntaxNode {
  readonly name: string;
  readonly from: number;
  readonly to: number;
  readonly firstChild: SyntaxNode | null;
  readonly nextSibling: SyntaxNode | null;
  readonly parent: SyntaxNode | null;
}

/** A name that stands for another: `import a.b`, `import a.b as c`, `from a import b as c`. Spans are of the file. */
export interface ScriptImport {
  /** `a.b`, or for `from a import b` only `a`. */
  readonly module: string;
  /** `b` of `from a import b`; `*` for all. */
  readonly name: string | undefined;
  /** The name in the script. */
  readonly local: string;
  readonly span: Span;
  /** Offsets in the script. */
  readonly start: number;
  readonly end: number;
  readonly topLevel: boolean;
}

export interface ScriptCall {
  /** What is called, as it is written, without spaces: `set_env_path`, `Model.from_pretrained`. */
  readonly callee: string;
  /** The last part of the callee. */
  readonly calleeSpan: Span;
  readonly span: Span;
  /** Offset in the script. */
  readonly start: number;
  readonly arguments: readonly ScriptArgument[];
  readonly topLevel: boolean;
}

export interface ScriptArgument {
  readonly keyword: string | undefined;
  /** The text, where a plain text in quotes stands there. */
  readonly text: string | undefined;
  readonly span: Span;
  /** `*more` or `**more`: what it brings is not known. */
  readonly spread: boolean;
}

/** A resources initialization script, as far as can be known without running it. Broken text is read as far as it goes. */
export interface ResourcesScript {
  readonly embedded: Embedded;
  readonly imports: readonly ScriptImport[];
  readonly calls: readonly ScriptCall[];
  /** Every name that the script gives to something: by `def`, `class`, `=`, `for`, `with`, as a parameter. */
  readonly definedNames: ReadonlySet<string>;
  readonly comments: readonly Comment[];
}

/** Reads a script. Never throws. */
export function readResourcesScript(embedded: Embedded): ResourcesScript {
  const { text, spanOf } = embedded;
  const imports: ScriptImport[] = [];
  const calls: ScriptCall[] = [];
  const definedNames = new Set<string>();
  const comments: Comment[] = [];
  const textOf = (node: SyntaxNode): string => text.slice(node.from, node.to);
  parser.parse(text).iterate({
    enter: ref => {
      const node: SyntaxNode = ref.node;
      if (node.name === 'Comment') {
        comments.push({ span: spanOf(node.from, node.to), text: textOf(node).slice(1).trim() });
      } else if (node.name === 'ImportStatement') {
        imports.push(...readImport(node, embedded));
      } else if (node.name === 'CallExpression') {
        const call = readCall(node, embedded);
        if (call) calls.push(call);
      } else if (node.name === 'VariableName' && isDefinition(node)) {
        definedNames.add(textOf(node));
      }
    },
  });
  return { embedded, imports, calls, definedNames, comments };
}

function readImport(statement: SyntaxNode, { text, spanOf }: Embedded): ScriptImport[] {
  const children = childrenOf(statement).filter(node => node.name !== 'Comment');
  const wordOf = (node: SyntaxNode): string => text.slice(node.from, node.to);
  const at = children.findIndex(node => wordOf(node) === 'import');
  const from = children.slice(1, at).map(wordOf).join('');
  const isFrom = at > 0;
  const topLevel = isTopLevel(statement);
  return split(children.slice(at + 1).filter(node => node.name !== '(' && node.name !== ')')).flatMap(
    nodes => {
      const as = nodes.findIndex(node => wordOf(node) === 'as');
      const named = as < 0 ? nodes : nodes.slice(0, as);
      const [first] = named;
      const last = named.at(-1);
      if (!first || !last || at < 0) return [];
      const name = named.map(wordOf).join('');
      const alias = as < 0 ? undefined : nodes[as + 1];
      return {
        module: isFrom ? from : name,
        name: isFrom ? name : undefined,
        local: alias ? wordOf(alias) : name,
        span: spanOf(first.from, last.to),
        start: statement.from,
        end: statement.to,
        topLevel,
      };
    },
  );
}

function readCall(node: SyntaxNode, { text, spanOf }: Embedded): ScriptCall | undefined {
  const [callee, list] = childrenOf(node);
  if (!callee || list?.name !== 'ArgList') return undefined;
  const name = text.slice(callee.from, callee.to).replaceAll(/\s/g, '');
  if (!/^[\w.]+$/.test(name)) return undefined;
  const last = childrenOf(callee).at(-1) ?? callee;
  return {
    callee: name,
    calleeSpan: spanOf(last.from, last.to),
    span: spanOf(node.from, node.to),
    start: node.from,
    arguments: readArguments(list, text, spanOf),
    topLevel: isTopLevel(node),
  };
}

function readArguments(list: SyntaxNode, text: string, spanOf: Embedded['spanOf']): ScriptArgument[] {
  const inner = childrenOf(list).filter(node => !['(', ')', 'Comment', '⚠'].includes(node.name));
  return split(inner).flatMap(nodes => {
    const [first] = nodes;
    const value = nodes.at(-1);
    if (!first || !value) return [];
    const keyword = nodes[1]?.name === 'AssignOp' ? text.slice(first.from, first.to) : undefined;
    const quoted =
      value.name === 'String' &&
      /^[bBuUrR]{0,2}(?:"""|'''|"|')(.*?)(?:"""|'''|"|')$/s.exec(text.slice(value.from, value.to));
    return {
      keyword,
      text: quoted ? quoted[1] : undefined,
      span: spanOf(value.from, value.to),
      spread: /^\*/.test(text.slice(first.from, first.to)),
    };
  });
}

/** The runs of nodes between commas. */
function split(nodes: readonly SyntaxNode[]): SyntaxNode[][] {
  const groups: SyntaxNode[][] = [[]];
  for (const node of nodes) {
    if (node.name === ',') groups.push([]);
    else groups.at(-1)?.push(node);
  }
  return groups;
}

function isDefinition({ parent, nextSibling, from }: SyntaxNode): boolean {
  switch (parent?.name) {
    case 'FunctionDefinition':
    case 'ClassDefinition':
    case 'ParamList':
      return true;
    case 'AssignStatement':
      return nextSibling?.name === 'AssignOp' || nextSibling?.name === ',' || from === parent.from;
    case 'ForStatement':
    case 'WithStatement':
    case 'NamedExpression':
    case 'ArrayComprehensionExpression':
    case 'TryStatement':
    case 'TupleExpression':
      return true;
    default:
      return false;
  }
}

/** Runs when the script runs: in no function and no class. */
function isTopLevel(node: SyntaxNode): boolean {
  for (let above = node.parent; above; above = above.parent)
    if (/^(?:FunctionDefinition|ClassDefinition|LambdaExpression)$/.test(above.name)) return false;
  return true;
}

function childrenOf(node: SyntaxNode): SyntaxNode[] {
  const children: SyntaxNode[] = [];
  for (let child = node.firstChild; child; child = child.nextSibling) children.push(child);
  return children;
}
