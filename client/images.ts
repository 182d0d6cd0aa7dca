import {
  CodeActionKind,
  type Disposable,
  languages,
  type Memento,
  type TextDocument,
  window,
  workspace,
} from 'vscode';
import type { BaseLanguageClient } from 'vscode-languageclient';
import { languageId } from '../protocol/index.ts';
import type { BuildTasks } from './build-tasks.ts';
import { BuildingImages } from './building-images.ts';
import { showConfigurations } from './configurations-view.ts';
import { isOnDisk } from './execution.ts';
import { FailedBuildActions } from './failed-build-actions.ts';
import { ImageLenses } from './image-lenses.ts';
import { ImageNotice } from './image-notice.ts';
import type { ImageStates } from './image-states.ts';
import { ImagesDrop } from './images-drop.ts';
import { showImagesStatus } from './images-status-item.ts';
import { showCodeEnvs } from './images-view.ts';
import { KeptArrangement } from './kept-arrangement.ts';
import { StaleBadges } from './stale-badges.ts';
import type { WorkloadList } from './workload-list.ts';

/** What the views of images are made with. */
export interface ImageParts {
  readonly states: ImageStates;
  readonly workloads: WorkloadList;
  readonly buildTasks: BuildTasks;
  readonly memory: Memento;
  readonly client: () => BaseLanguageClient | undefined;
}

/** Not our other files: each change of a state makes the editor wait anew before it asks for the lenses of what is named here. */
const definitions = {
  language: languageId,
  scheme: 'file',
  pattern: '**/{*code-env.yaml,*code-env.yml,desc.json}',
};

/** Shows the states of images wherever the editor has a place for them. An open definition is a reason to ask for them. */
export function showImages({ states, workloads, buildTasks, memory, client }: ImageParts): Disposable[] {
  const arrangement = new KeptArrangement(memory);
  const building = new BuildingImages();
  const badges = new StaleBadges(states);
  const follow = (document: TextDocument) => {
    if (document.languageId === languageId && isOnDisk(document.uri)) states.follow();
  };
  workspace.textDocuments.forEach(follow);
  return [
    arrangement,
    building,
    showCodeEnvs({ states, workloads, arrangement, building }, new ImagesDrop(client)),
    showConfigurations(states),
    showImagesStatus(states),
    new ImageNotice(states, memory, buildTasks),
    badges,
    window.registerFileDecorationProvider(badges),
    languages.registerCodeLensProvider(definitions, new ImageLenses(states)),
    languages.registerCodeActionsProvider({ scheme: 'file' }, new FailedBuildActions(states), {
      providedCodeActionKinds: [CodeActionKind.QuickFix],
    }),
    workspace.onDidOpenTextDocument(follow),
  ];
}
