import { Disposable, l10n, StatusBarAlignment, window } from 'vscode';
import { nameOfImages } from './accessible-names.ts';
import { codeEnvStates } from './code-env-states.ts';
import type { ImageStates } from './image-states.ts';
import { summaryOf } from './image-words.ts';
import { stateIcons, worstOf } from './status.ts';

/** How many images are not current, and of how many code envs errors keep us from knowing, in the status bar; hidden as long as nothing is known. */
export function showImagesStatus(states: ImageStates): Disposable {
  const item = window.createStatusBarItem('code-envs.images', StatusBarAlignment.Left);
  item.name = 'Code Envs';
  item.command = 'code-envs.images.focus';
  const tell = () => {
    const envs = codeEnvStates(states);
    const images = envs.flatMap(entry => entry.images);
    const broken = envs.filter(({ refusal }) => refusal?.cause !== undefined).length;
    if (images.length === 0 && broken === 0) return item.hide();
    const state = worstOf(images);
    const worries = [...(state === 'current' ? [] : [summaryOf(images)]), ...brokenWords(broken)];
    const isCurrent = worries.length === 0;
    const summary = isCurrent ? summaryOf(images) : worries.join(', ');
    const icon = broken > 0 ? 'error' : stateIcons[state];
    item.text = isCurrent ? `$(check) Code Envs` : `$(${icon}) Code Envs: ${summary}`;
    item.tooltip = isCurrent ? allCurrent(images.length) : l10n.t('Images: {summary}', { summary });
    item.accessibilityInformation = nameOfImages(summary);
    item.show();
  };
  return Disposable.from(item, states.onDidChange(tell));
}

/** Of code envs with errors no image is known. */
function brokenWords(count: number): readonly string[] {
  if (count === 0) return [];
  return [
    count === 1 ? l10n.t('1 code env with errors') : l10n.t('{count} code envs with errors', { count }),
  ];
}

function allCurrent(count: number): string {
  return count === 1 ? l10n.t('The image is current') : l10n.t('All {count} images are current', { count });
}
