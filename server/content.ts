import type { ServerCapabilities, TextDocumentContentResult } from 'vscode-languageserver';
import { previewDockerfile } from '../core/index.ts';
import { dockerfileScheme, rulePageScheme } from '../protocol/index.ts';
import { parseUri } from './address.ts';
import { Refresh } from './refresh.ts';
import type { Serving } from './serving.ts';
import type { Workspace } from './workspace.ts';

/** Documents that are on no disk: the Dockerfiles of definitions, and the pages of rules. */
export const contentCapabilities = {
  workspace: { textDocumentContent: { schemes: [dockerfileScheme, rulePageScheme] } },
} satisfies Partial<ServerCapabilities>;

/** Answers the requests of {@link contentCapabilities}. The result is to be called after any file changed. */
export function serveContent({
  connection,
  workspace,
  features,
  guardAsync,
  readRulePages,
}: Serving): () => void {
  const { textDocumentContent } = connection.workspace;
  /** The Dockerfiles that the editor may show. */
  const shown = new Set<string>();

  textDocumentContent.on(
    guardAsync<[{ uri: string }], TextDocumentContentResult | null>(null, async ({ uri }) => {
      const { scheme, path = '', query = '', fragment = '' } = parseUri(uri) ?? {};
      if (scheme === rulePageScheme)
        return { text: rulePage(/([\w-]+)\.md$/.exec(path)?.[1] ?? '', await readRulePages()) };
      if (scheme !== dockerfileScheme) return null;
      shown.add(uri);
      return { text: dockerfile(query, fragment || undefined, workspace) };
    }),
  );

  const dockerfiles = new Refresh(async () => {
    await Promise.all([...shown].map(uri => textDocumentContent.refresh(uri)));
  });
  return () => {
    if (features().refreshesContent && shown.size > 0) void dockerfiles.ask();
  };
}

function dockerfile(definition: string, config: string | undefined, workspace: Workspace): string {
  const file = workspace.file(definition);
  const answer = file
    ? previewDockerfile(file, workspace.project, config)
    : { problem: 'This is not the definition of a code env.' };
  return 'text' in answer ? answer.text : `# ${answer.problem}\n`;
}

function rulePage(rule: string, pages: string): string {
  const page = pages.split(/^(?=## )/m).find(page => page.startsWith(`## ${rule}\n`));
  return page ?? `No rule is called ${rule}.\n`;
}
