import { ThemeColor, ThemeIcon } from 'vscode';
import type { ImageStateName } from '../protocol/index.ts';
import { stateIcons } from './status.ts';

const colors: Partial<Record<ImageStateName, string>> = {
  // The colour of passed tests is hardly seen in light themes.
  current: 'charts.green',
  stale: 'list.warningForeground',
};

/** The icon of a state in a view; another while it is being built, and where the last build failed. */
export function stateIcon(
  state: ImageStateName,
  {
    isBuilding = false,
    hasFailed = false,
  }: { readonly isBuilding?: boolean; readonly hasFailed?: boolean } = {},
): ThemeIcon {
  if (isBuilding) return new ThemeIcon('sync~spin');
  if (hasFailed) return new ThemeIcon('error', new ThemeColor('list.errorForeground'));
  const color = colors[state];
  return new ThemeIcon(stateIcons[state], color === undefined ? undefined : new ThemeColor(color));
}
