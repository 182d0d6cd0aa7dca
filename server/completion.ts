import type { ServerCapabilities } from 'vscode-languageserver';
import { complete, signatureAt } from '../core/index.ts';
import { askedBy } from './asked.ts';
import { toCompletionItem, toMarkdown } from './convert.ts';
import type { Serving } from './serving.ts';

/** What can be written at a place, and in which form. */
export const completionCapabilities = {
  completionProvider: {
    triggerCharacters: [':', ' ', '-', '"', "'", '[', '{', ',', '='],
    resolveProvider: true,
  },
  signatureHelpProvider: { triggerCharacters: ['[', '@', '=', '<', '>', ';', ','] },
} satisfies Partial<ServerCapabilities>;

/** What a completion is found by again. */
interface Data {
  readonly uri: string;
  readonly offset: number;
}

/** Answers the requests of {@link completionCapabilities}. */
export function serveCompletion({ connection, workspace, features, guard, guardResolve }: Serving): void {
  connection.onCompletion(
    guard(null, params => {
      const asked = askedBy(params, workspace);
      if (!asked) return null;
      const { uri, file, offset } = asked;
      const data: Data = { uri, offset };
      const { resolvesDocumentation } = features();
      const items = complete(file, offset, workspace.project).map(found => {
        const { documentation, ...item } = toCompletionItem(found, file.source.lines, features());
        if (!documentation) return item;
        return { ...item, ...(resolvesDocumentation ? { data } : { documentation }) };
      });
      return { isIncomplete: false, items };
    }),
  );

  connection.onCompletionResolve(
    guardResolve(item => {
      const { uri, offset } = (item.data ?? {}) as Partial<Data>;
      const file = typeof uri === 'string' ? workspace.file(uri) : undefined;
      if (!file || typeof offset !== 'number') return item;
      const found = complete(file, offset, workspace.project).find(({ label }) => label === item.label);
      return found?.documentation ? { ...item, documentation: toMarkdown(found.documentation) } : item;
    }),
  );

  connection.onSignatureHelp(
    guard(null, params => {
      const asked = askedBy(params, workspace);
      const found = asked && signatureAt(asked.file, asked.offset, workspace.project);
      if (!found) return null;
      const parameters = found.parameters.map(({ label, documentation }) => ({
        label,
        documentation: toMarkdown(documentation),
      }));
      return {
        signatures: [{ label: found.label, parameters }],
        activeSignature: 0,
        activeParameter: found.active,
      };
    }),
  );
}
