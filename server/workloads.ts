import type { CodeLens } from 'vscode-languageserver';
import {
  findKind,
  outputsOf,
  type Project,
  type RunnableWorkload,
  runnableWorkloads,
  type Span,
} from '../core/index.ts';
import { type Place, runCommand, type UsedEntry, type WorkloadEntry } from '../protocol/index.ts';
import { uriOf } from './address.ts';
import type { Workspace } from './workspace.ts';

/** The workloads of all folders, in the order of their files. */
export async function workloadEntries(workspace: Workspace): Promise<readonly WorkloadEntry[]> {
  const { project } = workspace;
  const paths = (await workspace.definitions()).filter(path => findKind(path) === 'workloads');
  return paths.flatMap(path => {
    const file = project.file(path);
    return file ? runnableWorkloads(file, project).map(workload => entryOf(workload, project)) : [];
  });
}

/** A lens over each workload of a file that runs it. */
export function runLenses(uri: string, workspace: Workspace): CodeLens[] {
  const file = workspace.file(uri);
  if (!file) return [];
  return runnableWorkloads(file, workspace.project).map(workload => ({
    range: file.source.lines.rangeOf(workload.span),
    command: {
      title: '$(play)\u00a0Run',
      command: runCommand,
      arguments: [entryOf(workload, workspace.project)],
    },
  }));
}

function entryOf(
  { name, span, path, file, use, instance }: RunnableWorkload,
  project: Project,
): WorkloadEntry {
  const { workload, env, container } = use;
  return {
    name,
    type: workload.type?.value,
    ...placeOf(path, span, project),
    script: file === undefined ? undefined : uriOf(file),
    outputs: uriOf(outputsOf(path, name)),
    env:
      env.kind === 'env'
        ? used(env.definition.env.name, placeOf(env.definition.path, undefined, project))
        : used(env.kind === 'builtin' ? 'builtin env' : 'unknown'),
    config:
      container.kind === 'config'
        ? used(container.name, placeOf(instance.path, container.config.name?.span, project))
        : used(container.kind === 'host' ? 'DSS host' : 'unknown'),
  };
}

function used(name: string, place?: Place): UsedEntry {
  return { name, place };
}

/** Where `span` is in the file at `path`; without one, its beginning. */
function placeOf(path: string, span: Span | undefined, project: Project): Place {
  const line = span && project.file(path)?.source.lines.positionAt(span.start).line;
  return { uri: uriOf(path), line: line ?? 0 };
}
