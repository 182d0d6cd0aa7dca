import { type LanguageStatusItem, LanguageStatusSeverity, languages } from 'vscode';
import { State } from 'vscode-languageclient/node';
import { languageId } from '../protocol/index.ts';

/** Whether the language server runs, in the language status of our files. */
export function serverStatusItem(): LanguageStatusItem {
  const item = languages.createLanguageStatusItem('code-envs.server', { language: languageId });
  item.name = 'Code Envs: Language Server';
  item.command = { command: 'code-envs.restartServer', title: 'Restart' };
  return item;
}

/** Says in the item of {@link serverStatusItem} what has become of the server. */
export function tellServerState(item: LanguageStatusItem, state: State): void {
  item.busy = state === State.Starting;
  const runs = state === State.Running || state === State.Starting;
  item.severity = runs ? LanguageStatusSeverity.Information : LanguageStatusSeverity.Error;
  item.text = {
    [State.Running]: 'Language server runs',
    [State.Starting]: 'Language server starts',
    [State.Stopped]: 'Language server has ended',
    [State.StartFailed]: 'Language server did not start',
  }[state];
  item.detail = runs ? '' : 'Definitions are not checked';
}
