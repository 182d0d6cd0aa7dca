import {
  type Command,
  commands,
  type Disposable,
  type Event,
  l10n,
  Range,
  ThemeIcon,
  type TreeDataProvider,
  TreeItem,
  TreeItemCollapsibleState,
  Uri,
  window,
  workspace,
} from 'vscode';
import type { Place, UsedEntry, WorkloadEntry } from '../protocol/index.ts';
import { detailItem, nameOfWorkload } from './accessible-names.ts';
import { hasInstanceAbove, isThere } from './instance-above.ts';
import type { WorkloadList } from './workload-list.ts';

/** A workload, or a row that tells something of it. */
type Row = WorkloadEntry | TreeItem;

/** The view Workloads: each with its type, code env and container configuration. */
class Workloads implements TreeDataProvider<Row> {
  readonly onDidChangeTreeData: Event<void>;
  readonly #workloads: WorkloadList;

  constructor(workloads: WorkloadList) {
    this.#workloads = workloads;
    this.onDidChangeTreeData = workloads.onDidChange;
  }

  async getChildren(row?: Row): Promise<Row[]> {
    if (!row) return this.#all();
    return row instanceof TreeItem ? [] : details(row);
  }

  getTreeItem(row: Row): TreeItem {
    if (row instanceof TreeItem) return row;
    const item = new TreeItem(row.name, TreeItemCollapsibleState.Collapsed);
    const used = `${row.env.name} (${row.config.name})`;
    const folder = workspace.getWorkspaceFolder(Uri.parse(row.uri));
    const isAlone = !folder || workspace.workspaceFolders?.length === 1;
    item.description = isAlone ? used : `${used}, ${folder.name}`;
    item.accessibilityInformation = nameOfWorkload(row);
    item.iconPath = new ThemeIcon(row.type?.endsWith('_NOTEBOOK') ? 'notebook' : 'file-code');
    item.contextValue = row.script === undefined ? 'workload' : 'workload-with-script';
    return item;
  }

  async #all(): Promise<Row[]> {
    const workloads = await this.#workloads.getIfKnown();
    const isEmpty = workloads?.length === 0;
    const files = isEmpty ? await filesOfInstances() : [];
    await commands.executeCommand('setContext', 'codeEnvs.noWorkload', isEmpty && files.length === 0);
    return [...(workloads ?? []), ...files.map(fileWithoutWorkload)];
  }
}

/** The workloads.yaml of instances: others have files of that name, too. */
async function filesOfInstances(): Promise<Uri[]> {
  const files = await workspace.findFiles('**/workloads.{yaml,yml}', '**/node_modules/**');
  const areOurs = await Promise.all(files.map(file => hasInstanceAbove(Uri.joinPath(file, '..'))));
  return files.filter((_, i) => areOurs[i]);
}

/** A file that is there, but of which no workload can be told. */
function fileWithoutWorkload(file: Uri): TreeItem {
  const item = new TreeItem(workspace.asRelativePath(file));
  item.description = l10n.t('no workload in it');
  item.iconPath = new ThemeIcon('warning');
  item.command = { title: l10n.t('Open'), command: 'vscode.open', arguments: [file] };
  return item;
}

/** Shows the workloads in the side bar. */
export function showWorkloads(workloads: WorkloadList): Disposable[] {
  return [
    window.registerTreeDataProvider('code-envs.workloads', new Workloads(workloads)),
    commands.registerCommand('code-envs.openScript', async ({ script }: WorkloadEntry) => {
      if (script !== undefined) await commands.executeCommand('vscode.open', Uri.parse(script));
    }),
    commands.registerCommand('code-envs.openOutputs', ({ name, outputs }: WorkloadEntry) =>
      openOutputs(name, Uri.parse(outputs)),
    ),
    commands.registerCommand('code-envs.openDefinition', async (entry: WorkloadEntry) => {
      const { command, arguments: words = [] } = opening(entry);
      await commands.executeCommand(command, ...words);
    }),
  ];
}

async function openOutputs(name: string, folder: Uri): Promise<void> {
  if (await isThere(folder)) await commands.executeCommand('revealInExplorer', folder);
  else
    void window.showInformationMessage(
      l10n.t('There are no outputs of {name}: it has not run yet, or was run elsewhere.', { name }),
    );
}

function details(entry: WorkloadEntry): TreeItem[] {
  const { type, env, config, script } = entry;
  const file = script === undefined ? undefined : { uri: script, line: 0 };
  const path = file && workspace.asRelativePath(Uri.parse(file.uri), false);
  return [
    detail(l10n.t('Type'), { name: type ?? l10n.t('none'), place: entry }),
    detail(l10n.t('Code env'), env),
    detail(l10n.t('Configuration'), config),
    detail(l10n.t('Script'), { name: path ?? l10n.t('none'), place: file }),
  ];
}

function detail(label: string, { name, place }: UsedEntry): TreeItem {
  const item = detailItem(label, name);
  if (place) item.command = opening(place);
  return item;
}

function opening({ uri, line }: Place): Command {
  return {
    title: l10n.t('Open'),
    command: 'vscode.open',
    // A notebook is not opened at a line.
    arguments: [Uri.parse(uri), line > 0 ? { selection: new Range(line, 0, line, 0) } : undefined],
  };
}
