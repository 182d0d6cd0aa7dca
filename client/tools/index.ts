import { type Disposable, type LogOutputChannel, lm } from 'vscode';
import type { LanguageClient } from 'vscode-languageclient/node';
import type { RulePages } from '../rule-pages.ts';
import { buildTool } from './build-tool.ts';
import { checkTool } from './check-tool.ts';
import { explainTool } from './explain-tool.ts';
import { planTool } from './plan-tool.ts';
import { whyStaleTool } from './why-stale-tool.ts';

/** What the tools work with. */
export interface ToolParts {
  readonly commandLine: string;
  readonly log: LogOutputChannel;
  readonly pages: RulePages;
  readonly client: () => LanguageClient | undefined;
}

/** Registers the tools that language models may call; what they take and are for is in package.json. */
export function registerTools({ commandLine, log, pages, client }: ToolParts): Disposable[] {
  return [
    lm.registerTool('code-envs_check', checkTool(commandLine)),
    lm.registerTool('code-envs_explain', explainTool(pages, client)),
    lm.registerTool('code-envs_why_stale', whyStaleTool(commandLine)),
    lm.registerTool('code-envs_plan', planTool(commandLine)),
    lm.registerTool('code-envs_build', buildTool(commandLine, log)),
  ];
}
