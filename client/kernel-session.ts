import { type Disposable, l10n, type NotebookCellExecution, window } from 'vscode';
import { CellOutputs, type NotebookOutput } from './cell-outputs.ts';
import { CommandProcess } from './command-process.ts';

/** What `code-envs kernel` says: see core/support/serve_kernel.py. */
type Said =
  | { readonly ready: true }
  | { readonly output: NotebookOutput; readonly display?: string | null }
  | { readonly update: NotebookOutput; readonly display: string }
  | { readonly clear: boolean }
  | { readonly ask: string; readonly password: boolean }
  | Ended;

interface Ended {
  readonly ended: 'ok' | 'error';
  readonly count: number | null;
}

/** The kernel of one notebook: a container that lives as long as this. Cells are executed one after the other. */
export class KernelSession implements Disposable {
  /** Resolves when there is no kernel any more. */
  readonly ended: Promise<string>;
  readonly #process: CommandProcess<Said>;
  #outputs: CellOutputs | undefined;
  #finish: (ended: Ended) => void = () => {};
  #last: Promise<unknown> = Promise.resolve();
  /** Grows whenever what waits is not to be executed any more. */
  #round = 0;
  #isWanted = true;

  constructor(commandLine: string, words: readonly string[], folder: string) {
    this.#process = new CommandProcess<Said>(commandLine, words, folder, said => this.#hear(said));
    this.ended = this.#process.ended;
  }

  /** Resolves when the cell is done. After a cell that fails those that wait are not executed. */
  run(execution: NotebookCellExecution): Promise<void> {
    const round = this.#round;
    const done = this.#last.then(() =>
      round === this.#round ? this.#execute(execution) : execution.end(undefined),
    );
    this.#last = done;
    return done;
  }

  interrupt(): void {
    this.#round++;
    this.#process.send({ interrupt: true });
  }

  /** The kernel ends, with what it executes. */
  dispose(): void {
    this.#isWanted = false;
    this.#round++;
    this.#process.dispose();
  }

  async #execute(execution: NotebookCellExecution): Promise<void> {
    execution.start(Date.now());
    await execution.clearOutput();
    const outputs = new CellOutputs(execution);
    this.#outputs = outputs;
    const answered = new Promise<Ended>(resolve => {
      this.#finish = resolve;
    });
    this.#process.send({ execute: execution.cell.document.getText() });
    const end = await Promise.race([answered, this.ended]);
    this.#outputs = undefined;
    if (typeof end === 'string') {
      if (this.#isWanted)
        outputs.add({ output_type: 'error', ename: l10n.t('The kernel ended'), evalue: end, traceback: [] });
      this.#round++;
      execution.end(this.#isWanted ? false : undefined, Date.now());
      return;
    }
    if (end.ended === 'error') this.#round++;
    execution.executionOrder = end.count ?? undefined;
    execution.end(end.ended === 'ok', Date.now());
  }

  #hear(said: Said): void {
    if ('output' in said) this.#outputs?.add(said.output, said.display ?? undefined);
    else if ('update' in said) this.#outputs?.update(said.update, said.display);
    else if ('clear' in said) this.#outputs?.clear(said.clear);
    else if ('ask' in said) void this.#answer(said.ask, said.password);
    else if ('ended' in said) this.#finish(said);
  }

  async #answer(prompt: string, password: boolean): Promise<void> {
    const answer = await window.showInputBox({ prompt, password, ignoreFocusOut: true });
    this.#process.send({ answer: answer ?? '' });
  }
}
