import { type LanguageStatusItem, LanguageStatusSeverity, l10n, languages } from 'vscode';
import { State } from 'vscode-languageclient';
import { languageId } from '../protocol/index.ts';
import { nameOfStatus } from './accessible-names.ts';

/** Whether the language server runs, in the language status of our files. */
export function serverStatusItem(): LanguageStatusItem {
  const item = languages.createLanguageStatusItem('code-envs.server', { language: languageId });
  item.name = l10n.t('Code Envs: Language Server');
  item.command = { command: 'code-envs.restartServer', title: l10n.t('Restart') };
  return item;
}

/** Says in the item of {@link serverStatusItem} what has become of the server. */
export function tellServerState(item: LanguageStatusItem, state: State): void {
  item.busy = state === State.Starting;
  const runs = state === State.Running || state === State.Starting;
  item.severity = runs ? LanguageStatusSeverity.Information : LanguageStatusSeverity.Error;
  item.text = {
    [State.Running]: l10n.t('Language server runs'),
    [State.Starting]: l10n.t('Language server starts'),
    [State.Stopped]: l10n.t('Language server has ended'),
    [State.StartFailed]: l10n.t('Language server did not start'),
  }[state];
  item.detail = runs ? '' : l10n.t('Definitions are not checked');
  item.accessibilityInformation = nameOfStatus(item);
}
