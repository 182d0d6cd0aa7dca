import { renderScalar } from './edit.ts';
import { folderOf } from './files.ts';
import type { Fix } from './problem.ts';
import type { WorkloadsSubject } from './rule.ts';
import { useEnv } from './workload-fix.ts';
import type { WorkloadUse } from './workload-use.ts';

/** A managed code env with `packages` and the workload's container configuration, as a file of its own, and the workload in it. */
export function useNewEnv(use: WorkloadUse, packages: readonly string[], subject: WorkloadsSubject): Fix[] {
  const { source, instance, envs, uses, isFile } = subject;
  const { container } = use;
  // A name with a version, extras or a marker; of anything else it is not sure that it can be written so.
  const plain = packages.every(line =>
    /^[A-Za-z0-9][\w.-]*(?:\[[\w.,\- ]*\])?[ \w.,<>=!~*;'"()]*$/.test(line),
  );
  const node = instance.configs.nodeType?.value ?? 'DESIGN';
  if (container.kind !== 'config' || !plain || node !== 'DESIGN') return [];
  // With a first file, all other names would have to have one.
  if (envs.length === 0 && uses.some(({ workload }) => workload.envSelection?.name)) return [];
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
