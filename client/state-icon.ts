import { ThemeColor, ThemeIcon } from 'vscode';
import type { ImageStateName } from '../protocol/index.ts';
import { stateIcons } from './status.ts';

const colors: Partial<Record<ImageStateName, string>> = {
  // The colour of passed tests is hardly seen in light themes.
  current: 'charts.green',
  stale: 'list.warningForeground',
};

/** The icon of a state in a view; another where the last build `failed`. */
export function stateIcon(state: ImageStateName, failed = false): ThemeIcon {
  if (failed) return new ThemeIcon('error', new ThemeColor('list.errorForeground'));
  const color = colors[state];
  return new ThemeIcon(stateIcons[state], color === undefined ? undefined : new ThemeColor(color));
}
