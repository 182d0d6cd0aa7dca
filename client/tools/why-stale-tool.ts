import { type LanguageModelTool, l10n } from 'vscode';
import type { ImageEntry, Status } from '../../protocol/index.ts';
import { countsOf } from '../status.ts';
import { askJson } from './ask-command.ts';
import { assertTrusted, toolFolder, unsavedNote } from './tool-folder.ts';
import { toolResult } from './tool-result.ts';

interface WhyStaleInput {
  readonly env?: string;
  readonly folder?: string;
}

/**
 * Tells which images are current, and why the others are not. It asks anew instead of looking at what the views know:
 * a model asks right after it has changed something.
 */
export function whyStaleTool(commandLine: string): LanguageModelTool<WhyStaleInput> {
  return {
    prepareInvocation: () => ({ invocationMessage: l10n.t('Asking which images are current') }),
    async invoke({ input: { env, folder: name } }, token) {
      assertTrusted('Container engines are asked');
      const folder = toolFolder(name);
      const { images, baseImages, notPlanned } = await askJson<Status>(['status'], {
        commandLine,
        folder,
        token,
      });
      const isMeant = (entry: { readonly env: string }) => env === undefined || entry.env === env;
      const meant = images.filter(isMeant);
      const unplanned = notPlanned.filter(isMeant);
      if (env !== undefined && meant.length + unplanned.length === 0)
        throw new Error(
          `No code env ${env} has images here. Those that have: ${[...new Set(images.map(({ env }) => env))].join(', ') || 'none'}.`,
        );
      const bases = new Set(meant.map(({ base }) => base));
      return toolResult({
        summary: meant.length === 0 ? 'There is no image of a code env.' : `Images: ${counted(meant)}.`,
        images: meant.map(({ env, configs, image, state, reasons, lastFailure }) => ({
          env,
          configs,
          image,
          state,
          reasons,
          lastFailure,
        })),
        baseImages: baseImages
          .filter(({ image }) => env === undefined || bases.has(image))
          .map(({ image, state, reasons, lastFailure }) => ({ image, state, reasons, lastFailure })),
        ...(unplanned.length > 0 && { notPlanned: unplanned }),
        note: unsavedNote(folder),
      });
    },
  };
}

/** As the views say it, but in English: that is what models are told in. */
function counted(images: readonly ImageEntry[]): string {
  return (
    countsOf(images)
      .map(([state, count]) => `${count} ${state}`)
      .join(', ') || 'current'
  );
}
