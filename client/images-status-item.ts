import { Disposable, StatusBarAlignment, window } from 'vscode';
import { codeEnvStates } from './code-env-states.ts';
import type { ImageStates } from './image-states.ts';
import { stateIcons, summaryOf, worstOf } from './status.ts';

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
    const all = images.length === 1 ? 'The image is' : `All ${images.length} images are`;
    item.tooltip = state === 'current' ? `${all} current` : `Images: ${summary}`;
    item.accessibilityInformation = { label: `Code Envs: ${summary}` };
    item.show();
  };
  return Disposable.from(item, states.onDidChange(tell));
}
