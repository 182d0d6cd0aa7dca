import { renderScalar } from '../edit.ts';
import { folderOf } from '../files.ts';
import { freeName } from '../free-name.ts';
import { type WorkloadType, workloadTypes } from '../model.ts';
import type { Project } from '../project.ts';
import type { Instance } from '../rule.ts';
import { selectedConfigs } from '../selection.ts';
import { choice, type Snippet, stop } from '../snippet.ts';
import { extensionsOf } from '../workload-file.ts';

const scalar = (text: string): string => renderScalar(text, { language: 'yaml' });

/** The text of a `workloads.yaml` with one workload, to be filled in. */
export function newWorkloads(instance: Instance | undefined, project: Project): Snippet {
  const [first, ...others] = newWorkload(instance, project);
  return ['workloads:', `  - ${first}`, ...others.map(line => `    ${line}`)].join('\n');
}

/** The lines of a workload with a name that is not `taken`, which uses the first code env that has an image, by the first container configuration that it selects. */
export function newWorkload(
  instance: Instance | undefined,
  project: Project,
  taken: readonly string[] = [],
): readonly Snippet[] {
  const used = instance && firstUsable(instance, project);
  const type = used?.lang === 'R' ? 'R_RECIPE' : 'PYTHON_RECIPE';
  const file = instance && firstScript(folderOf(instance.path), type, project);
  const extension = extensionsOf(type)[0];
  const name = (file?.replace(/^.*\//, '') ?? 'score').replace(/\.[^.]*$/, '');
  return [
    `name: ${stop(1, scalar(freeName(name, taken)))}`,
    `type: ${choice(2, [type, ...workloadTypes.filter(other => other !== type)])}`,
    `file: ${stop(3, scalar(file ?? `recipes/score.${extension}`))}`,
    `envSelection: { envMode: EXPLICIT_ENV, envName: ${stop(4, used && scalar(used.env))} }`,
    `containerSelection: { containerMode: EXPLICIT_CONTAINER, containerConf: ${stop(5, used && scalar(used.config))} }`,
  ];
}

function firstUsable(instance: Instance, project: Project) {
  for (const { env } of project.envsOf(instance)) {
    const config = selectedConfigs(env, instance.configs)[0]?.name?.value;
    if (config !== undefined && !env.conda?.value) return { env: env.name, lang: env.lang, config };
  }
  return undefined;
}

/** A recipe, else a script beside the instance or in another folder there. */
function firstScript(folder: string, type: WorkloadType, project: Project): string | undefined {
  const folders = [...project.namesIn(folder)]
    .filter(name => !name.startsWith('.') && name !== 'node_modules' && project.isFolder(`${folder}/${name}`))
    .sort();
  for (const below of ['recipes/', '', ...folders.map(name => `${name}/`)]) {
    const found = [...project.namesIn(`${folder}/${below}`.replace(/\/$/, ''))]
      .sort()
      .find(name => extensionsOf(type).some(extension => name.endsWith(`.${extension}`)));
    if (found !== undefined) return below + found;
  }
  return undefined;
}
