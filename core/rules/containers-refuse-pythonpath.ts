import type { Rule } from '../rule.ts';
import { listed } from '../suggest.ts';
import { runOnHost } from '../workload-fix.ts';

export const containersRefusePythonpath: Rule = {
  id: 'containers-refuse-pythonpath',
  title: "Python workloads in containers do without the host's PYTHONPATH",
  severity: 'warning',
  about: 'workloads',
  *check({ source, instance, uses }) {
    const added = instance.configs.additionalPythonPath;
    if (!added || added.value.length === 0) return;
    const folders = listed(added.value.map(folder => folder.value)).replace(/ or ([^,]*)$/, ' and $1');
    for (const use of uses) {
      const { lang, container } = use;
      if (lang !== 'PYTHON' || container.kind !== 'config') continue;
      yield {
        span: container.span,
        message: `The workload runs in a container, which does not have the host's ${folders} of additionalPythonPath. Move what it needs from there into its code env, as a package or a resource, or run it on the host.`,
        related: [
          { path: instance.path, span: added.span, message: 'The entries of PYTHONPATH on the host.' },
        ],
        fixes: runOnHost(use, source),
      };
    }
  },
};
