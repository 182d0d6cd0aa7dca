import { type Disposable, l10n, tasks, window } from 'vscode';
import type { BuildDefinition } from './build-tasks.ts';

/** Says that a build or a run was cancelled where the editor ended it: its terminal is closed then, and says nothing. */
export function tellCancelled(): Disposable {
  return tasks.onDidEndTaskProcess(({ execution, exitCode }) => {
    const { type, command } = execution.task.definition as BuildDefinition;
    if (type !== 'code-env' || command === 'doctor' || exitCode !== undefined) return;
    void window.showInformationMessage(
      command === 'run'
        ? l10n.t('The run was cancelled, and its container stopped.')
        : l10n.t('The build was cancelled. Finished images stay.'),
    );
  });
}
