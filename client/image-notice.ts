import {
  Disposable,
  env,
  l10n,
  type Memento,
  type TaskExecution,
  tasks,
  type WorkspaceFolder,
  window,
} from 'vscode';
import type { BuildDefinition, BuildTasks } from './build-tasks.ts';
import type { FolderStates, ImageStates } from './image-states.ts';
import { type NoticePlan, planOf } from './notice-plan.ts';
import { wordsOf } from './notice-words.ts';

/** How long states must stay as they are before something is said of them, in milliseconds. */
const calm = 1500;

/**
 * Says once what to do after a container configuration was added, base images were built or DSS was upgraded. What it
 * has said it remembers in the workspace until it is not so any more.
 */
export class ImageNotice implements Disposable {
  readonly #states: ImageStates;
  readonly #memory: Memento;
  readonly #tasks: BuildTasks;
  readonly #listener: Disposable;
  #hasBuilt = false;
  #clock: NodeJS.Timeout | undefined;

  constructor(states: ImageStates, memory: Memento, buildTasks: BuildTasks) {
    this.#states = states;
    this.#memory = memory;
    this.#tasks = buildTasks;
    const wait = () => {
      clearTimeout(this.#clock);
      this.#clock = setTimeout(() => this.#look(), calm);
    };
    this.#listener = Disposable.from(
      states.onDidChange(wait),
      tasks.onDidEndTask(({ execution }) => {
        if (isOurs(execution)) this.#hasBuilt = true;
        wait();
      }),
    );
  }

  dispose(): void {
    clearTimeout(this.#clock);
    this.#listener.dispose();
  }

  #look(): void {
    if (tasks.taskExecutions.some(isOurs)) return;
    for (const states of this.#states.get() ?? []) this.#consider(states);
    this.#hasBuilt = false;
  }

  #consider({ folder, status }: FolderStates): void {
    // An engine that does not answer has not made anything current.
    if (!status || status.images.some(({ state }) => state === 'unknown')) return;
    const plan = planOf(status);
    const key = `codeEnvs.told ${folder.uri}`;
    const told = this.#memory.get<readonly string[]>(key, []);
    const now = plan?.subjects ?? [];
    if (JSON.stringify(now) !== JSON.stringify(told)) void this.#memory.update(key, now);
    // What a build has left, its terminal has told.
    if (plan && !this.#hasBuilt && now.some(subject => !told.includes(subject))) void this.#say(plan, folder);
  }

  async #say(plan: NoticePlan, folder: WorkspaceFolder): Promise<void> {
    const { text, button } = wordsOf(plan);
    if ('onHost' in plan) {
      const answer = await window.showInformationMessage(text, button);
      if (answer === button) await env.clipboard.writeText(plan.onHost);
      return;
    }
    const definition: BuildDefinition = { type: 'code-env', ...plan.task };
    const command = `code-envs ${this.#tasks.task(definition, folder).name}`;
    const byHand = l10n.t('By command line: {command}', { command });
    const answer = await window.showInformationMessage(`${text} ${byHand}`, button);
    if (answer === button) await this.#tasks.run(definition, folder);
  }
}

function isOurs({ task }: TaskExecution): boolean {
  return task.definition.type === 'code-env';
}
