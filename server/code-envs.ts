import { isManaged } from '../core/index.ts';
import type { CodeEnvEntry } from '../protocol/index.ts';
import { uriOf } from './address.ts';
import { unhurried } from './soon.ts';
import type { Workspace } from './workspace.ts';

/** The code envs of all folders, in the order of their paths. */
export async function codeEnvEntries(workspace: Workspace): Promise<readonly CodeEnvEntry[]> {
  const entries: CodeEnvEntry[] = [];
  for await (const path of unhurried(await workspace.definitions())) {
    const file = workspace.project.file(path);
    for (const { env } of file?.documents ?? []) {
      if (!file || !env) continue;
      const { line } = file.source.lines.positionAt((env.envName ?? env.root).span.start);
      entries.push({ name: env.name, uri: uriOf(path), line, managed: isManaged(env) });
    }
  }
  return entries;
}
