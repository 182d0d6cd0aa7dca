import { type LanguageModelTool, l10n } from 'vscode';
import type { PlanAnswer } from '../../protocol/index.ts';
import { askCommand, askJson } from './ask-command.ts';
import { toolFolder, unsavedNote } from './tool-folder.ts';
import { toolResult } from './tool-result.ts';

interface PlanInput {
  readonly env?: string;
  readonly config?: string;
  readonly folder?: string;
}

/** Tells which images the definitions stand for, and of one code env the Dockerfile. No engine is asked. */
export function planTool(commandLine: string): LanguageModelTool<PlanInput> {
  return {
    prepareInvocation: ({ input: { env } }) => ({
      invocationMessage:
        env === undefined ? l10n.t('Planning the images') : l10n.t('Planning the images of {env}', { env }),
    }),
    async invoke({ input: { env, config, folder: name } }, token) {
      const folder = toolFolder(name);
      const asking = { commandLine, folder, token };
      const { images, notPlanned } = await askJson<PlanAnswer>(['plan'], asking);
      const meant = images.filter(
        image =>
          (env === undefined || image.env === env) &&
          (config === undefined || image.configs.includes(config)),
      );
      const document = {
        images: meant.map(({ env, configs, base, image, notes }) => ({ env, configs, base, image, notes })),
        notPlanned: notPlanned
          .filter(entry => env === undefined || entry.env === env)
          .map(({ env, reason }) => ({ env, reason })),
        note: unsavedNote(folder),
      };
      if (env === undefined) return toolResult(document);
      const words = ['dockerfile', ...(config === undefined ? [] : [`--config=${config}`]), '--', env];
      const { results, rest } = await askCommand(words, asking);
      return toolResult(document, results, ...(rest === '' ? [] : [rest]));
    },
  };
}
