import { type AccessibilityInformation, type LanguageStatusItem, l10n, TreeItem } from 'vscode';
import type { WorkloadEntry } from '../protocol/index.ts';
import type { ImageRow } from './chosen-images.ts';
import type { CodeEnvStates } from './code-env-states.ts';

// What a screen reader says. Without it a row is read by its tooltip alone, and an item of a status by its text, which does
// not say whose it is.

/** Of a code env; `state` is what its row says. */
export function nameOfEnv({ env }: CodeEnvStates, state: string): AccessibilityInformation {
  return { label: l10n.t('Code env {env}: {state}', { env, state }) };
}

/** Of an image, wherever it is shown; `state` is what its row says. */
export function nameOfImage({ of, image }: ImageRow, state: string): AccessibilityInformation {
  const configs = image.configs.join(', ');
  return { label: l10n.t('Image of code env {env} for {configs}: {state}', { env: of.env, configs, state }) };
}

/** Of a container configuration. */
export function nameOfConfiguration(name: string, base: string, state: string): AccessibilityInformation {
  return {
    label: l10n.t('Container configuration {name}, base image {base}: {state}', { name, base, state }),
  };
}

/** Of a workload. */
export function nameOfWorkload({ name, env, config }: WorkloadEntry): AccessibilityInformation {
  const used = { name, env: env.name, config: config.name };
  return { label: l10n.t('Workload {name}, code env {env}, container configuration {config}', used) };
}

/** Of all images, in the status bar. */
export function nameOfImages(summary: string): AccessibilityInformation {
  return { label: l10n.t('Code Envs, images: {summary}', { summary }) };
}

/** Of an item of the language status, once it has its text. */
export function nameOfStatus({ name, text, detail }: LanguageStatusItem): AccessibilityInformation {
  return { label: [name, text, detail].filter(Boolean).join(', ') };
}

/** A row that tells one thing of the row above it. */
export function detailItem(label: string, text: string): TreeItem {
  const item = new TreeItem(label);
  item.description = text;
  item.accessibilityInformation = { label: l10n.t('{label}: {text}', { label, text }) };
  return item;
}
