import type { CodeLens } from 'vscode-languageserver/node';
import { type RunnableWorkload, runnableWorkloads } from '../core/index.ts';
import { runCommand, type WorkloadEntry } from '../protocol/index.ts';
import { findDefinitions } from '../workspace/index.ts';
import { uriOf } from './convert.ts';
import type { Workspace } from './workspace.ts';

/** The workloads of all folders, in the order of their files. */
export async function workloadEntries({ tree, project }: Workspace): Promise<readonly WorkloadEntry[]> {
  const found = await Promise.all(tree.roots.map(root => findDefinitions(root)));
  return [...new Set(found.flat())].sort().flatMap(path => {
    const file = project.file(path);
    return file ? runnableWorkloads(file, project).map(entryOf) : [];
  });
}

/** A lens over each workload of a file that runs it. */
export function runLenses(uri: string, workspace: Workspace): CodeLens[] {
  const file = workspace.file(uri);
  if (!file) return [];
  return runnableWorkloads(file, workspace.project).map(workload => ({
    range: file.source.lines.rangeOf(workload.span),
    command: { title: '$(play) Run', command: runCommand, arguments: [entryOf(workload)] },
  }));
}

function entryOf({ name, path, use }: RunnableWorkload): WorkloadEntry {
  return { name, type: use.workload.type?.value, uri: uriOf(path) };
}
