import {
  type CancellationToken,
  type LanguageModelTool,
  type LanguageModelToolConfirmationMessages,
  type LogOutputChannel,
  l10n,
  MarkdownString,
} from 'vscode';
import type { BuildAnswer, BuildResult } from '../../protocol/index.ts';
import { builderWords } from '../build-tasks.ts';
import { askJson } from './ask-command.ts';
import { assertTrusted, toolFolder, unsavedNote, unsavedPaths } from './tool-folder.ts';
import { toolResult } from './tool-result.ts';

interface BuildInput {
  readonly envs?: readonly string[];
  readonly config?: string;
  readonly baseImages?: boolean;
  readonly folder?: string;
}

/** How many images a question names. */
const limit = 20;

/** Builds images that are not current, once the user has said yes to their names. */
export function buildTool(commandLine: string, log: LogOutputChannel): LanguageModelTool<BuildInput> {
  const ask = (input: BuildInput, token: CancellationToken, isDry: boolean) => {
    const folder = toolFolder(input.folder);
    const { config, baseImages, envs = [] } = input;
    const words = [
      'build',
      ...(isDry ? ['--dry-run'] : []),
      ...(config === undefined ? [] : [`--config=${config}`]),
      ...(baseImages ? ['--base-images'] : []),
      ...builderWords(folder),
      '--',
      ...envs,
    ];
    return askJson<BuildAnswer>(words, {
      commandLine,
      folder,
      token,
      ...(!isDry && { onSaid: text => log.info(text.trimEnd()) }),
    });
  };
  return {
    // What is thrown here is told to the model, and the user is not asked.
    async prepareInvocation({ input }, token) {
      assertTrusted('Images are built');
      return {
        invocationMessage: l10n.t('Building images of code envs'),
        confirmationMessages: questionOf(
          await ask(input, token, true),
          unsavedPaths(toolFolder(input.folder)),
        ),
      };
    },
    async invoke({ input }, token) {
      assertTrusted('Images are built');
      const { summary, baseImages, images, notPlanned } = await ask(input, token, false);
      return toolResult({
        summary: summary || 'No image was planned.',
        images: [...baseImages, ...images].map(told),
        ...(notPlanned.length > 0 && { notPlanned }),
        note: unsavedNote(toolFolder(input.folder)),
      });
    },
  };
}

/** Names what would be built. */
function questionOf(
  { summary, baseImages, images }: BuildAnswer,
  unsaved: readonly string[],
): LanguageModelToolConfirmationMessages {
  const planned = [...baseImages, ...images].filter(({ action }) => action === 'planned');
  if (planned.length === 0)
    return {
      title: l10n.t('Build images of code envs?'),
      message: summary
        ? l10n.t('Nothing would be built now: {summary}.', { summary })
        : l10n.t('Nothing would be built now: no image can be planned.'),
    };
  const lines = [
    l10n.t('This executes what the definitions say, on your container engine:') + '\n',
    ...planned
      .slice(0, limit)
      .map(
        ({ env = l10n.t('base image'), image, reason = '' }) =>
          `- ${code(env)}: ${code(image)}, ${code(reason)}`,
      ),
    ...(planned.length > limit ? ['- ' + l10n.t('and {count} more', { count: planned.length - limit })] : []),
    ...(unsaved.length > 0
      ? [
          '\n' +
            l10n.t('Not as it is in the editor, but as it was saved: {files}', {
              files: code(unsaved.join(', ')),
            }),
        ]
      : []),
  ];
  return {
    title:
      planned.length === 1
        ? l10n.t('Build 1 image?')
        : l10n.t('Build {count} images?', { count: planned.length }),
    message: new MarkdownString(lines.join('\n')),
  };
}

/** Names are of files that others may have written: what could be Markdown is put as code. A dialog shows it as it is. */
function code(text: string): string {
  if (!/[\\`*<>[\]~!#|&\r\n]/.test(text)) return text;
  return `\`${text.replaceAll(/[`\r\n]+/g, ' ')}\``;
}

function told({ env, configs, image, action, reason, failure }: BuildResult) {
  return { env, configs, image, action, reason, failure };
}
