import { baseOf } from '../image/plan.ts';
import { withTag } from '../image-reference.ts';
import { type ExecutionConfig, isManaged } from '../model.ts';
import type { Project, ReadFile } from '../project.ts';
import type { Instance, InstanceEnv } from '../rule.ts';
import type { Kind } from '../schema.ts';
import type { Span } from '../text.ts';
import { usesOf } from '../workload-use.ts';
import { type NameKind, type Occurrence, occurrencesOf } from './occurrence.ts';
import { instanceOf } from './references.ts';
import { isOfLaterInstance } from './symbol.ts';

/** Somebody who uses a code env, a container configuration or a base image, and where that is written. */
export interface Use {
  readonly by: 'code env' | 'container configuration' | 'workload';
  readonly path: string;
  readonly span: Span;
}

const counted: readonly NameKind[] = ['code-env', 'container-config', 'base-image'];

/** The names that a file of an instance defines and whose uses can be counted, in the order of the text. */
export function countedNames(file: ReadFile, project: Project): readonly Occurrence[] {
  if (!instanceOf(file, 0, project)) return [];
  return occurrencesOf(file)
    .filter(({ kind, role }) => role === 'definition' && counted.includes(kind))
    .filter(one => !isOfLaterInstance(one, file))
    .sort((a, b) => a.span.start - b.span.start);
}

/** Who uses the thing that is defined at `offset`, defaults followed; undefined where nothing is that {@link countedNames} tells. */
export function usesAt(file: ReadFile, offset: number, project: Project): readonly Use[] | undefined {
  const at = countedNames(file, project).find(({ span }) => span.start === offset);
  const instance = at && instanceOf(file, offset, project);
  if (!instance) return undefined;
  switch (at.kind) {
    case 'code-env':
      return byWorkloads(
        instance,
        project,
        ({ env, path }) => path === file.path && env.root.span.start <= offset && offset < env.root.span.end,
        () => false,
      );
    case 'container-config': {
      const isIt = ({ name }: ExecutionConfig) => name?.value === at.name;
      return [...byEnvs(instance, project, isIt), ...byWorkloads(instance, project, () => false, isIt)];
    }
    default: {
      const isOn = (config: ExecutionConfig) => baseOf(config, instance.configs) === withTag(at.name);
      return [...byConfigs(instance, isOn), ...byEnvs(instance, project, isOn)];
    }
  }
}

function byConfigs({ path, configs }: Instance, isIt: (config: ExecutionConfig) => boolean): readonly Use[] {
  return configs.executionConfigs.filter(isIt).map(({ baseImage, name, root }) => ({
    by: 'container configuration',
    path,
    span: (baseImage ?? name ?? root).span,
  }));
}

function byEnvs(
  instance: Instance,
  project: Project,
  isIt: (config: ExecutionConfig) => boolean,
): readonly Use[] {
  const names = new Set(instance.configs.executionConfigs.filter(isIt).map(({ name }) => name?.value));
  if (names.size === 0) return [];
  return project.envsOf(instance).flatMap(({ path, env }) => {
    const all = env.allContainerConfs;
    const where = all?.value ? all : env.containerConfs?.value.find(({ value }) => names.has(value));
    return where && isManaged(env) ? { by: 'code env', path, span: where.span } : [];
  });
}

function byWorkloads(
  instance: Instance,
  project: Project,
  isEnv: (env: InstanceEnv) => boolean,
  isConfig: (config: ExecutionConfig) => boolean,
): readonly Use[] {
  const envs = project.envsOf(instance);
  return project.filesOf(instance).flatMap(({ path, documents }) => {
    const all = documents.flatMap(({ workloads }) => workloads?.workloads ?? []);
    return usesOf(all, instance, envs).flatMap(({ env, container }) => {
      const isIt =
        (env.kind === 'env' && isEnv(env.definition) && env) ||
        (container.kind === 'config' && isConfig(container.config) && container);
      return isIt ? { by: 'workload', path, span: isIt.span } : [];
    });
  });
}

/** How many use what a file of this kind defines, in words. */
export function countInWords(uses: readonly Use[], kind: Kind): string {
  const kinds = [...new Set(uses.map(({ by }) => by))];
  if (kinds.length === 0) return kind === 'code-env' ? 'no workload uses it' : 'nothing uses it';
  return kinds
    .map(kind => {
      const count = uses.filter(({ by }) => by === kind).length;
      return `${count} ${kind}${count === 1 ? '' : 's'}`;
    })
    .join(', ');
}
