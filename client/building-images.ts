import { Disposable, type Event, EventEmitter, type Task, tasks } from 'vscode';
import type { BuildDefinition } from './build-tasks.ts';
import type { ImageRow } from './chosen-images.ts';

/** Which images the tasks of this window are building. */
export class BuildingImages implements Disposable {
  readonly #changed = new EventEmitter<void>();
  readonly onDidChange: Event<void> = this.#changed.event;
  readonly #listeners: Disposable;

  constructor() {
    const tell = (task: Task) => {
      if (task.definition.type === 'code-env') this.#changed.fire();
    };
    this.#listeners = Disposable.from(
      tasks.onDidStartTask(({ execution }) => tell(execution.task)),
      tasks.onDidEndTask(({ execution }) => tell(execution.task)),
    );
  }

  /** Whether a task that runs has this image to build. */
  has(row: ImageRow): boolean {
    return tasks.taskExecutions.some(({ task }) => isBuiltBy(task, row));
  }

  dispose(): void {
    this.#listeners.dispose();
    this.#changed.dispose();
  }
}

function isBuiltBy({ definition, scope }: Task, { of, image }: ImageRow): boolean {
  const { type, command, envs = [], config } = definition as BuildDefinition;
  if (type !== 'code-env' || typeof scope !== 'object' || scope.index !== of.folder.index) return false;
  const isNamed =
    (envs.length === 0 || envs.includes(of.env)) && (config === undefined || image.configs.includes(config));
  return isNamed && (command === 'rebuild' || (command === 'build' && image.state !== 'current'));
}
