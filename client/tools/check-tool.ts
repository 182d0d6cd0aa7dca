import { isAbsolute, resolve } from 'node:path';
import { type LanguageModelTool, l10n, Uri, type WorkspaceFolder, workspace } from 'vscode';
import type { CheckAnswer, PrintedProblem } from '../../protocol/index.ts';
import { askJson } from './ask-command.ts';
import { toolFolder, unsavedNote } from './tool-folder.ts';
import { toolResult } from './tool-result.ts';

interface CheckInput {
  readonly path?: string;
  readonly folder?: string;
}

/** How many problems are told: more than these nobody mends in one go. */
const limit = 50;

const order = ['error', 'warning', 'information', 'hint'] as const;

/** Tells the problems of the definitions in a folder, or of one file. */
export function checkTool(commandLine: string): LanguageModelTool<CheckInput> {
  return {
    prepareInvocation: ({ input: { path } }) => ({
      invocationMessage:
        path === undefined ? l10n.t('Checking the code envs') : l10n.t('Checking {path}', { path }),
    }),
    async invoke({ input: { path, folder: name } }, token) {
      const folder = path === undefined ? toolFolder(name) : folderOf(path, name);
      const paths = path === undefined ? [] : [resolve(folder.uri.fsPath, path)];
      const { problems } = await askJson<CheckAnswer>(['check', '--', ...paths], {
        commandLine,
        folder,
        token,
      });
      const worstFirst = order.flatMap(wanted => problems.filter(({ severity }) => severity === wanted));
      return toolResult({
        summary: summaryOf(problems),
        problems: worstFirst.slice(0, limit).map(told),
        ...(problems.length > limit && { leftOut: problems.length - limit }),
        note: unsavedNote(folder),
      });
    },
  };
}

/** The folder that holds the file. Nothing outside of the workspace is read for a model. */
function folderOf(path: string, name: string | undefined): WorkspaceFolder {
  const around = (path: string) => workspace.getWorkspaceFolder(Uri.file(path));
  const folder = isAbsolute(path) ? around(path) : toolFolder(name);
  if (!folder || around(resolve(folder.uri.fsPath, path)) !== folder)
    throw new Error(`${path} is not in a folder that is open. Give its path relative to the folder.`);
  return folder;
}

function summaryOf(problems: readonly PrintedProblem[]): string {
  const counts = order.flatMap(wanted => {
    const count = problems.filter(({ severity }) => severity === wanted).length;
    return count === 0 ? [] : [`${count} of severity ${wanted}`];
  });
  return counts.length === 0 ? 'No problems.' : `Problems: ${counts.join(', ')}.`;
}

/** Lines and columns count from 1, as in an editor. */
function told({ file, rule, severity, message, range: { start } }: PrintedProblem) {
  return { file, line: start.line + 1, column: start.character + 1, severity, rule, message };
}
