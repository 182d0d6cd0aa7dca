import {
  commands,
  Disposable,
  type Event,
  ThemeIcon,
  type TreeDataProvider,
  TreeItem,
  TreeItemCollapsibleState,
  type TreeView,
  window,
  workspace,
} from 'vscode';
import type { ImageEntry } from '../protocol/index.ts';
import type { ImageRow } from './chosen-images.ts';
import { type CodeEnvStates, codeEnvStates } from './code-env-states.ts';
import type { ImageStates } from './image-states.ts';
import { ageOf, megabytesOf } from './image-words.ts';
import { stateIcon } from './state-icon.ts';
import { summaryOf, worstOf } from './status.ts';

/** A code env, one of its images, or a row that tells something of that. */
type Row = CodeEnvStates | ImageRow | TreeItem;

/** The view Code Envs: each with its container configurations and whether their image is current. */
class CodeEnvs implements TreeDataProvider<Row> {
  readonly onDidChangeTreeData: Event<void>;
  readonly #states: ImageStates;

  constructor(states: ImageStates) {
    this.#states = states;
    this.onDidChangeTreeData = states.onDidChange;
  }

  getChildren(row?: Row): Row[] {
    if (!row) return codeEnvStates(this.#states);
    if (row instanceof TreeItem) return [];
    return 'of' in row ? details(row.image) : row.images.map(image => ({ of: row, image }));
  }

  getTreeItem(row: Row): TreeItem {
    if (row instanceof TreeItem) return row;
    return 'of' in row ? imageItem(row) : envItem(row);
  }
}

/** Shows the code envs in the side bar; the states are followed from the moment that somebody sees it. */
export function showCodeEnvs(states: ImageStates): Disposable {
  const view = window.createTreeView('code-envs.images', {
    treeDataProvider: new CodeEnvs(states),
    showCollapseAll: true,
  });
  const look = () => {
    if (view.visible) states.follow();
  };
  look();
  tell(view, states);
  return Disposable.from(
    view,
    view.onDidChangeVisibility(look),
    states.onDidChange(() => tell(view, states)),
    commands.registerCommand('code-envs.refreshImages', () => states.refresh()),
  );
}

/** Says why there is nothing to see, or nothing to be known. */
function tell(view: TreeView<Row>, states: ImageStates): void {
  const folders = states.get();
  const failures = folders?.flatMap(({ failure }) => failure ?? []) ?? [];
  const unreachable = codeEnvStates(states)
    .flatMap(({ images }) => images)
    .flatMap(({ state, reasons }) => (state === 'unknown' ? reasons : []));
  view.message = [...new Set([...failures, ...unreachable])].join('\n');
  const known = folders?.every(({ status }) => status !== undefined);
  const empty = folders?.length === 0 ? 'no-instance' : known ? 'no-code-env' : 'unknown';
  void commands.executeCommand('setContext', 'codeEnvs.empty', empty);
}

function envItem({ env, path, folder, images, refusal }: CodeEnvStates): TreeItem {
  const item = new TreeItem(env, TreeItemCollapsibleState.Expanded);
  const isAlone = (workspace.workspaceFolders?.length ?? 0) < 2;
  const state = refusal === undefined ? summaryOf(images) : refusal;
  item.id = JSON.stringify([folder.uri.toString(), path, env]);
  item.description = isAlone ? state : `${state} (${folder.name})`;
  item.tooltip = path;
  item.contextValue = 'code-env';
  item.iconPath = refusal === undefined ? stateIcon(worstOf(images)) : new ThemeIcon('error');
  if (images.length > 0) return item;
  item.collapsibleState = TreeItemCollapsibleState.None;
  item.contextValue = 'code-env-without-image';
  return item;
}

function imageItem({ of, image }: ImageRow): TreeItem {
  const { configs, state, reasons } = image;
  const item = new TreeItem(configs.join(', '), TreeItemCollapsibleState.Collapsed);
  item.id = JSON.stringify([of.folder.uri.toString(), of.path, of.env, image.image]);
  // What an engine says is several lines, and the same for all: it stands above.
  item.description = state === 'stale' ? `stale: ${reasons.join('; ')}` : state;
  item.tooltip = [image.image, ...(state === 'current' ? ['current'] : reasons)].join('\n');
  item.contextValue = 'image';
  item.iconPath = stateIcon(state);
  return item;
}

function details({ image, base, size, created }: ImageEntry): TreeItem[] {
  return [
    detail('Image', image),
    detail('Base image', base),
    ...(size === undefined ? [] : [detail('Size', megabytesOf(size))]),
    ...(created === undefined ? [] : [detail('Built', ageOf(created, Date.now()), new Date(created))]),
  ];
}

function detail(label: string, text: string, tooltip: string | Date = text): TreeItem {
  const item = new TreeItem(label);
  item.description = text;
  item.tooltip = tooltip.toLocaleString();
  return item;
}
