import { type NotebookCellExecution, NotebookCellOutput, NotebookCellOutputItem } from 'vscode';

/** An output as notebooks hold it. */
export type NotebookOutput =
  | { readonly output_type: 'stream'; readonly name: 'stdout' | 'stderr'; readonly text: string }
  | {
      readonly output_type: 'display_data' | 'execute_result';
      readonly data: Readonly<Record<string, unknown>>;
      readonly metadata: Readonly<Record<string, unknown>>;
      readonly execution_count?: number;
    }
  | {
      readonly output_type: 'error';
      readonly ename: string;
      readonly evalue: string;
      readonly traceback: readonly string[];
    };

/** The outputs of a cell while it is executed. */
export class CellOutputs {
  readonly #execution: NotebookCellExecution;
  /** Those that have an identifier, by which they are changed. */
  readonly #displayed = new Map<string, NotebookCellOutput>();
  #stream: { readonly name: string; readonly output: NotebookCellOutput } | undefined;
  #clearsFirst = false;

  constructor(execution: NotebookCellExecution) {
    this.#execution = execution;
  }

  add(output: NotebookOutput, display?: string): void {
    if (this.#clearsFirst) this.clear(false);
    if (output.output_type === 'stream' && output.name === this.#stream?.name) {
      void this.#execution.appendOutputItems(itemsOf(output), this.#stream.output);
      return;
    }
    const shown = new NotebookCellOutput(itemsOf(output), metadataOf(output));
    this.#stream = output.output_type === 'stream' ? { name: output.name, output: shown } : undefined;
    if (display !== undefined) this.#displayed.set(display, shown);
    void this.#execution.appendOutput(shown);
  }

  /** An output of this cell has become another; those of other cells stay as they are. */
  update(output: NotebookOutput, display: string): void {
    const shown = this.#displayed.get(display);
    if (shown) void this.#execution.replaceOutputItems(itemsOf(output), shown);
  }

  /** Takes all away, now or once there is something else to show. */
  clear(wait: boolean): void {
    this.#clearsFirst = wait;
    if (wait) return;
    this.#stream = undefined;
    this.#displayed.clear();
    void this.#execution.clearOutput();
  }
}

function itemsOf(output: NotebookOutput): NotebookCellOutputItem[] {
  switch (output.output_type) {
    case 'stream':
      return [NotebookCellOutputItem[output.name](output.text)];
    case 'error': {
      const { ename, evalue, traceback } = output;
      return [NotebookCellOutputItem.error({ name: ename, message: evalue, stack: traceback.join('\n') })];
    }
    default:
      return Object.entries(output.data).map(([mime, content]) => itemOf(mime, content));
  }
}

function itemOf(mime: string, content: unknown): NotebookCellOutputItem {
  if (typeof content !== 'string') return NotebookCellOutputItem.json(content, mime);
  const isBinary = /^(image|audio|video)\/|^application\/pdf$/.test(mime) && mime !== 'image/svg+xml';
  return isBinary
    ? new NotebookCellOutputItem(Buffer.from(content, 'base64'), mime)
    : NotebookCellOutputItem.text(content, mime);
}

/** What the editor's writer of notebooks looks for. */
function metadataOf(output: NotebookOutput): Record<string, unknown> {
  if (!('data' in output)) return { outputType: output.output_type };
  const { output_type, metadata, execution_count } = output;
  return { outputType: output_type, metadata, executionCount: execution_count };
}
