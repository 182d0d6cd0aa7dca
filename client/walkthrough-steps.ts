import { commands, type Disposable, tasks } from 'vscode';
import type { BuildDefinition } from './build-tasks.ts';

/** Ticks the steps of the walkthrough once a build or a run has ended well, however it was begun. */
export function tickSteps(): Disposable {
  return tasks.onDidEndTaskProcess(({ execution, exitCode }) => {
    const { type, command } = execution.task.definition as BuildDefinition;
    if (type !== 'code-env' || command === 'doctor' || exitCode !== 0) return;
    void tickStep(command === 'run' ? 'codeEnvs.hasRun' : 'codeEnvs.hasBuilt');
  });
}

/** Ticks a step, by the key that package.json has for it. */
export async function tickStep(
  key: 'codeEnvs.hasCreated' | 'codeEnvs.hasBuilt' | 'codeEnvs.hasRun',
): Promise<void> {
  await commands.executeCommand('setContext', key, true);
}
