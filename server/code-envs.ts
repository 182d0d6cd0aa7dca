import { isManaged } from '../core/index.ts';
import type { CodeEnvEntry } from '../protocol/index.ts';
import { uriOf } from './convert.ts';
import type { Workspace } from './workspace.ts';

/** The code envs of all folders, in the order of their paths. */
export async function codeEnvEntries(workspace: Workspace): Promise<readonly CodeEnvEntry[]> {
  return (await workspace.definitions()).flatMap(path =>
    (workspace.project.file(path)?.documents ?? []).flatMap(({ env }) =>
      env ? [{ name: env.name, uri: uriOf(path), managed: isManaged(env) }] : [],
    ),
  );
}
