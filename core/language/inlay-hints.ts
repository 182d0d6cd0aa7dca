import { baseName } from '../files.ts';
import { baseOf } from '../image/plan.ts';
import { type CodeEnv, type ContainerConfigs, type EnvLang, isManaged, type Workloads } from '../model.ts';
import type { Project, ReadFile } from '../project.ts';
import { coreConditions } from '../requirements/core-packages.ts';
import type { Instance } from '../rule.ts';
import { configNames, selectedConfigs } from '../selection.ts';
import type { Span } from '../text.ts';
import { type Chosen, usesOf, type WorkloadUse } from '../workload-use.ts';
import { describeConfig, describeEnv, instanceOf } from './references.ts';

/** What a value stands for, to be shown behind it. */
export interface InlayHint {
  readonly offset: number;
  readonly label: string;
  /** More about it, in Markdown: only when it is asked for, because that takes time. */
  readonly explain: () => string;
}

/** What values stand for that say it elsewhere or nowhere, for those that end within `span`. */
export function inlayHints(file: ReadFile, span: Span, project: Project): readonly InlayHint[] {
  const found = file.documents.flatMap(({ document, env, configs, workloads }) => {
    const instance = instanceOf(file, document.root?.span.start ?? 0, project);
    return [
      ...(env ? [env, ...env.versions].flatMap(corePackages) : []),
      ...(env && instance ? allConfigs(env, instance) : []),
      ...(configs ? defaultBaseImages(configs) : []),
      ...(workloads && instance ? inherited(workloads, instance, project) : []),
    ];
  });
  return found.filter(({ offset }) => span.start <= offset && offset <= span.end);
}

function corePackages(env: CodeEnv): readonly InlayHint[] {
  const set = env.corePackagesSet;
  if (!set) return [];
  const pinned = [...coreConditions(env)].flatMap(([name, { of, conditions }]) =>
    of === 'set' ? `${name}${conditions.join(',')}` : [],
  );
  if (pinned.length === 0) return [];
  const explain = () =>
    [
      `The core package set \`${set.value}\` demands, as far as it is public:`,
      ...pinned.map(line => `- \`${line}\``),
    ].join('\n');
  return [{ offset: set.span.end, label: few(pinned), explain }];
}

function allConfigs(env: CodeEnv, { configs }: Instance): readonly InlayHint[] {
  const all = env.allContainerConfs;
  if (!all?.value || !isManaged(env)) return [];
  const explain = () => {
    const lines = selectedConfigs(env, configs).map(config => {
      const base = baseOf(config, configs);
      return `- \`${config.name?.value ?? ''}\`${base ? `: on \`${base}\`` : ''}`;
    });
    return lines.length === 0
      ? 'The instance has no container configuration.'
      : ['Images are built for all container configurations of the instance:', ...lines].join('\n');
  };
  return [{ offset: all.span.end, label: few([...new Set(configNames(configs))]), explain }];
}

function defaultBaseImages(configs: ContainerConfigs): readonly InlayHint[] {
  return configs.executionConfigs.flatMap(config => {
    const base = config.baseImage?.value ? undefined : baseOf(config, configs);
    const place = config.baseImage ?? config.name;
    if (!base || !place) return [];
    const explain = () =>
      `Without \`baseImage\` it is the one of DSS: \`${base}\`, by \`installId\` and \`dssVersion\`. \`./bin/dssadmin build-base-image\` makes it.`;
    return [{ offset: place.span.end, label: `base image ${base}`, explain }];
  });
}

function inherited({ workloads }: Workloads, instance: Instance, project: Project): readonly InlayHint[] {
  return usesOf(workloads, instance, project.envsOf(instance)).flatMap(use => [
    ...inheritedEnv(use, instance),
    ...inheritedContainer(use, instance, project),
  ]);
}

function inheritedEnv({ env, lang }: WorkloadUse, instance: Instance): readonly InlayHint[] {
  if (env.kind === 'unknown' || !env.inherited || !lang) return [];
  const key = `codeEnvs.${defaultKeys[lang]}`;
  if (env.kind === 'builtin')
    return [hint(env, 'the builtin code env', () => noDefault(key, instance, 'the code env'))];
  const { definition } = env;
  return [
    hint(
      env,
      `code env ${definition.env.name}`,
      () => `${describeEnv(definition, instance)}\n\n${byDefault(key, instance)}`,
    ),
  ];
}

const defaultKeys: Readonly<Record<EnvLang, string>> = { PYTHON: 'defaultPythonEnv', R: 'defaultREnv' };

function inheritedContainer(
  { container }: WorkloadUse,
  instance: Instance,
  project: Project,
): readonly InlayHint[] {
  if (container.kind === 'unknown' || !container.inherited) return [];
  const key = 'defaultExecutionConfig';
  if (container.kind === 'host')
    return [
      hint(container, 'on the DSS host', () => noDefault(key, instance, 'the container configuration')),
    ];
  const { name, config } = container;
  return [
    hint(
      container,
      `in ${name}`,
      () => `${describeConfig(config, instance, project)}\n\n${byDefault(key, instance)}`,
    ),
  ];
}

function hint({ span }: Chosen, label: string, explain: () => string): InlayHint {
  return { offset: span.end, label, explain };
}

function byDefault(key: string, { path }: Instance): string {
  return `By \`${key}\` in ${baseName(path)}. A project of DSS can have another default.`;
}

function noDefault(key: string, { path }: Instance, what: string): string {
  return `${baseName(path)} has no \`${key}\`, which would be ${what}. A project of DSS can have a default of its own.`;
}

/** The most names that a label shows: it stands in the middle of a text. */
const mostShown = 3;

function few(names: readonly string[]): string {
  if (names.length === 0) return 'none';
  const more = names.length - mostShown;
  return more > 0 ? `${names.slice(0, mostShown).join(', ')} and ${more} more` : names.join(', ');
}
