import type { EnvLang, ExecutionConfig, Selection, Workload, WorkloadType } from './model.ts';
import { isManaged } from './model.ts';
import type { Instance, InstanceEnv } from './rule.ts';
import { selectedConfigs } from './selection.ts';
import type { Span } from './text.ts';

/** What a workload runs in, once defaults are followed. */
export interface WorkloadUse {
  readonly workload: Workload;
  /** The language that its type needs; undefined without a type. */
  readonly lang: EnvLang | undefined;
  readonly isNotebook: boolean;
  readonly env: UsedEnv;
  readonly container: UsedContainer;
}

/** `span` is where the choice stands, or else the workload's name. What is inherited is less sure: in DSS a project can have a default of its own. */
export interface Chosen {
  readonly span: Span;
  readonly inherited: boolean;
}

/** The code env; `unknown` where it is not told or nothing has its name. */
export type UsedEnv =
  | ({ readonly kind: 'env'; readonly definition: InstanceEnv } & Chosen)
  | ({ readonly kind: 'builtin' } & Chosen)
  | { readonly kind: 'unknown' };

/** Where it runs: by a container configuration, or on the host; `unknown` as above. */
export type UsedContainer =
  | ({ readonly kind: 'config'; readonly name: string; readonly config: ExecutionConfig } & Chosen)
  | ({ readonly kind: 'host' } & Chosen)
  | { readonly kind: 'unknown' };

const languages: Readonly<Record<WorkloadType, EnvLang>> = {
  PYTHON_RECIPE: 'PYTHON',
  R_RECIPE: 'R',
  PYTHON_NOTEBOOK: 'PYTHON',
  R_NOTEBOOK: 'R',
  CUSTOM_ML_MODEL: 'PYTHON',
  DEEP_LEARNING_MODEL: 'PYTHON',
};

/** The language that a type of workload needs. Source: doc.dataiku.com, containers/code-envs. */
export function languageOf(type: WorkloadType): EnvLang {
  return languages[type];
}

/** What each workload runs in. */
export function usesOf(
  workloads: readonly Workload[],
  instance: Instance,
  envs: readonly InstanceEnv[],
): readonly WorkloadUse[] {
  const byName = new Map<string, InstanceEnv[]>();
  for (const env of envs) byName.set(env.env.name, [...(byName.get(env.env.name) ?? []), env]);
  return workloads.map(workload => {
    const type = workload.type?.value;
    const lang = type && languageOf(type);
    // DSS keeps Python and R code envs apart, so that two can have one name.
    const find = (name: string) => {
      const found = byName.get(name);
      return found?.find(({ env }) => env.lang === lang) ?? found?.[0];
    };
    return {
      workload,
      lang,
      isNotebook: type === 'PYTHON_NOTEBOOK' || type === 'R_NOTEBOOK',
      env: usedEnv(workload, lang && instance.configs.defaultEnvs[lang]?.value, find),
      container: usedContainer(workload, instance),
    };
  });
}

function usedEnv(
  workload: Workload,
  byDefault: string | undefined,
  find: (name: string) => InstanceEnv | undefined,
): UsedEnv {
  const selection = workload.envSelection;
  if (isUnreadable(workload, 'envSelection', selection)) return { kind: 'unknown' };
  const mode = selection?.mode;
  const inherited = !mode || mode.value === 'INHERIT';
  if (inherited && !workload.type) return { kind: 'unknown' };
  const span = (mode?.value === 'EXPLICIT_ENV' ? selection?.name : mode)?.span ?? nameSpan(workload);
  const name = inherited ? byDefault : mode.value === 'EXPLICIT_ENV' ? selection?.name?.value : undefined;
  if (name) {
    const definition = find(name);
    return definition ? { kind: 'env', definition, inherited, span } : { kind: 'unknown' };
  }
  if (mode?.value === 'EXPLICIT_ENV') return { kind: 'unknown' };
  return { kind: 'builtin', inherited, span };
}

function usedContainer(workload: Workload, { configs }: Instance): UsedContainer {
  const selection = workload.containerSelection;
  if (isUnreadable(workload, 'containerSelection', selection)) return { kind: 'unknown' };
  const mode = selection?.mode;
  const inherited = !mode || mode.value === 'INHERIT';
  const span = (mode?.value === 'EXPLICIT_CONTAINER' ? selection?.name : mode)?.span ?? nameSpan(workload);
  if (mode?.value === 'NONE') return { kind: 'host', inherited, span };
  const name = inherited ? configs.defaultExecutionConfig?.value : selection?.name?.value;
  if (!name) return inherited ? { kind: 'host', inherited, span } : { kind: 'unknown' };
  const config = configs.executionConfigs.find(config => config.name?.value === name);
  return config ? { kind: 'config', name, config, inherited, span } : { kind: 'unknown' };
}

/** Something stands there that says nothing to us. The structure rules tell the user. */
function isUnreadable(workload: Workload, key: string, selection: Selection<string> | undefined): boolean {
  return (
    selection?.unknownMode || (!selection && workload.root.entries.some(({ key: { text } }) => text === key))
  );
}

function nameSpan(workload: Workload): Span {
  return workload.name?.span ?? workload.root.entries[0]?.key.span ?? workload.root.span;
}

/** Whether the workload could run in this code env without another rule minding. */
export function fits(
  { lang, isNotebook, container }: WorkloadUse,
  { env }: InstanceEnv,
  instance: Instance,
): boolean {
  if (env.lang !== lang || (isNotebook && !env.installJupyterSupport?.value)) return false;
  if (container.kind !== 'config') return true;
  return (
    isManaged(env) &&
    env.pythonInterpreter?.value !== 'CUSTOM' &&
    selectedConfigs(env, instance.configs).includes(container.config)
  );
}

/** Whether the code env of the workload is one for that type, too. One that is inherited depends on the type. */
export function canBecome({ env: used }: WorkloadUse, type: WorkloadType): boolean {
  if (used.kind !== 'env' || used.inherited) return true;
  const { env } = used.definition;
  return (
    env.lang === languageOf(type) &&
    (!type.endsWith('_NOTEBOOK') || env.installJupyterSupport?.value === true)
  );
}
