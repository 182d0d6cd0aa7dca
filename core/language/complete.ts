import type { Project, ReadFile } from '../project.ts';
import { findSchema, type Schema } from '../schema.ts';
import type { Node, Source } from '../source.ts';
import { completePackages } from './complete-packages.ts';
import { completeRules } from './complete-rules.ts';
import { completeTemplates } from './complete-templates.ts';
import { type Completion, completionOf } from './completion.ts';
import { findSlot } from './cursor.ts';
import { fits } from './fits.ts';
import { renderKey } from './key-text.ts';
import { describeKey, kindOf, meaningOf } from './meaning.ts';
import { pathsFrom } from './paths.ts';
import { instanceOf, referencesTo } from './references.ts';
import type { Slot } from './slot.ts';

/**
 * Everything that can be written at `offset`: keys, templates, values, names, rules; none where the text is free.
 * The text may be broken. Accepting one leaves a text that is no more broken than before.
 */
export function complete(file: ReadFile, offset: number, project: Project): readonly Completion[] {
  const packages = completePackages(file, offset, project);
  if (packages) return packages;
  const slot = findSlot(file.source, offset);
  if (!slot) return [];
  if (slot.kind === 'rule') return completeRules(file, slot, project);
  const schema = findSchema(file.kind, slot.path);
  if (!schema) return [];
  const asked: Asked = { file, offset, slot, project };
  if (slot.kind === 'key') return keys(asked, schema);
  if (slot.kind === 'value') return schema.items ? listed(asked, schema) : values(asked, schema);
  if (schema.properties) return keys(asked, schema);
  if (!schema.items) return values(asked, schema);
  if (!slot.ownLine) return [];
  // A list can begin on the line: its first item, behind a dash.
  const item = { ...slot, before: `${slot.before}- `, column: slot.column + 2, path: [...slot.path, 0] };
  const first = findSchema(file.kind, item.path);
  if (!first) return [];
  return first.properties ? keys({ ...asked, slot: item }, first) : values({ ...asked, slot: item }, first);
}

interface Asked {
  readonly file: ReadFile;
  readonly offset: number;
  readonly slot: Slot;
  readonly project: Project;
}

function keys(asked: Asked, schema: Schema): readonly Completion[] {
  const { file, slot, project } = asked;
  const required = schema.required ?? (slot.path.length === 0 ? ['envLang', 'deploymentMode'] : []);
  const beside = slot.path.length === 0 ? keysGivenBeside(file, project) : [];
  const value = slot.colon ? valueBehind(file, slot) : undefined;
  const shape = instanceOf(file, slot.span.start, project)?.configs.shape;
  const found = Object.keys(schema.properties ?? {})
    .filter(key => !slot.taken.includes(key) && !beside.includes(key))
    .filter(key => {
      const own = findSchema(file.kind, [...slot.path, key])?.['x-shape'];
      return !shape || !own || own === shape;
    })
    .filter(key => !value || fits(file.kind, [...slot.path, key], value))
    .map((key, i) => {
      const own = findSchema(file.kind, [...slot.path, key]) ?? {};
      const written = own.description?.endsWith('DSS writes this.');
      const rank = required.includes(key) ? 'a' : written ? 'z' : 'k';
      return completionOf(slot, renderKey(key, own, slot, file.source), {
        label: key,
        kind: 'key',
        detail: kindOf(own),
        documentation: describeKey(own) || undefined,
        sortText: `${rank}${String(i).padStart(3, '0')}`,
      });
    });
  return [...found, ...completeTemplates(asked)];
}

/** The value that the key under the cursor has already. */
function valueBehind({ documents }: ReadFile, { span }: Slot): Node | undefined {
  const find = (node: Node): Node | undefined => {
    if (node.kind === 'scalar' || node.span.start > span.start || node.span.end < span.end) return undefined;
    if (node.kind === 'sequence') return firstOf(node.items, find);
    const own = node.entries.find(({ key }) => key.span.start === span.start);
    return own?.value ?? firstOf(node.entries, entry => find(entry.value));
  };
  return firstOf(documents, ({ document }) => document.root && find(document.root));
}

function firstOf<T>(list: readonly T[], find: (one: T) => Node | undefined): Node | undefined {
  for (const one of list) {
    const found = find(one);
    if (found) return found;
  }
  return undefined;
}

/** Keys whose content lies in a file beside the definition: both would be a problem. */
function keysGivenBeside({ path, documents }: ReadFile, project: Project): readonly string[] {
  const env = documents.find(document => document.env)?.env;
  if (!env) return [];
  const folder = project.folderOf(path, env);
  return [
    ...(folder.packages ? ['specPackageList'] : []),
    ...(folder.condaPackages ? ['specCondaEnvironment'] : []),
    ...(folder.resourcesInit ? ['resourcesInitScript'] : []),
  ];
}

/** The values of a list, where the list itself is not begun: they bring its brackets. */
function listed(asked: Asked, schema: Schema): readonly Completion[] {
  const { slot, file } = asked;
  const items = findSchema(file.kind, [...slot.path, 0]) ?? schema.items;
  if (!items || slot.quote !== '') return [];
  const inBrackets = { ...slot, before: `${slot.before}[`, after: `]${slot.after}` };
  return values({ ...asked, slot: inBrackets }, items);
}

function values(asked: Asked, schema: Schema): readonly Completion[] {
  const { slot, file } = asked;
  const { language } = file.source;
  if (schema.type === 'boolean') {
    return [true, false].map((value, i) =>
      completionOf(
        slot,
        { text: String(value) },
        {
          label: String(value),
          kind: 'value',
          sortText: `a00${i}`,
          preselect: schema.default === value,
        },
      ),
    );
  }
  const named = (schema.enum ?? schema.examples ?? []).map(String).map(value => ({
    value,
    kind: 'value' as const,
    documentation: meaningOf(schema, value),
    detail: undefined,
  }));
  if (schema['x-path']) return paths(asked, schema['x-path']);
  const found = [...named, ...referencesTo(schema['x-reference'], asked.file, asked.offset, asked.project)];
  return found
    .filter(({ value }) => !slot.taken.includes(value))
    .map(({ value, kind, documentation, detail }, i) =>
      completionOf(
        slot,
        { text: renderText(value, slot, language) },
        {
          label: value,
          kind,
          detail,
          documentation,
          sortText: `a${String(i).padStart(3, '0')}`,
          preselect: schema.default === value,
        },
      ),
    );
}

/** Paths, one folder at a time. */
function paths({ slot, file, offset, project }: Asked, wanted: 'file' | 'folder'): readonly Completion[] {
  const { text, language } = file.source;
  const written = text.slice(slot.span.start + slot.quote.length, Math.max(slot.span.start, offset));
  return pathsFrom(written, wanted, file, project).map(({ value, isFolder }, i) =>
    completionOf(
      slot,
      { text: renderText(value, slot, language), continues: value.endsWith('/') },
      { label: value, kind: isFolder ? 'folder' : 'file', sortText: `a${String(i).padStart(3, '0')}` },
    ),
  );
}

/** `value` in the quotes that the place has or needs. */
function renderText(value: string, slot: Slot, language: Source['language']): string {
  if (language === 'json' || slot.quote === '"') return JSON.stringify(value);
  if (slot.quote === "'") return `'${value.replaceAll("'", "''")}'`;
  const plain = /^[A-Za-z_][\w./-]*(?::[\w./-]+)*$/.test(value);
  return plain && !/^(?:true|false|null|yes|no|on|off|y|n)$/i.test(value) ? value : JSON.stringify(value);
}
