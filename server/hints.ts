import {
  type CodeLens,
  CodeLensRefreshRequest,
  type InlayHint,
  type ServerCapabilities,
} from 'vscode-languageserver';
import {
  countedNames,
  countInWords,
  findKind,
  type InlayHint as Hint,
  inlayHints,
  usesAt,
} from '../core/index.ts';
import { showUsesCommand } from '../protocol/index.ts';
import { pathOf } from './address.ts';
import { toMarkdown, toOffset, toSpan } from './convert.ts';
import { Refresh } from './refresh.ts';
import type { Serving } from './serving.ts';
import { runLenses } from './workloads.ts';

/** What is shown between the lines: what values stand for, and who uses what is defined. */
export const hintCapabilities = {
  inlayHintProvider: { resolveProvider: true },
  codeLensProvider: { resolveProvider: true },
} satisfies Partial<ServerCapabilities>;

/** Answers the requests of {@link hintCapabilities}. The result is to be called after the file at `uri` changed, without one after any did. */
export function serveHints({
  connection,
  workspace,
  features,
  guard,
  guardResolve,
}: Serving): (uri?: string) => void {
  const { project } = workspace;
  const { inlayHint } = connection.languages;

  inlayHint.on(
    guard(null, ({ textDocument: { uri }, range }) => {
      const file = workspace.file(uri);
      if (!file) return null;
      const { lines } = file.source;
      return inlayHints(file, toSpan(lines, range), project).map(
        ({ offset, label }): InlayHint => ({
          position: lines.positionAt(offset),
          label,
          paddingLeft: true,
          data: uri,
        }),
      );
    }),
  );
  inlayHint.resolve(
    guardResolve(hint => {
      const found = findHint(hint);
      return found ? { ...hint, tooltip: toMarkdown(found.explain()) } : hint;
    }),
  );

  function findHint({ position, label, data }: InlayHint): Hint | undefined {
    const file = typeof data === 'string' ? workspace.file(data) : undefined;
    if (!file) return undefined;
    const offset = toOffset(file.source.lines, position);
    return inlayHints(file, { start: offset, end: offset }, project).find(other => other.label === label);
  }

  connection.onCodeLens(
    guard(null, ({ textDocument: { uri } }) => {
      const file = workspace.file(uri);
      if (!file) return null;
      const uses = countedNames(file, project).map(
        ({ span }): CodeLens => ({ range: file.source.lines.rangeOf(span), data: uri }),
      );
      return [...uses, ...runLenses(uri, workspace)];
    }),
  );
  connection.onCodeLensResolve(guardResolve(resolveUses));

  function resolveUses(lens: CodeLens): CodeLens {
    const uri: unknown = lens.data;
    const file = typeof uri === 'string' ? workspace.file(uri) : undefined;
    if (typeof uri !== 'string' || !file) return lens;
    const uses = usesAt(file, toOffset(file.source.lines, lens.range?.start), project);
    // The text has changed: the editor asks for new lenses soon.
    if (!uses) return lens;
    const title = countInWords(uses, file.kind);
    if (uses.length === 0 || !features().showsUses) return { ...lens, command: { title, command: '' } };
    const places = uses.flatMap(({ path, span }) => workspace.locate(path, span, { uri, file }) ?? []);
    return {
      ...lens,
      command: { title, command: showUsesCommand, arguments: [uri, lens.range.start, places] },
    };
  }

  const hints = new Refresh(() => inlayHint.refresh());
  const lenses = new Refresh(() => connection.sendRequest(CodeLensRefreshRequest.type));
  return uri => {
    // An editor asks again by itself about what it has changed. What lies beside a definition is in no hint.
    const kind = uri === undefined ? 'any' : findKind(pathOf(uri) ?? '');
    const others = workspace.documents.some(document => document.uri !== uri);
    if (!others || kind === undefined || kind === 'packages' || kind === 'resources-script') return;
    if (features().refreshesHints && kind !== 'workloads') void hints.ask();
    if (features().refreshesLenses) void lenses.ask();
  };
}
