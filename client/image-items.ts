import { env as editor, l10n, ThemeIcon, TreeItem, TreeItemCollapsibleState, Uri, workspace } from 'vscode';
import type { ImageEntry } from '../protocol/index.ts';
import { detailItem, nameOfEnv, nameOfImage } from './accessible-names.ts';
import type { ImageRow } from './chosen-images.ts';
import type { CodeEnvStates } from './code-env-states.ts';
import { ageOf, hasFailed, megabytesOf, reasonsOf, stateOf, stateWord, summaryOf } from './image-words.ts';
import { stateIcon } from './state-icon.ts';
import { worstOf } from './status.ts';

/** The row of a code env in the view Code Envs. */
export function envItem(row: CodeEnvStates, isBuilding: boolean): TreeItem {
  const { env, path, folder, images, refusal } = row;
  const item = new TreeItem(env, TreeItemCollapsibleState.Expanded);
  const isAlone = (workspace.workspaceFolders?.length ?? 0) < 2;
  const state = refusal?.reason ?? told(summaryOf(images), isBuilding);
  item.id = JSON.stringify([folder.uri.toString(), path, env]);
  item.description = isAlone ? state : `${state} (${folder.name})`;
  item.accessibilityInformation = nameOfEnv(row, item.description);
  item.tooltip = path;
  item.contextValue = 'code-env';
  item.iconPath = stateIcon(worstOf(images), { isBuilding, hasFailed: hasFailed(images) });
  if (refusal) {
    item.tooltip = `${path}: ${refusal.reason}`;
    item.iconPath = new ThemeIcon('error');
    item.command = {
      title: l10n.t('Open'),
      command: 'vscode.open',
      arguments: [Uri.joinPath(folder.uri, refusal.cause ?? path)],
    };
  }
  if (images.length > 0) return item;
  item.collapsibleState = TreeItemCollapsibleState.None;
  item.contextValue = 'code-env-without-image';
  return item;
}

/** The row of an image below its code env. */
export function imageItem(
  row: ImageRow,
  { hasWorkload, isBuilding }: { readonly hasWorkload: boolean; readonly isBuilding: boolean },
): TreeItem {
  const { of, image } = row;
  const { configs, state, reasons } = image;
  const failed = hasFailed([image]);
  const item = new TreeItem(configs.join(', '), TreeItemCollapsibleState.Collapsed);
  item.id = JSON.stringify([of.folder.uri.toString(), of.path, of.env, image.image]);
  // What an engine says is several lines, and the same for all: it stands above.
  const summary =
    state === 'stale' && !failed
      ? l10n.t('stale: {reasons}', { reasons: reasons.join('; ') })
      : stateOf(image);
  item.description = told(summary, isBuilding);
  item.accessibilityInformation = nameOfImage(row, item.description);
  item.tooltip = [image.image, ...(state === 'current' ? [stateWord(state)] : reasonsOf(image))].join('\n');
  item.contextValue = `image-${hasWorkload ? 'with' : 'without'}-workload${failed ? '-failed' : ''}`;
  item.iconPath = stateIcon(state, { isBuilding, hasFailed: failed });
  return item;
}

function told(summary: string, isBuilding: boolean): string {
  return isBuilding ? l10n.t('building; {summary}', { summary }) : summary;
}

/** The rows below an image. */
export function imageDetails({ image, base, size, created, lastFailure }: ImageEntry): TreeItem[] {
  return [
    detail(l10n.t('Image'), image),
    detail(l10n.t('Base image'), base),
    ...(size === undefined ? [] : [detail(l10n.t('Size'), megabytesOf(size))]),
    ...(created === undefined
      ? []
      : [detail(l10n.t('Created'), ageOf(created, Date.now()), new Date(created))]),
    ...(lastFailure === undefined
      ? []
      : [
          detail(
            l10n.t('Last build'),
            l10n.t('failed: {message}', { message: lastFailure.message }),
            `${new Date(lastFailure.at).toLocaleString(editor.language)}\n${lastFailure.message}`,
          ),
        ]),
  ];
}

function detail(label: string, text: string, tooltip: string | Date = text): TreeItem {
  const item = detailItem(label, text);
  item.tooltip = tooltip.toLocaleString(editor.language);
  return item;
}
