import { wholeFile } from './embedded.ts';
import { folderOf, resolvePath } from './files.ts';
import type { Workload } from './model.ts';
import { type ResourcesScript, readResourcesScript } from './resources-script.ts';

/** The code of a workload. */
export interface WorkloadCode {
  readonly path: string;
  readonly script: ResourcesScript;
}

/** What rules look for in the code of a workload: a file without any of it need not be parsed. */
const telling = /use_plugin_libs|import_from_plugin|code_env_resources/;

/** The Python of a workload of the file at `path`; undefined where no rule has anything to say about it. */
export function readWorkloadCode(
  { file }: Workload,
  path: string,
  read: (path: string) => string | undefined,
): WorkloadCode | undefined {
  if (!file?.value.endsWith('.py')) return undefined;
  const there = resolvePath(folderOf(path), file.value);
  const text = read(there);
  if (text === undefined || !telling.test(text)) return undefined;
  return { path: there, script: readResourcesScript(wholeFile(text)) };
}
