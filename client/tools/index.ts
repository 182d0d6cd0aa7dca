import { type Disposable, type LogOutputChannel, lm } from 'vscode';
import { buildTool } from './build-tool.ts';
import { checkTool } from './check-tool.ts';
import { planTool } from './plan-tool.ts';
import { whyStaleTool } from './why-stale-tool.ts';

/** What the tools work with. */
export interface ToolParts {
  readonly commandLine: string;
  readonly log: LogOutputChannel;
}

/** Registers the tools of language models that run the command line; what they take and are for is in package.json. */
export function registerTools({ commandLine, log }: ToolParts): Disposable[] {
  return [
    lm.registerTool('code-envs_check', checkTool(commandLine)),
    lm.registerTool('code-envs_why_stale', whyStaleTool(commandLine)),
    lm.registerTool('code-envs_plan', planTool(commandLine)),
    lm.registerTool('code-envs_build', buildTool(commandLine, log)),
  ];
}
