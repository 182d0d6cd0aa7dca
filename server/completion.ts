import type { CompletionItem, ServerCapabilities } from 'vscode-languageserver/node';
import { complete } from '../core/index.ts';
import { toCompletionItem, toMarkdown, toOffset } from './convert.ts';
import type { Serving } from './serving.ts';

/** What can be written at a place. */
export const completionCapabilities = {
  completionProvider: {
    triggerCharacters: [':', ' ', '-', '"', "'", '[', '{', ',', '='],
    resolveProvider: true,
  },
} satisfies Partial<ServerCapabilities>;

/** What a completion is found by again. */
interface Data {
  readonly uri: string;
  readonly offset: number;
}

/** Answers the requests of {@link completionCapabilities}. */
export function serveCompletion({ connection, workspace, features, guard }: Serving): void {
  connection.onCompletion(
    guard(null, ({ textDocument: { uri }, position }) => {
      const file = workspace.file(uri);
      if (!file) return null;
      const { lines } = file.source;
      const offset = toOffset(lines, position);
      const data: Data = { uri, offset };
      const { resolvesDocumentation } = features();
      const items = complete(file, offset, workspace.project).map(found => {
        const { documentation, ...item } = toCompletionItem(found, lines, features());
        if (!documentation) return item;
        return { ...item, ...(resolvesDocumentation ? { data } : { documentation }) };
      });
      return { isIncomplete: false, items };
    }),
  );

  connection.onCompletionResolve((item, token) =>
    guard(item, (item: CompletionItem) => {
      const { uri, offset } = (item.data ?? {}) as Partial<Data>;
      const file = typeof uri === 'string' ? workspace.file(uri) : undefined;
      if (!file || typeof offset !== 'number') return item;
      const found = complete(file, offset, workspace.project).find(({ label }) => label === item.label);
      return found?.documentation ? { ...item, documentation: toMarkdown(found.documentation) } : item;
    })(item, token),
  );
}
