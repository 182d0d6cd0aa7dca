import { renderScalar } from '../edit.ts';
import { folderOf } from '../files.ts';
import type { Fix } from '../problem.ts';
import type { Rule, WorkloadsSubject } from '../rule.ts';
import { runOnHost, useEnv } from '../workload-fix.ts';
import type { WorkloadUse } from '../workload-use.ts';

export const containersRefuseBuiltinAdditions: Rule = {
  id: 'containers-refuse-builtin-additions',
  title: 'Workloads in containers do without packages that were added to the builtin env',
  severity: 'warning',
  about: 'workloads',
  *check(subject) {
    const { source, instance, uses } = subject;
    const added = instance.configs.builtinAdditions;
    if (!added || added.value.length === 0) return;
    for (const use of uses) {
      const { lang, env, container } = use;
      if (lang !== 'PYTHON' || env.kind !== 'builtin' || container.kind !== 'config') continue;
      yield {
        span: env.span,
        message: `The workload runs in the builtin env and in a container, where the builtin env lacks what was added to it by hand (${added.value.map(name => name.value).join(', ')}). Use a managed code env with those packages.`,
        related: [
          {
            path: instance.path,
            span: added.span,
            message: 'The packages that were added to the builtin env.',
          },
        ],
        fixes: [
          ...createEnv(
            use,
            added.value.map(name => name.value),
            subject,
          ),
          ...runOnHost(use, source),
        ],
      };
    }
  },
};

function createEnv(use: WorkloadUse, packages: readonly string[], subject: WorkloadsSubject): Fix[] {
  const { source, instance, envs, isFile } = subject;
  const { container } = use;
  // A name with a version, extras or a marker; of anything else it is not sure that it can be written so.
  const plain = packages.every(line =>
    /^[A-Za-z0-9][\w.-]*(?:\[[\w.,\- ]*\])?[ \w.,<>=!~*;'"()]*$/.test(line),
  );
  const node = instance.configs.nodeType?.value ?? 'DESIGN';
  if (container.kind !== 'config' || !plain || node !== 'DESIGN') return [];
  const pathOf = (name: string) => `${folderOf(instance.path)}/envs/${name}/code-env.yaml`;
  const isTaken = (name: string) => envs.some(({ env }) => env.name === name) || isFile(pathOf(name));
  let name = 'builtin-packages';
  for (let i = 2; isTaken(name); i++) name = `builtin-packages-${i}`;
  const text = `envLang: PYTHON
deploymentMode: DESIGN_MANAGED
installCorePackages: true
installJupyterSupport: ${use.isNotebook}
specPackageList: |
${packages.map(line => `  ${line}\n`).join('')}allContainerConfs: false
containerConfs: [${renderScalar(container.name, source)}]
`;
  return useEnv(`Create the code env ${name} with those packages, and use it`, use, source, name).map(
    fix => ({
      ...fix,
      changes: [{ kind: 'create', path: pathOf(name), text }, ...fix.changes],
    }),
  );
}
