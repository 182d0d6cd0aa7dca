import type { EnvLang } from '../model.ts';
import type { Project, ReadFile } from '../project.ts';
import type { PackageList } from '../requirements/package-list.ts';
import { normalizedName } from '../requirements/requirement.ts';
import type { Span } from '../text.ts';
import type { Completion } from './completion.ts';
import { type KnownPackage, knownPackages } from './known-packages.ts';
import { lineAt } from './lists.ts';

/** Markers of PEP 508 that code envs have a use for. */
const markers = ['python_version', 'sys_platform', 'platform_machine', 'extra'];

const operators: Readonly<Record<string, string>> = {
  '==': 'exactly this version',
  '~=': 'this version and later ones that are compatible',
  '>=': 'this version or a later one',
  '<': 'a version before this one',
  '!=': 'not this version',
};

/**
 * Names, operators and versions for the line of a list of packages at `offset`, from what the instance says elsewhere:
 * what this line alone says is being typed. Undefined where no such line can be edited as it is.
 */
export function completePackages(
  file: ReadFile,
  offset: number,
  project: Project,
): readonly Completion[] | undefined {
  const here = lineAt(file, offset, project);
  const instance = here && project.instanceOf(file.path);
  if (!here || !instance || here.list.language === 'conda') return undefined;
  const { line, list } = here;
  const typed = line.text.slice(0, offset - line.span.start);
  const rest = line.text.slice(typed.length);
  // A comment names rules.
  if (/(?:^|\s)#/.test(typed)) return undefined;
  const known = (lang: EnvLang) => knownPackages(instance, lang, project);
  return list.language === 'r'
    ? completeR(typed, offset, rest, known('R'))
    : completePip(typed, offset, rest, known('PYTHON'), list);
}

function completePip(
  typed: string,
  offset: number,
  rest: string,
  known: readonly KnownPackage[],
  list: PackageList,
): readonly Completion[] {
  const name = /^\s*([A-Za-z0-9][\w.-]*)?$/.exec(typed);
  if (name) {
    const begun = name[1] ?? '';
    const [end = ''] = /^[\w.-]*/.exec(rest) ?? [];
    const span = { start: offset - begun.length, end: offset + end.length };
    const written = normalizedName(begun + end);
    const taken = new Set(
      list.requirements
        .filter(({ span: other }) => other.end < span.start || other.start > span.end)
        .map(({ key }) => key),
    );
    return known
      .filter(({ key, mentions }) => !taken.has(key) && !(key === written && mentions === 1))
      .map(one => nameItem(one, one.name, span));
  }
  const version =
    /^\s*([A-Za-z0-9][\w.-]*)\s*(?:\[[^\]]*\]\s*)?(?:[^;]*,\s*)?(===|==|~=|>=|<=|!=|<|>)\s*([\w.+!*-]*)$/.exec(
      typed,
    );
  if (version) {
    const asked = normalizedName(version[1] ?? '');
    const found = known.find(({ key }) => key === asked);
    const begun = version[3] ?? '';
    const [end = ''] = /^[\w.+!*-]*/.exec(rest) ?? [];
    const span = { start: offset - begun.length, end: offset + end.length };
    return found ? versionItems(found, begun + end, span, version => version) : [];
  }
  const operator = /^\s*[A-Za-z0-9][\w.-]*(?:\[[^\]]*\])?\s+$/.test(typed);
  if (operator && rest.trim() === '')
    return Object.entries(operators).map(([label, detail], i) =>
      item(label, detail, 'value', { start: offset, end: offset }, label, i),
    );
  const marker = /;\s*(?:.*\b(?:and|or)\s+)?([a-z_]*)$/.exec(typed);
  if (marker && rest.trim() === '') {
    const span = { start: offset - (marker[1]?.length ?? 0), end: offset };
    return markers.map((label, i) => item(label, 'marker', 'value', span, label, i));
  }
  return [];
}

/** Lines `"name",` and `"name","minimum version"`. */
function completeR(
  typed: string,
  offset: number,
  rest: string,
  known: readonly KnownPackage[],
): readonly Completion[] {
  const name = /^\s*("?)([A-Za-z][A-Za-z0-9.]*)?$/.exec(typed);
  if (name && /^"?\s*,?\s*$/.test(rest)) {
    const span = {
      start: offset - (name[1] ?? '').length - (name[2] ?? '').length,
      end: offset + rest.length,
    };
    return known
      .filter(({ key, mentions }) => !(key === name[2] && mentions === 1))
      .map(one => nameItem(one, `"${one.name}",`, span));
  }
  const version = /^\s*"([A-Za-z][A-Za-z0-9.]*)"\s*,\s*("?[\d.-]*)$/.exec(typed);
  const found = version && known.find(one => one.name === version[1]);
  if (!found || !/^[\d.-]*"?\s*$/.test(rest)) return [];
  const span = { start: offset - (version[2]?.length ?? 0), end: offset + rest.length };
  const written = `${version[2] ?? ''}${rest}`.replaceAll(/["\s]/g, '');
  return versionItems(found, written, span, version => `"${version}"`);
}

function nameItem({ name, envs, versions }: KnownPackage, text: string, span: Span): Completion {
  const lines = [...versions].map(([version, envs]) => `- \`${version}\`: ${namesOf(envs)}`);
  return {
    ...item(name, envs.length > 0 ? envs.join(', ') : 'core package', 'reference', span, text, 0),
    documentation: lines.length > 0 ? ['Versions in this instance:', ...lines].join('\n') : undefined,
    filterText: text.startsWith('"') ? text : undefined,
  };
}

function versionItems(
  { versions }: KnownPackage,
  written: string,
  span: Span,
  render: (version: string) => string,
): readonly Completion[] {
  return [...versions]
    .filter(([version, envs]) => !(version === written && envs.length === 1))
    .map(([version, envs], i) => ({
      ...item(version, namesOf(envs), 'value', span, render(version), i),
      filterText: render(version),
    }));
}

function namesOf(envs: readonly string[]): string {
  return [...new Set(envs)].join(', ');
}

function item(
  label: string,
  detail: string,
  kind: Completion['kind'],
  span: Span,
  text: string,
  rank: number,
): Completion {
  return {
    label,
    kind,
    detail,
    edit: { span, text },
    also: [],
    cursor: undefined,
    sortText: `a${String(rank).padStart(3, '0')}`,
    continues: false,
  };
}
