import { addEntry, removeEntry, renderScalar, replace, setValue, writtenSpan } from '../edit.ts';
import { type CodeEnv, isManaged } from '../model.ts';
import type { Project, ReadFile } from '../project.ts';
import { configNames } from '../selection.ts';
import type { Span, TextEdit } from '../text.ts';
import { anchorsOf } from './occurrence.ts';
import { ownEntry, type Refactoring, touches } from './refactoring.ts';

/** `allContainerConfs: true` as the list of all container configurations, and back. */
export function moveConfigs(file: ReadFile, span: Span, project: Project): readonly Refactoring[] {
  if (file.kind !== 'code-env') return [];
  const instance = project.instanceOf(file.path);
  const names = [...new Set(instance ? configNames(instance.configs) : [])];
  if (names.length === 0) return [];
  const anchors = anchorsOf(file);
  return file.documents.flatMap(({ env }) => {
    const all = ownEntry(env?.root, 'allContainerConfs');
    const listed = ownEntry(env?.root, 'containerConfs');
    const here = [all, listed].filter(entry => entry !== undefined);
    if (!env || !isManaged(env) || !here.some(entry => touches(entry.span, span))) return [];
    if (anchors.some(anchor => here.some(entry => touches(anchor.span, entry.span)))) return [];
    const offer = (title: string, edits: () => readonly TextEdit[]): readonly Refactoring[] => [
      {
        title,
        kind: 'refactor.rewrite',
        file: undefined,
        changes: () => ({ edits: edits().map(edit => ({ path: file.path, ...edit })) }),
      },
    ];
    if (env.allContainerConfs?.value)
      return offer('Name the container configurations', () => nameAll(file, env, names));
    const chosen = env.containerConfs?.value.map(({ value }) => value) ?? [];
    const isAll = chosen.length === names.length && names.every(name => chosen.includes(name));
    return isAll ? offer('Select all container configurations', () => selectAll(file, env)) : [];
  });
}

function nameAll({ source }: ReadFile, { root }: CodeEnv, names: readonly string[]): readonly TextEdit[] {
  const all = ownEntry(root, 'allContainerConfs');
  const listed = ownEntry(root, 'containerConfs');
  const list = `[${names.map(name => renderScalar(name, source)).join(', ')}]`;
  return [
    ...(all ? [setValue(source, all, 'false')] : []),
    listed
      ? replace(writtenSpan(source, listed.value.span), list)
      : addEntry(source, root, 'containerConfs', list, all),
  ];
}

function selectAll({ source }: ReadFile, { root }: CodeEnv): readonly TextEdit[] {
  const all = ownEntry(root, 'allContainerConfs');
  const listed = ownEntry(root, 'containerConfs');
  if (!listed) return [];
  if (all) return [setValue(source, all, 'true'), ...removeEntry(source, root, listed)];
  const { start } = listed.key.span;
  const key = source.text.startsWith('"', start) ? '"allContainerConfs"' : 'allContainerConfs';
  return [replace(writtenSpan(source, listed.span), `${key}: true`)];
}
