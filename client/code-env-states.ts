import { Uri, type WorkspaceFolder } from 'vscode';
import type { ImageEntry } from '../protocol/index.ts';
import type { ImageStates } from './image-states.ts';

/** A code env with all of its images. */
export interface CodeEnvStates {
  readonly env: string;
  readonly folder: WorkspaceFolder;
  /** The path of its definition in the folder. */
  readonly path: string;
  readonly images: readonly ImageEntry[];
  /** Why no image of it can be planned, where that is so; for errors, the path of the first file that has some. */
  readonly refusal: { readonly reason: string; readonly cause?: string | undefined } | undefined;
}

/** The code envs of all folders, by name. */
export function codeEnvStates(states: ImageStates): CodeEnvStates[] {
  const found = (states.get() ?? []).flatMap(({ folder, status }) => {
    if (!status) return [];
    const of = ({ env, path }: { readonly env: string; readonly path: string }) => ({ env, folder, path });
    const envs = Map.groupBy(status.images, ({ env, path }) => JSON.stringify([env, path]));
    return [
      ...[...envs.values()].flatMap(images =>
        images.slice(0, 1).map(first => ({ ...of(first), images, refusal: undefined })),
      ),
      ...status.notPlanned.map(entry => ({ ...of(entry), images: [], refusal: entry })),
    ];
  });
  return found.sort((a, b) => a.env.localeCompare(b.env));
}

/** The address of its definition. */
export function definitionOf({ folder, path }: CodeEnvStates): Uri {
  return Uri.joinPath(folder.uri, path);
}
