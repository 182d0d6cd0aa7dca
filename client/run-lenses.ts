import {
  CodeLens,
  type CodeLensProvider,
  type DocumentSelector,
  type Event,
  l10n,
  type NotebookCell,
  NotebookCellKind,
  NotebookCellStatusBarAlignment,
  NotebookCellStatusBarItem,
  type NotebookCellStatusBarItemProvider,
  Range,
  type TextDocument,
  type Uri,
} from 'vscode';
import { runCommand, type WorkloadEntry } from '../protocol/index.ts';
import type { WorkloadList } from './workload-list.ts';

/** The scripts of workloads, whatever other extensions call their language. */
export const scripts: DocumentSelector = { scheme: 'file', pattern: '**/*.{py,R,r}' };

/** Runs the workloads of a script by lenses over its first line, those of a notebook below its first cell of code. */
export class RunLenses implements CodeLensProvider, NotebookCellStatusBarItemProvider {
  readonly onDidChangeCodeLenses: Event<void>;
  readonly onDidChangeCellStatusBarItems: Event<void>;
  readonly #workloads: WorkloadList;

  constructor(workloads: WorkloadList) {
    this.#workloads = workloads;
    this.onDidChangeCodeLenses = workloads.onDidChange;
    this.onDidChangeCellStatusBarItems = workloads.onDidChange;
  }

  async provideCodeLenses({ uri }: TextDocument): Promise<CodeLens[]> {
    const start = new Range(0, 0, 0, 0);
    const here = await this.#of(uri);
    return here.map(entry => {
      const { arguments: about, ...command } = running(entry);
      // The editor forgets the arguments of a lens when it asks anew, while the old lens can still be clicked.
      return new CodeLens(start, here.length > 1 ? { ...command, arguments: about } : command);
    });
  }

  async provideCellStatusBarItems(cell: NotebookCell): Promise<NotebookCellStatusBarItem[]> {
    const first = cell.notebook.getCells().find(({ kind }) => kind === NotebookCellKind.Code);
    if (first !== cell) return [];
    return (await this.#of(cell.notebook.uri)).map(entry => {
      const command = running(entry);
      const item = new NotebookCellStatusBarItem(command.title, NotebookCellStatusBarAlignment.Left);
      item.command = command;
      return item;
    });
  }

  async #of(script: Uri): Promise<readonly WorkloadEntry[]> {
    return (await this.#workloads.get()).filter(entry => entry.script === script.toString());
  }
}

function running(entry: WorkloadEntry) {
  const where = entry.config.place ? ` (${entry.config.name})` : '';
  const run = l10n.t('Run {workload}', { workload: entry.name + where });
  // The editor swallows a space that breaks.
  return { title: `$(play)\u00a0${run}`, command: runCommand, arguments: [entry] };
}
