import { registryOf } from '../container-config.ts';
import { baseName, folderOf } from '../files.ts';
import { defaultBaseOf } from '../image/plan.ts';
import { type ExecutionConfig, isManaged } from '../model.ts';
import type { Project, ReadFile } from '../project.ts';
import type { Instance, InstanceEnv } from '../rule.ts';
import type { Schema } from '../schema.ts';
import { selectedConfigs } from '../selection.ts';

/** A name that is defined somewhere and can be written elsewhere. */
export interface Reference {
  readonly value: string;
  readonly kind: 'reference';
  readonly detail: string | undefined;
  /** Markdown. */
  readonly documentation: string | undefined;
}

/** What a value that refers to something can name: what its instance defines. */
export function referencesTo(
  target: Schema['x-reference'],
  file: ReadFile,
  offset: number,
  project: Project,
): readonly Reference[] {
  if (!target) return [];
  const instance = instanceOf(file, offset, project);
  if (!instance) return [];
  if (target === 'image-build-config') return buildConfigs(instance);
  if (target === 'code-env') return codeEnvs(instance, project);
  return target === 'container-config' ? containerConfigs(instance, project) : baseImages(instance, offset);
}

/** The instance of a file; a file of container configurations is its own. */
export function instanceOf(file: ReadFile, offset: number, project: Project): Instance | undefined {
  if (file.kind !== 'container-configs') return project.instanceOf(file.path);
  const document =
    file.documents.findLast(({ document }) => document.span.start <= offset) ?? file.documents[0];
  return document?.configs && { path: file.path, configs: document.configs };
}

function codeEnvs(instance: Instance, project: Project): readonly Reference[] {
  const found = new Map<string, Reference>();
  for (const definition of project.envsOf(instance)) {
    const { name, lang } = definition.env;
    if (!found.has(name))
      found.set(name, {
        value: name,
        kind: 'reference',
        detail: lang,
        documentation: describeEnv(definition, instance),
      });
  }
  return [...found.values()];
}

/** A code env: its language, who manages it, which container configurations can use it, and where it is defined. Markdown. */
export function describeEnv({ path, env }: InstanceEnv, instance: Instance): string {
  const { lang, deploymentMode, pythonInterpreter, installJupyterSupport } = env;
  const configs = selectedConfigs(env, instance.configs).flatMap(config => config.name?.value ?? []);
  const facts = [
    `**${env.name}** (code env)`,
    lang && `- language: \`${lang}\`${pythonInterpreter ? `, \`${pythonInterpreter.value}\`` : ''}`,
    deploymentMode && `- deployment mode: \`${deploymentMode.value}\``,
    isManaged(env) &&
      `- container configurations: ${configs.map(name => `\`${name}\``).join(', ') || 'none'}`,
    installJupyterSupport && `- Jupyter support: ${installJupyterSupport.value ? 'yes' : 'no'}`,
  ];
  return `${facts.filter(Boolean).join('\n')}\n\nDefined in ${baseName(folderOf(path))}/${baseName(path)}.`;
}

function containerConfigs(instance: Instance, project: Project): readonly Reference[] {
  const names = new Set<string>();
  return instance.configs.executionConfigs.flatMap(config => {
    const name = config.name?.value;
    if (!name || names.has(name)) return [];
    names.add(name);
    return {
      value: name,
      kind: 'reference',
      detail: config.type?.value,
      documentation: describeConfig(config, instance, project),
    };
  });
}

/** A container configuration: its engine, its base image, and where it is defined. Markdown. */
export function describeConfig(config: ExecutionConfig, instance: Instance, project: Project): string {
  const registry = registryOf(config, instance.configs);
  const facts = [
    `**${config.name?.value ?? ''}** (container configuration)`,
    config.type && `- type: \`${config.type.value}\``,
    config.baseImage && `- base image: \`${config.baseImage.value}\``,
    registry && `- registry: \`${registry.value}\``,
  ];
  const place = config.name && lineOf(instance, config.name.span.start, project);
  return `${facts.filter(Boolean).join('\n')}\n\nDefined in ${place ?? baseName(instance.path)}.`;
}

function lineOf({ path }: Instance, offset: number, project: Project): string {
  const lines = project.file(path)?.source.lines;
  const name = `${baseName(folderOf(path))}/${baseName(path)}`;
  return lines ? `${name}, line ${lines.positionAt(offset).line + 1}` : name;
}

function buildConfigs({ configs }: Instance): readonly Reference[] {
  const names = new Set(configs.buildConfigs.flatMap(config => config.name?.value || []));
  return [...names].map(value => ({
    value,
    kind: 'reference',
    detail: 'image build configuration',
    documentation: undefined,
  }));
}

function baseImages({ configs }: Instance, offset: number): readonly Reference[] {
  const found = new Map<string, Reference>();
  const add = (value: string | undefined, detail: string) => {
    if (value && !found.has(value))
      found.set(value, { value, kind: 'reference', detail, documentation: undefined });
  };
  for (const image of configs.baseImages) add(image.tag?.value, 'built in this repository');
  for (const config of configs.executionConfigs) {
    const image = config.baseImage;
    // The image under the cursor is not a name that others use.
    if (image && !(image.span.start <= offset && offset <= image.span.end))
      add(image.value, `base image of ${config.name?.value ?? 'another configuration'}`);
  }
  add(defaultBaseOf(configs), "DSS's own, which dssadmin builds");
  return [...found.values()];
}
