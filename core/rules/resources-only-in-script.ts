import { resourcesCalls } from '../resources-functions.ts';
import type { Rule } from '../rule.ts';

export const resourcesOnlyInScript: Rule = {
  id: 'resources-only-in-script',
  title: 'Only a resources script sets resources up',
  severity: 'warning',
  about: 'workloads',
  *check({ workloads, codeOf }) {
    for (const workload of workloads.workloads) {
      const { file } = workload;
      const code = codeOf(workload);
      if (!file || !code) continue;
      const found = resourcesCalls(code.script).find(({ name }) => name !== 'fetch_from_backend');
      if (!found) continue;
      yield {
        span: file.span,
        message: `${file.value} calls ${found.name}, which only a resources initialization script may. Move it there; variables that the script sets can be read with os.environ.`,
        related: [{ path: code.path, span: found.call.calleeSpan, message: 'It is called here.' }],
      };
    }
  },
};
