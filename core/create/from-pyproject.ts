import { parse, type TomlTable, type TomlValue } from 'smol-toml';
import { fromRequirements } from './from-requirements.ts';
import { type Imported, interpreterOrNote, toEnvName } from './imported.ts';
import { poetryToPip } from './poetry-version.ts';

/** The dependencies of a Python project, in the standard's words or in Poetry's. */
export function fromPyproject(text: string): Imported | { readonly problem: string } {
  const toml = parsed(text);
  if (typeof toml === 'string') return { problem: `It is no TOML: ${toml}` };
  const project = tableOf(toml, 'project');
  const poetry = tableOf(tableOf(toml, 'tool'), 'poetry');
  if (!project && !poetry) return { problem: 'There is neither [project] nor [tool.poetry] in it.' };
  const own = listOf(project, 'dependencies');
  const poetrys = own.length === 0 ? ofPoetry(tableOf(poetry, 'dependencies')) : { lines: [], left: [] };
  const list = fromRequirements([...own, ...poetrys.lines].join('\n'));
  const python = textOf(project, 'requires-python') ?? poetrys.python;
  const asked = python === undefined ? undefined : interpreterOrNote(python, `Python ${python}`);
  return {
    ...list,
    name: toEnvName(textOf(project, 'name') ?? textOf(poetry, 'name') ?? ''),
    interpreter: asked?.interpreter,
    python: asked?.python,
    left: [...(asked?.left ?? []), ...list.left, ...poetrys.left, ...others(toml, project, poetry)],
  };
}

function parsed(text: string): TomlTable | string {
  try {
    return parse(text);
  } catch (error) {
    // The rest of the message is a picture of the place.
    return (error instanceof Error ? error.message : String(error)).split('\n')[0] ?? '';
  }
}

function ofPoetry(dependencies: TomlTable | undefined): {
  readonly lines: readonly string[];
  readonly left: readonly string[];
  readonly python?: string;
} {
  const lines: string[] = [];
  const left: string[] = [];
  for (const [name, value] of Object.entries(dependencies ?? {})) {
    if (name === 'python') continue;
    const line = lineOf(name, value);
    if (line === undefined) left.push(`${name}: pip has no words for what Poetry is told. Write its line.`);
    else lines.push(line);
  }
  const python = poetryToPip(textOf(dependencies, 'python') ?? '');
  return { lines, left, ...(python && { python }) };
}

function lineOf(name: string, value: TomlValue): string | undefined {
  const about: TomlTable = isTable(value) ? value : { version: value };
  const known = ['version', 'extras', 'markers', 'optional'];
  if (about['optional'] === true || Object.keys(about).some(key => !known.includes(key))) return undefined;
  const version = textOf(about, 'version');
  const constraint = version === undefined ? undefined : poetryToPip(version);
  if (constraint === undefined) return undefined;
  const extras = listOf(about, 'extras');
  const markers = textOf(about, 'markers');
  return `${name}${extras.length > 0 ? `[${extras.join(',')}]` : ''}${constraint}${markers ? ` ; ${markers}` : ''}`;
}

/** What a code env has no place for. */
function others(
  toml: TomlTable,
  project: TomlTable | undefined,
  poetry: TomlTable | undefined,
): readonly string[] {
  const optional = [
    ...Object.keys(tableOf(project, 'optional-dependencies') ?? {}),
    ...Object.keys(tableOf(toml, 'dependency-groups') ?? {}),
    ...Object.keys(tableOf(poetry, 'group') ?? {}),
  ];
  const sources = tableOf(tableOf(toml, 'tool'), 'uv')?.['index'] ?? poetry?.['source'];
  return [
    ...(listOf(project, 'dynamic').includes('dependencies')
      ? ['dynamic dependencies: they are written elsewhere. Make a code env of that file.']
      : []),
    ...(optional.length > 0
      ? [`${optional.join(', ')}: a code env has one list, so that optional groups are left out.`]
      : []),
    ...(sources
      ? [
          'indexes: where packages come from is set in the instance, or by pipInstallExtraOptions in envSettings.',
        ]
      : []),
  ];
}

function isTable(value: unknown): value is TomlTable {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof Date);
}

function tableOf(table: TomlTable | undefined, key: string): TomlTable | undefined {
  const value = table?.[key];
  return isTable(value) ? value : undefined;
}

function textOf(table: TomlTable | undefined, key: string): string | undefined {
  const value = table?.[key];
  return typeof value === 'string' ? value : undefined;
}

function listOf(table: TomlTable | undefined, key: string): readonly string[] {
  const value = table?.[key];
  return Array.isArray(value) ? value.filter(item => typeof item === 'string') : [];
}
