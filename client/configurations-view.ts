import {
  type Disposable,
  type Event,
  type TreeDataProvider,
  TreeItem,
  TreeItemCollapsibleState,
  window,
} from 'vscode';
import type { BaseImageEntry } from '../protocol/index.ts';
import { nameOfConfiguration, nameOfImage } from './accessible-names.ts';
import type { ImageRow } from './chosen-images.ts';
import { codeEnvStates } from './code-env-states.ts';
import type { ImageStates } from './image-states.ts';
import { hasFailed, reasonsOf, stateOf, stateWord } from './image-words.ts';
import { stateIcon } from './state-icon.ts';

/** A container configuration that code envs have images for. */
interface ConfigurationRow {
  readonly name: string;
  readonly base: string;
  /** Undefined while its engine does not answer. */
  readonly baseImage: BaseImageEntry | undefined;
  readonly images: readonly ImageRow[];
}

/** The view Container Configurations: each with the state of its base image, and the code envs that select it. */
class Configurations implements TreeDataProvider<ConfigurationRow | ImageRow> {
  readonly onDidChangeTreeData: Event<void>;
  readonly #states: ImageStates;

  constructor(states: ImageStates) {
    this.#states = states;
    this.onDidChangeTreeData = states.onDidChange;
  }

  getChildren(row?: ConfigurationRow | ImageRow): (ConfigurationRow | ImageRow)[] {
    if (!row) return configurationRows(this.#states);
    return 'of' in row ? [] : [...row.images];
  }

  getTreeItem(row: ConfigurationRow | ImageRow): TreeItem {
    return 'of' in row ? envItem(row) : configurationItem(row);
  }
}

/** Shows the container configurations in the side bar. */
export function showConfigurations(states: ImageStates): Disposable {
  return window.registerTreeDataProvider('code-envs.configurations', new Configurations(states));
}

function configurationRows(states: ImageStates): ConfigurationRow[] {
  const images = codeEnvStates(states).flatMap(of =>
    of.images.flatMap(image => image.configs.map(name => ({ name, row: { of, image } }))),
  );
  const groups = Map.groupBy(images, ({ name, row: { of, image } }) =>
    JSON.stringify([of.folder.uri.toString(), name, image.base]),
  );
  return [...groups.values()]
    .flatMap(group =>
      group.slice(0, 1).map(({ name, row: { of, image } }) => ({
        name,
        base: image.base,
        baseImage: states
          .get()
          ?.find(({ folder }) => folder === of.folder)
          ?.status?.baseImages.find(({ configs }) => configs.includes(name)),
        images: group.map(({ row }) => row),
      })),
    )
    .sort((a, b) => a.name.localeCompare(b.name));
}

function configurationItem({ name, base, baseImage }: ConfigurationRow): TreeItem {
  const state = baseImage?.state ?? 'unknown';
  const item = new TreeItem(name, TreeItemCollapsibleState.Collapsed);
  item.description = `${base} ${stateWord(state)}`;
  item.accessibilityInformation = nameOfConfiguration(name, base, stateWord(state));
  item.tooltip = [base, ...(baseImage?.reasons ?? [])].join('\n');
  item.iconPath = stateIcon(state);
  return item;
}

function envItem(row: ImageRow): TreeItem {
  const { of, image } = row;
  const item = new TreeItem(of.env);
  item.description = stateOf(image);
  item.accessibilityInformation = nameOfImage(row, item.description);
  item.tooltip = [image.image, ...reasonsOf(image)].join('\n');
  item.contextValue = hasFailed([image]) ? 'image-failed' : 'image';
  item.iconPath = stateIcon(image.state);
  return item;
}
