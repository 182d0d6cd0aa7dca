import type { Rule } from '../rule.ts';
import { useFittingConfig, useFittingEnv } from '../workload-fix.ts';
import { selectionsOf } from '../workload-selection.ts';

export const workloadSelectionNamed: Rule = {
  id: 'workload-selection-named',
  title: 'A code env or container configuration that is chosen by name has a name',
  severity: 'error',
  about: 'workloads',
  *check(subject) {
    for (const use of subject.uses) {
      for (const { key, selection, mode, name, byName, what } of selectionsOf(use.workload)) {
        if (selection.mode?.value !== byName || selection.name) continue;
        yield {
          span: selection.mode.span,
          message: `${mode} is ${byName}, but ${name} names no ${what}. Name one, or choose another ${mode}.`,
          fixes: key === 'envSelection' ? useFittingEnv(use, subject) : useFittingConfig(use, subject),
        };
      }
    }
  },
};
