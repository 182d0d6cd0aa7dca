import {
  type DocumentSymbol,
  type Location,
  type SymbolInformation,
  SymbolKind,
} from 'vscode-languageserver';
import type { LineIndex, OutlineItem, WorkspaceName } from '../core/index.ts';

const itemKinds: Readonly<Record<OutlineItem['kind'], SymbolKind>> = {
  'code-env': SymbolKind.Package,
  named: SymbolKind.Object,
  package: SymbolKind.Module,
  mapping: SymbolKind.Struct,
  list: SymbolKind.Array,
  value: SymbolKind.Property,
};

/** What a file is made of, as a tree. */
export function toDocumentSymbols(items: readonly OutlineItem[], lines: LineIndex): DocumentSymbol[] {
  return items.map(({ name, detail, kind, span, nameSpan, children }) => ({
    name,
    ...(detail === undefined ? {} : { detail }),
    kind: itemKinds[kind],
    range: lines.rangeOf(span),
    selectionRange: lines.rangeOf(nameSpan),
    ...(children.length > 0 ? { children: toDocumentSymbols(children, lines) } : {}),
  }));
}

/** The same for an editor that shows no trees: each item says what it is in. */
export function toFlatSymbols(
  items: readonly OutlineItem[],
  lines: LineIndex,
  uri: string,
  containerName?: string,
): SymbolInformation[] {
  return items.flatMap(({ name, kind, span, children }) => [
    {
      name,
      kind: itemKinds[kind],
      location: { uri, range: lines.rangeOf(span) },
      ...(containerName === undefined ? {} : { containerName }),
    },
    ...toFlatSymbols(children, lines, uri, name),
  ]);
}

const nameKinds: Readonly<Record<WorkspaceName['kind'], SymbolKind>> = {
  'code-env': SymbolKind.Package,
  'container-config': SymbolKind.Object,
  'spark-config': SymbolKind.Object,
  'image-build-config': SymbolKind.Object,
  'base-image': SymbolKind.Class,
  workload: SymbolKind.Function,
};

export function toWorkspaceSymbol(
  { name, kind, container }: WorkspaceName,
  location: Location,
): SymbolInformation {
  return { name, kind: nameKinds[kind], location, containerName: container };
}
