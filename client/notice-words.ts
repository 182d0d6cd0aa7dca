import { l10n } from 'vscode';
import type { NoticePlan } from './notice-plan.ts';

/** What a notice says and what its button is called. Counts stand behind colons, where no language needs another word for several. */
export function wordsOf(plan: NoticePlan): { readonly text: string; readonly button: string } {
  if ('bases' in plan)
    return {
      text: l10n.t(
        'DSS was upgraded or base images were edited. Base images to rebuild: {bases}. Images of code envs to rebuild: {images}.',
        { bases: plan.bases, images: plan.images },
      ),
      button: l10n.t('Rebuild Base Images, then All Code Env Images'),
    };
  if ('onHost' in plan)
    return {
      text: l10n.t(
        'DSS was upgraded. The next step is a base image of this version: run {command} on the host of DSS, then write its tag into container-configs.yaml.',
        { command: plan.onHost },
      ),
      button: l10n.t('Copy Command'),
    };
  if ('upgraded' in plan)
    return {
      text: l10n.t('DSS was upgraded. Images of code envs to rebuild: {images}.', { images: plan.upgraded }),
      button: l10n.t('Build Missing and Stale Images'),
    };
  const { missing, older } = plan;
  if (older === 0)
    return {
      text: l10n.t('Container configurations were added. Images of code envs to build: {missing}.', {
        missing,
      }),
      button: l10n.t('Build Missing Images'),
    };
  return {
    text:
      missing === 0
        ? l10n.t('Base images were rebuilt. Images of code envs to rebuild: {older}.', { older })
        : l10n.t(
            'Container configurations were added and base images rebuilt. Images to build: {missing}, to rebuild: {older}.',
            { missing, older },
          ),
    button: l10n.t('Build Missing and Stale Images'),
  };
}
