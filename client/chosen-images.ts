import { Uri, type WorkspaceFolder } from 'vscode';
import type { ImageEntry } from '../protocol/index.ts';
import { type CodeEnvStates, definitionOf } from './code-env-states.ts';

/** A row of the view Code Envs that stands for one image of a code env. */
export interface ImageRow {
  readonly of: CodeEnvStates;
  readonly image: ImageEntry;
}

/** What a command was clicked on: a definition, a code env or one of its images. */
export type Chosen = Uri | CodeEnvStates | ImageRow;

/** The address of the definition. */
export function definitionOfChosen(chosen: Chosen): Uri {
  return chosen instanceof Uri ? chosen : definitionOf('of' in chosen ? chosen.of : chosen);
}

/** What a task is to be about. */
export function taskOfChosen(chosen: CodeEnvStates | ImageRow): {
  readonly folder: WorkspaceFolder;
  readonly words: { readonly envs: readonly string[]; readonly config?: string };
} {
  if (!('of' in chosen)) return { folder: chosen.folder, words: { envs: [chosen.env] } };
  const [config] = chosen.image.configs;
  return {
    folder: chosen.of.folder,
    // The configurations of an image share it: any of them names it.
    words: { envs: [chosen.of.env], ...(config !== undefined && { config }) },
  };
}
