import { Disposable, LanguageStatusSeverity, languages, workspace } from 'vscode';
import { languageId } from '../protocol/index.ts';

/** What does not work in Restricted Mode, in the language status of our files; gone once the user trusts the folder. */
export function showTrustStatus(): Disposable {
  if (workspace.isTrusted) return new Disposable(() => {});
  const item = languages.createLanguageStatusItem('code-envs.trust', { language: languageId });
  item.name = 'Code Envs: Workspace Trust';
  item.severity = LanguageStatusSeverity.Warning;
  item.text = 'Restricted Mode';
  item.detail = 'No engine is asked, no image built, no workload run';
  item.command = { command: 'workbench.trust.manage', title: 'Manage Workspace Trust' };
  return Disposable.from(
    item,
    workspace.onDidGrantWorkspaceTrust(() => item.dispose()),
  );
}
