import { commands, Disposable, type Event, EventEmitter, type Memento } from 'vscode';
import { type Arrangement, type Order, orders, usualArrangement } from './arrangement.ts';

const key = 'codeEnvs.images.arrangement';

/** The arrangement of the view Code Envs, kept for the workspace, with the commands that change it. */
export class KeptArrangement implements Disposable {
  readonly #changed = new EventEmitter<void>();
  readonly onDidChange: Event<void> = this.#changed.event;
  readonly #memory: Memento;
  readonly #commands: Disposable;

  constructor(memory: Memento) {
    this.#memory = memory;
    const capitalized = (order: Order) => `${order[0]?.toUpperCase()}${order.slice(1)}`;
    this.#commands = Disposable.from(
      ...orders.map(order =>
        commands.registerCommand(`code-envs.sortImagesBy${capitalized(order)}`, () => this.#set({ order })),
      ),
      commands.registerCommand('code-envs.showNotCurrentImages', () => this.#set({ notCurrent: true })),
      commands.registerCommand('code-envs.showAllImages', () => this.#set({ notCurrent: false })),
    );
    this.#tell();
  }

  get(): Arrangement {
    return this.#memory.get(key, usualArrangement);
  }

  dispose(): void {
    this.#commands.dispose();
    this.#changed.dispose();
  }

  async #set(change: Partial<Arrangement>): Promise<void> {
    await this.#memory.update(key, { ...this.get(), ...change });
    this.#tell();
    this.#changed.fire();
  }

  /** What the menu of the view goes by. */
  #tell(): void {
    const { order, notCurrent } = this.get();
    void commands.executeCommand('setContext', 'codeEnvs.images.order', order);
    void commands.executeCommand('setContext', 'codeEnvs.images.notCurrent', notCurrent);
  }
}
