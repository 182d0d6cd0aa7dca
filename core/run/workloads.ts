import { folderOf, resolvePath } from '../files.ts';
import type { Project, ReadFile } from '../project.ts';
import type { Instance } from '../rule.ts';
import type { Span } from '../text.ts';
import { usesOf, type WorkloadUse } from '../workload-use.ts';

/** A workload that has a name, by which it can be run. */
export interface RunnableWorkload {
  readonly name: string;
  /** Where its name stands in the file at `path`. */
  readonly span: Span;
  readonly path: string;
  /** The path of its script or notebook; undefined where it names none. */
  readonly file: string | undefined;
  readonly use: WorkloadUse;
  readonly instance: Instance;
}

/** The workloads of a file, in its order; none of a file of another kind. */
export function runnableWorkloads(
  { path, documents }: ReadFile,
  project: Project,
): readonly RunnableWorkload[] {
  const instance = project.instanceOf(path);
  const workloads = documents.flatMap(({ workloads }) => workloads?.workloads ?? []);
  if (!instance || workloads.length === 0) return [];
  return usesOf(workloads, instance, project.envsOf(instance)).flatMap(use => {
    const { name, file } = use.workload;
    const found = file?.value ? resolvePath(folderOf(path), file.value) : undefined;
    return name?.value ? [{ name: name.value, span: name.span, path, file: found, use, instance }] : [];
  });
}
