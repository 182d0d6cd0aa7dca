import { edit, replace } from '../edit.ts';
import type { Rule } from '../rule.ts';
import { listed } from '../suggest.ts';
import { canBe, extensionOf, extensionsOf, likelyTypes } from '../workload-file.ts';
import { canBecome } from '../workload-use.ts';

export const workloadFileFits: Rule = {
  id: 'workload-file-fits',
  title: 'The file of a workload is of its type',
  severity: 'warning',
  about: 'workloads',
  *check({ path, uses }) {
    for (const use of uses) {
      const { type, file } = use.workload;
      if (!type || !file || canBe(type.value, file.value)) continue;
      yield {
        span: file.span,
        message: `${type.value} needs a file that ends in ${listed(extensionsOf(type.value).map(extension => `.${extension}`))}, but this one ends in .${extensionOf(file.value)}. Name its file, or change the type.`,
        related: [{ path, span: type.span, message: 'The type of the workload.' }],
        fixes: likelyTypes(type.value, file.value)
          .filter(other => canBecome(use, other))
          .map(other => edit(`Change the type to ${other}`, [replace(type.span, other)])),
      };
    }
  },
};
