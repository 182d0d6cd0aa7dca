import { embeddedIn } from './embedded.ts';
import type { RuleLevels } from './levels.ts';
import type { CodeEnv, ContainerConfigs, Workload, Workloads } from './model.ts';
import type { Problem } from './problem.ts';
import { isWhole, type Project, type ReadDocument, type ReadFile } from './project.ts';
import { commentsInLists } from './requirements/list-comments.ts';
import { subjectsOfDefinition, subjectsOfFile } from './requirements/packages-subject.ts';
import { readResourcesScript } from './resources-script.ts';
import type { CodeEnvAmongOthers, Finding, Rule } from './rule.ts';
import { rules } from './rules/index.ts';
import type { DefinitionKind } from './schema.ts';
import { readSilences, silenceMark } from './silence.ts';
import type { Source } from './source.ts';
import type { Span } from './text.ts';
import { readWorkloadCode } from './workload-code.ts';
import { usesOf } from './workload-use.ts';

/** Runs every rule on a file. For every text there is an answer: problems in the order of the text. */
export function check(file: ReadFile, project: Project): readonly Problem[] {
  const problems = [...ask('file', file), ...checkContent(file, project)];
  return inOrder(atLevels(silenced(unique(problems), file), project.levelsOf(file.path)));
}

/** Problems at the severities that users chose, without those of rules that they turned off. */
function atLevels(problems: readonly Problem[], levels: RuleLevels): readonly Problem[] {
  return problems.flatMap(problem => {
    const level = levels[problem.rule];
    if (level === 'off') return [];
    return level ? { ...problem, severity: level } : problem;
  });
}

function checkContent(file: ReadFile, project: Project): readonly Problem[] {
  const { path, kind, script } = file;
  switch (kind) {
    case 'packages':
      return subjectsOfFile(file, project).flatMap(subject => ask('packages', subject));
    case 'resources-script':
      return script ? ask('resources-script', { path, script }) : [];
    default:
      return file.documents.flatMap(document => checkDocument(file, kind, document, project));
  }
}

function checkDocument(
  file: ReadFile,
  kind: DefinitionKind,
  { document, structure, env, configs, workloads }: ReadDocument,
  project: Project,
): readonly Problem[] {
  const { path, source } = file;
  const problems = [
    ...ask('document', {
      kind,
      path,
      source,
      document,
      structure: structure.filter(({ span }) => isReadable(span, source)),
      env,
      folder: env && project.folderOf(path, env),
      configs,
    }),
    ...(env ? checkEnv(file, env, project) : []),
    ...(configs ? checkConfigs(file, configs, project) : []),
    ...(workloads ? checkWorkloads(file, workloads, project) : []),
  ];
  const { brokenAt } = document;
  return brokenAt === undefined ? problems : problems.filter(({ span }) => span.end <= brokenAt);
}

/** What the parser could not make sense of is told once: what it made of it nevertheless is no mistake of its own. */
function isReadable(span: Span, { problems }: Source): boolean {
  return !problems.some(problem => span.start <= problem.span.start && problem.span.start <= span.end);
}

/*
 * What follows from a mistake in another file is not told while that is there: the instance counts only where it is
 * whole, and of the other code envs those that are.
 */

/** A code env and its versions, with the texts of other languages in them. */
function checkEnv({ path, source }: ReadFile, env: CodeEnv, project: Project): readonly Problem[] {
  const instance = project.wholeInstanceOf(path);
  const subject = {
    path,
    source,
    env,
    folder: project.folderOf(path, env),
    instance,
    isInstanceBroken: !instance && project.instancePathOf(path) !== undefined,
    namesakes: () => (instance ? project.namesakesOf(path, env, instance).filter(isWhole) : []),
  };
  return [
    ...checkContentOf(subject),
    ...env.versions.flatMap(env => checkContentOf({ ...subject, env, namesakes: () => [] })),
  ];
}

