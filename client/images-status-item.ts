import { Disposable, l10n, StatusBarAlignment, window } from 'vscode';
import { nameOfImages } from './accessible-names.ts';
import { codeEnvStates } from './code-env-states.ts';
import type { ImageStates } from './image-states.ts';
import { summaryOf } from './image-words.ts';
import { stateIcons, worstOf } from './status.ts';

/** How many images are not current, in the status bar; hidden as long as nothing is known. */
export function showImagesStatus(states: ImageStates): Disposable {
  const item = window.createStatusBarItem('code-envs.images', StatusBarAlignment.Left);
  item.name = 'Code Envs';
  item.command = 'code-envs.images.focus';
  const tell = () => {
    const images = codeEnvStates(states).flatMap(entry => entry.images);
    if (images.length === 0) return item.hide();
    const state = worstOf(images);
    const summary = summaryOf(images);
    item.text = state === 'current' ? `$(check) Code Envs` : `$(${stateIcons[state]}) Code Envs: ${summary}`;
    item.tooltip = state === 'current' ? allCurrent(images.length) : l10n.t('Images: {summary}', { summary });
    item.accessibilityInformation = nameOfImages(summary);
    item.show();
  };
  return Disposable.from(item, states.onDidChange(tell));
}

function allCurrent(count: number): string {
  return count === 1 ? l10n.t('The image is current') : l10n.t('All {count} images are current', { count });
}
