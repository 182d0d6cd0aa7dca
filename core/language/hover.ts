import type { Project, ReadFile } from '../project.ts';
import { rules } from '../rules/index.ts';
import { findSchema } from '../schema.ts';
import type { Span } from '../text.ts';
import { findWord } from './cursor.ts';
import { describeKey, meaningOf } from './meaning.ts';
import { describeConfig, instanceOf } from './references.ts';

export interface Hover {
  readonly span: Span;
  readonly markdown: string;
}

/** What there is to say about the key, value, name or rule at `offset`. The text may be broken. */
export function hover(file: ReadFile, offset: number, project: Project): Hover | undefined {
  if (file.kind === 'packages') return undefined;
  const word = findWord(file.source, offset);
  if (!word) return undefined;
  if (word.kind === 'comment') return hoverSilence(file, word.span, offset);
  const schema = findSchema(file.kind, word.path);
  if (!schema) return undefined;
  if (word.kind === 'key') {
    const about = describeKey(schema);
    return about === '' ? undefined : { span: word.span, markdown: `**${word.text}**\n\n${about}` };
  }
  const isName = schema['x-reference'] === 'container-config' || isConfigName(file, word.path);
  const instance = isName ? instanceOf(file, offset, project) : undefined;
  const config = instance?.configs.executionConfigs.find(config => config.name?.value === word.text);
  if (instance && config) return { span: word.span, markdown: describeConfig(config, instance, project) };
  const meaning = schema.enum?.includes(word.text) && meaningOf(schema, word.text);
  return meaning ? { span: word.span, markdown: `**${word.text}**\n\n${meaning}` } : undefined;
}

function isConfigName(file: ReadFile, path: readonly (string | number)[]): boolean {
  return (
    file.kind === 'container-configs' &&
    path.length === 3 &&
    path[0] === 'executionConfigs' &&
    path[2] === 'name'
  );
}

function hoverSilence({ source }: ReadFile, span: Span, offset: number): Hover | undefined {
  const match = /^#[ \t]*code-env-ignore[ \t]+([\w-]+)/d.exec(source.text.slice(span.start, span.end));
  const [start, end] = match?.indices?.[1] ?? [0, 0];
  const rule = rules.find(rule => rule.id === match?.[1]);
  if (!rule || offset < span.start + start || offset > span.start + end) return undefined;
  return {
    span: { start: span.start + start, end: span.start + end },
    markdown: `**${rule.id}** (${rule.severity})\n\n${rule.title}.`,
  };
}
