import {
  commands,
  Disposable,
  type Event,
  EventEmitter,
  type TreeDataProvider,
  TreeItem,
  type TreeView,
  window,
} from 'vscode';
import { arranged } from './arrangement.ts';
import type { BuildingImages } from './building-images.ts';
import type { ImageRow } from './chosen-images.ts';
import { type CodeEnvStates, codeEnvStates } from './code-env-states.ts';
import { envItem, imageDetails, imageItem } from './image-items.ts';
import type { ImageStates } from './image-states.ts';
import { arrangementInWords } from './image-words.ts';
import { workloadsIn } from './image-workloads.ts';
import type { ImagesDrop } from './images-drop.ts';
import type { KeptArrangement } from './kept-arrangement.ts';
import type { WorkloadList } from './workload-list.ts';

/** What the view Code Envs shows. */
export interface Shown {
  readonly states: ImageStates;
  readonly workloads: WorkloadList;
  readonly arrangement: KeptArrangement;
  readonly building: BuildingImages;
}

/** A code env, one of its images, or a row that tells something of that. */
type Row = CodeEnvStates | ImageRow | TreeItem;

/** The view Code Envs: each with its container configurations and whether their image is current. */
class CodeEnvs implements TreeDataProvider<Row>, Disposable {
  readonly #changed = new EventEmitter<void>();
  readonly onDidChangeTreeData: Event<void> = this.#changed.event;
  readonly #shown: Shown;
  readonly #listeners: Disposable;

  constructor(shown: Shown) {
    this.#shown = shown;
    this.#listeners = Disposable.from(
      ...Object.values(shown).map(({ onDidChange }) => onDidChange(() => this.#changed.fire())),
    );
  }

  getChildren(row?: Row): Row[] {
    if (!row) return [...shownEnvs(this.#shown)];
    if (row instanceof TreeItem) return [];
    return 'of' in row ? imageDetails(row.image) : row.images.map(image => ({ of: row, image }));
  }

  async getTreeItem(row: Row): Promise<TreeItem> {
    if (row instanceof TreeItem) return row;
    const { building, workloads } = this.#shown;
    if ('of' in row)
      return imageItem(row, {
        hasWorkload: workloadsIn(row, await workloads.get()).length > 0,
        isBuilding: building.has(row),
      });
    return envItem(
      row,
      row.images.some(image => building.has({ of: row, image })),
    );
  }

  dispose(): void {
    this.#listeners.dispose();
    this.#changed.dispose();
  }
}

/** Shows the code envs in the side bar; the states are followed from the moment that somebody sees it. */
export function showCodeEnvs(shown: Shown, dragAndDropController: ImagesDrop<Row>): Disposable {
  const { states, arrangement } = shown;
  const rows = new CodeEnvs(shown);
  const view = window.createTreeView<Row>('code-envs.images', {
    treeDataProvider: rows,
    dragAndDropController,
    showCollapseAll: true,
  });
  const look = () => {
    if (view.visible) states.follow();
  };
  look();
  tell(view, shown);
  return Disposable.from(
    view,
    rows,
    view.onDidChangeVisibility(look),
    states.onDidChange(() => tell(view, shown)),
    arrangement.onDidChange(() => tell(view, shown)),
    commands.registerCommand('code-envs.refreshImages', () => states.refresh()),
  );
}

function shownEnvs({ states, arrangement }: Shown): readonly CodeEnvStates[] {
  return arranged(codeEnvStates(states), arrangement.get());
}

/** Says why there is nothing to see, or nothing to be known. */
function tell(view: TreeView<Row>, shown: Shown): void {
  const { states, arrangement } = shown;
  view.description = arrangementInWords(arrangement.get());
  const folders = states.get();
  const failures = folders?.flatMap(({ failure }) => failure ?? []) ?? [];
  const envs = codeEnvStates(states);
  const unreachable = envs
    .flatMap(({ images }) => images)
    .flatMap(({ state, reasons }) => (state === 'unknown' ? reasons : []));
  view.message = [...new Set([...failures, ...unreachable])].join('\n');
  const known = folders?.every(({ status }) => status !== undefined);
  const isLeftOut = envs.length > 0 && shownEnvs(shown).length === 0;
  const none = isLeftOut ? 'all-current' : 'no-code-env';
  const empty = folders?.length === 0 ? 'no-instance' : known ? none : 'unknown';
  void commands.executeCommand('setContext', 'codeEnvs.empty', empty);
}
