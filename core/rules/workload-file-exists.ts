import { edit, renderScalar, replace } from '../edit.ts';
import { folderOf, resolvePath } from '../files.ts';
import type { Rule } from '../rule.ts';
import { extensionsOf } from '../workload-file.ts';

export const workloadFileExists: Rule = {
  id: 'workload-file-exists',
  title: 'The file of a workload is there',
  severity: 'error',
  about: 'workloads',
  *check({ path, source, workloads, isFile }) {
    const isThere = (relative: string) => isFile(resolvePath(folderOf(path), relative));
    for (const { type, file } of workloads.workloads) {
      if (!file || isThere(file.value)) continue;
      const stem = file.value.replace(/(?<=[^/])\.[^./]*$/, '');
      const others = (type ? extensionsOf(type.value) : []).map(extension => `${stem}.${extension}`);
      yield {
        span: file.span,
        message: `There is no file ${file.value} beside this one: a path is relative to the folder of workloads.yaml. Write the file, or correct the path.`,
        fixes: others
          .filter(other => other !== file.value && isThere(other))
          .map(other => edit(`Change it to ${other}`, [replace(file.span, renderScalar(other, source))])),
      };
    }
  },
};
