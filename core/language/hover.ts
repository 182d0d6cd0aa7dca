import type { Project, ReadFile } from '../project.ts';
import { findSchema } from '../schema.ts';
import type { Span } from '../text.ts';
import { findWord } from './cursor.ts';
import { describeKey, meaningOf } from './meaning.ts';
import { describeConfig, describeEnv, instanceOf } from './references.ts';
import { findSilencedRule } from './silenced-rule.ts';
import { occurrenceAt } from './symbol.ts';

export interface Hover {
  readonly span: Span;
  readonly markdown: string;
}

/** What there is to say about the key, value, name or rule at `offset`. The text may be broken. */
export function hover(file: ReadFile, offset: number, project: Project): Hover | undefined {
  const word = findWord(file.source, offset);
  if (!word) return undefined;
  if (word.kind === 'comment') return hoverSilence(file, word.span, offset);
  const schema = findSchema(file.kind, word.path);
  if (!schema) return undefined;
  if (word.kind === 'key') {
    const about = describeKey(schema);
    return about === '' ? undefined : { span: word.span, markdown: `**${word.text}**\n\n${about}` };
  }
  const isName =
    schema['x-reference'] === 'container-config' || occurrenceAt(file, offset)?.kind === 'container-config';
  const instance = isName ? instanceOf(file, offset, project) : undefined;
  const config = instance?.configs.executionConfigs.find(config => config.name?.value === word.text);
  if (instance && config) return { span: word.span, markdown: describeConfig(config, instance, project) };
  if (schema['x-reference'] === 'code-env') {
    const around = instanceOf(file, offset, project);
    const env = around && project.envsOf(around).find(({ env }) => env.name === word.text);
    if (around && env) return { span: word.span, markdown: describeEnv(env, around) };
  }
  const meaning = schema.enum?.includes(word.text) && meaningOf(schema, word.text);
  return meaning ? { span: word.span, markdown: `**${word.text}**\n\n${meaning}` } : undefined;
}

function hoverSilence({ source }: ReadFile, comment: Span, offset: number): Hover | undefined {
  const found = findSilencedRule(source.text, comment);
  if (!found || offset < found.span.start || offset > found.span.end) return undefined;
  const { rule, span } = found;
  return { span, markdown: `**${rule.id}** (${rule.severity})\n\n${rule.title}.` };
}
