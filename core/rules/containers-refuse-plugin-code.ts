import type { Rule } from '../rule.ts';
import { runOnHost } from '../workload-fix.ts';

const functions = ['use_plugin_libs', 'import_from_plugin'];

export const containersRefusePluginCode: Rule = {
  id: 'containers-refuse-plugin-code',
  title: 'Code that runs in containers does without the libraries of plugins',
  severity: 'error',
  about: 'workloads',
  *check({ source, uses, codeOf }) {
    for (const use of uses) {
      const { workload, container } = use;
      const code = container.kind === 'config' ? codeOf(workload) : undefined;
      if (!code || !workload.file || container.kind !== 'config') continue;
      const call = code.script.calls.find(({ callee }) =>
        functions.includes(callee.replace(/^dataiku\./, '')),
      );
      if (!call) continue;
      yield {
        span: workload.file.span,
        // A project can have another default than the instance.
        severity: container.inherited ? 'warning' : 'error',
        message: `${workload.file.value} calls ${call.callee}, which does not work in a container, and it runs in one of ${container.name}. Put what it needs into the code env, or run it on the host.`,
        related: [{ path: code.path, span: call.calleeSpan, message: 'It is called here.' }],
        fixes: runOnHost(use, source),
      };
    }
  },
};
