import { type LanguageModelTool, l10n } from 'vscode';
import { type BaseLanguageClient, TextDocumentContentRequest } from 'vscode-languageclient';
import type { RulePages } from '../rule-pages.ts';
import { toolResult } from './tool-result.ts';

/** Gives the page of a rule: what it demands and why, wrong and right examples. */
export function explainTool(
  pages: RulePages,
  client: () => BaseLanguageClient | undefined,
): LanguageModelTool<{ readonly rule: string }> {
  return {
    prepareInvocation: ({ input: { rule } }) => ({
      invocationMessage: l10n.t('Reading the page of {rule}', { rule }),
    }),
    async invoke({ input: { rule } }, token) {
      const rules = (await pages.rules()).map(({ rule }) => rule);
      if (!rules.includes(rule))
        throw new Error(`No rule is called ${rule}. Those that there are: ${rules.join(', ')}.`);
      const server = client();
      if (!server)
        throw new Error(
          'The language server, which has the pages, does not run. Ask the user for "Code Envs: Restart Language Server".',
        );
      const uri = pages.uriOf(rule).toString();
      const { text } = await server.sendRequest(TextDocumentContentRequest.type, { uri }, token);
      return toolResult(text);
    },
  };
}