function checkContentOf(subject: CodeEnvAmongOthers): readonly Problem[] {
  const { path, source, env } = subject;
  const written = env.lang === 'R' ? undefined : env.resourcesInitScript;
  const script = written && readResourcesScript(embeddedIn(source, written));
  return [
    ...ask('code-env', subject),
    ...subjectsOfDefinition(subject).flatMap(list => ask('packages', list)),
    ...(script ? ask('resources-script', { path, script }) : []),
  ];
}

function checkConfigs(
  { path, source }: ReadFile,
  configs: ContainerConfigs,
  project: Project,
): readonly Problem[] {
  const contexts = project.contextsOf(path, configs);
  const instance = { path, configs };
  const envs = () => (project.areEnvsWhole(instance) ? project.envsOf(instance) : []);
  return ask('container-configs', { path, source, configs, contexts, envs });
}

function checkWorkloads(
  { path, source }: ReadFile,
  workloads: Workloads,
  project: Project,
): readonly Problem[] {
  const instance = project.wholeInstanceOf(path);
  if (!instance) return [];
  const envs = project.envsOf(instance).filter(isWhole);
  const areAllKnown = project.areEnvsWhole(instance);
  const uses = usesOf(workloads.workloads, instance, envs);
  const isFile = (path: string) => project.isFile(path);
  const read = (path: string) => project.textOf(path);
  const codeOf = (workload: Workload) => readWorkloadCode(workload, path, read);
  return ask('workloads', { path, source, workloads, instance, envs, areAllKnown, uses, isFile, codeOf });
}

type SubjectOf<About extends Rule['about']> = Parameters<Extract<Rule, { about: About }>['check']>[0];

const grouped = new Map<Rule['about'], readonly Rule[]>();

/** The rules that are about such a subject, looked for once. */
function rulesAbout(about: Rule['about']): readonly Rule[] {
  const found = grouped.get(about) ?? rules.filter(rule => rule.about === about);
  grouped.set(about, found);
  return found;
}

/** What the rules that are about such a subject say of it. */
function ask<About extends Rule['about']>(about: About, subject: SubjectOf<About>): readonly Problem[] {
  const problems: Problem[] = [];
  for (const rule of rulesAbout(about)) {
    const check = rule.check as (subject: SubjectOf<About>) => Iterable<Finding>;
    for (const finding of check(subject)) problems.push(toProblem(rule, finding));
  }
  return problems;
}

function toProblem(rule: Rule, finding: Finding): Problem {
  return {
    rule: rule.id,
    severity: finding.severity ?? rule.severity,
    span: finding.span,
    message: finding.message,
    fixes: finding.fixes ?? [],
    related: finding.related ?? [],
    unnecessary: finding.unnecessary ?? false,
  };
}

function silenced(problems: readonly Problem[], file: ReadFile): readonly Problem[] {
  if (!file.source.text.includes(silenceMark)) return problems;
  const silences = readSilences(file.source, [...file.source.comments, ...commentsInLists(file)]);
  const used = new Set<number>();
  const loud = problems.filter(problem => {
    const { line } = file.source.lines.positionAt(problem.span.start);
    const by = silences.findIndex(
      silence =>
        silence.line <= line &&
        line <= silence.lastLine &&
        silence.rule === problem.rule &&
        silence.reason !== '',
    );
    if (by >= 0) used.add(by);
    return by < 0;
  });
  const subject = {
    source: file.source,
    silences: silences.map((silence, i) => ({ ...silence, used: used.has(i) })),
    ruleIds: rules.map(rule => rule.id),
  };
  return [...loud, ...ask('silences', subject)];
}

/** What several definitions share in a list of packages, or several values by aliases and merge keys, is wrong once. */
function unique(problems: readonly Problem[]): readonly Problem[] {
  const seen = new Set<string>();
  return problems.filter(({ rule, span, message }) => {
    const key = JSON.stringify([rule, span.start, span.end, message]);
    return !seen.has(key) && seen.add(key);
  });
}

function inOrder(problems: readonly Problem[]): readonly Problem[] {
  return [...problems].sort(
    (a, b) => a.span.start - b.span.start || a.span.end - b.span.end || a.rule.localeCompare(b.rule),
  );
}
