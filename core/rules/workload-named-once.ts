import type { Located } from '../model.ts';
import type { Rule } from '../rule.ts';

export const workloadNamedOnce: Rule = {
  id: 'workload-named-once',
  title: 'Each workload has a name of its own',
  severity: 'error',
  about: 'workloads',
  *check({ path, workloads }) {
    const first = new Map<string, Located<string>>();
    for (const { name } of workloads.workloads) {
      const before = name && first.get(name.value);
      if (name && !before) first.set(name.value, name);
      if (!name || !before) continue;
      yield {
        span: name.span,
        message: `Another workload is already called ${JSON.stringify(name.value)}. Give one of them another name.`,
        related: [{ path, span: before.span, message: 'The first one.' }],
      };
    }
  },
};
