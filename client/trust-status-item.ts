import { Disposable, LanguageStatusSeverity, l10n, languages, workspace } from 'vscode';
import { languageId } from '../protocol/index.ts';
import { nameOfStatus } from './accessible-names.ts';

/** What does not work in Restricted Mode, in the language status of our files; gone once the user trusts the folder. */
export function showTrustStatus(): Disposable {
  if (workspace.isTrusted) return new Disposable(() => {});
  const item = languages.createLanguageStatusItem('code-envs.trust', { language: languageId });
  item.name = l10n.t('Code Envs: Workspace Trust');
  item.severity = LanguageStatusSeverity.Warning;
  item.text = l10n.t('Restricted Mode');
  item.detail = l10n.t('No engine is asked, no image built, no workload run');
  item.accessibilityInformation = nameOfStatus(item);
  item.command = { command: 'workbench.trust.manage', title: l10n.t('Manage Workspace Trust') };
  return Disposable.from(
    item,
    workspace.onDidGrantWorkspaceTrust(() => item.dispose()),
  );
}
