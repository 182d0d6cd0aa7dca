import { create, edit, renderScalar, replace } from '../edit.ts';
import { folderOf, resolvePath } from '../files.ts';
import type { Rule } from '../rule.ts';
import { extensionOf, extensionsOf } from '../workload-file.ts';

const about =
  '# Runs in the image of its code env. What it writes to its working directory comes to outputs/.';

/** What a new script of a workload says, by its extension. */
const scripts: Readonly<Record<string, string>> = {
  py: `${about}\nimport sys\n\nprint("Python", sys.version)\n`,
  R: `${about}\ncat(R.version.string, "\\n")\n`,
};

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
      const script = scripts[extensionOf(file.value) ?? ''];
      const others = (type ? extensionsOf(type.value) : []).map(extension => `${stem}.${extension}`);
      yield {
        span: file.span,
        message: `There is no file ${file.value} beside this one: a path is relative to the folder of workloads.yaml. Write the file, or correct the path.`,
        fixes: [
          ...others
            .filter(other => other !== file.value && isThere(other))
            .map(other => edit(`Change it to ${other}`, [replace(file.span, renderScalar(other, source))])),
          ...(script === undefined
            ? []
            : [create(`Create ${file.value}`, resolvePath(folderOf(path), file.value), script)]),
        ],
      };
    }
  },
};
