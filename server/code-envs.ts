import { isManaged } from '../core/index.ts';
import type { CodeEnvEntry } from '../protocol/index.ts';
import { uriOf } from './address.ts';
import type { Workspace } from './workspace.ts';

/** The code envs of all folders, in the order of their paths. */
export async function codeEnvEntries(workspace: Workspace): Promise<readonly CodeEnvEntry[]> {
  return (await workspace.definitions()).flatMap(path => {
    const file = workspace.project.file(path);
    return (file?.documents ?? []).flatMap(({ env }) => {
      if (!file || !env) return [];
      const { line } = file.source.lines.positionAt((env.envName ?? env.root).span.start);
      return [{ name: env.name, uri: uriOf(path), line, managed: isManaged(env) }];
    });
  });
}
