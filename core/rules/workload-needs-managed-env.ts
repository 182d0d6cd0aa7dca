import { isManaged } from '../model.ts';
import type { Rule } from '../rule.ts';
import { runOnHost, useFittingEnv } from '../workload-fix.ts';

export const workloadNeedsManagedEnv: Rule = {
  id: 'workload-needs-managed-env',
  title: 'A workload in a container runs in a managed code env',
  severity: 'error',
  about: 'workloads',
  *check(subject) {
    for (const use of subject.uses) {
      const { env, container } = use;
      if (env.kind !== 'env' || container.kind !== 'config' || isManaged(env.definition.env)) continue;
      const { name, deploymentMode: mode } = env.definition.env;
      yield {
        span: env.span,
        severity: env.inherited || container.inherited ? 'warning' : 'error',
        message: `The workload runs in a container, but the code env ${name} is ${mode?.value ?? 'not managed'}: DSS does not own its content and cannot build an image of it. Use a managed one, or run the workload on the host.`,
        related: [
          {
            path: env.definition.path,
            span: mode?.span ?? { start: 0, end: 0 },
            message: 'The deployment mode of the code env.',
          },
        ],
        fixes: [...useFittingEnv(use, subject), ...runOnHost(use, subject.source)],
      };
    }
  },
};
