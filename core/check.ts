import type { Problem } from './problem.ts';
import type { Project, ReadFile } from './project.ts';
import { commentsInLists } from './requirements/list-comments.ts';
import { subjectsOfDefinition, subjectsOfFile } from './requirements/packages-subject.ts';
import type { Finding, PackagesSubject, Rule } from './rule.ts';
import { rules } from './rules/index.ts';
import { readSilences } from './silence.ts';

/** Runs every rule on a file. For every text there is an answer: problems in the order of the text. */
export function check(file: ReadFile, project: Project): readonly Problem[] {
  const { path, kind, source } = file;
  const problems: Problem[] = [];
  const run = (rule: Rule, findings: Iterable<Finding>): void => {
    for (const finding of findings) problems.push(toProblem(rule, finding));
  };
  for (const rule of rules) if (rule.about === 'file') run(rule, rule.check({ kind, source }));
  const runOnPackages = (subject: PackagesSubject): void => {
    for (const rule of rules) if (rule.about === 'packages') run(rule, rule.check(subject));
  };
  if (kind === 'packages') {
    for (const subject of subjectsOfFile(file, project)) runOnPackages(subject);
    return inOrder(silenced(unique(problems), file));
  }
  for (const { document, structure, env, configs } of file.documents) {
    const folder = env && project.folderOf(path, env);
    const instance = env && project.instanceOf(path);
    for (const rule of rules) {
      if (rule.about === 'document') run(rule, rule.check({ kind, path, source, document, structure, env }));
      else if (rule.about === 'code-env' && env && folder)
        run(rule, rule.check({ path, source, env, folder, instance }));
      else if (rule.about === 'container-configs' && configs)
        run(rule, rule.check({ path, source, configs }));
    }
    if (env && folder)
      for (const subject of subjectsOfDefinition({ path, source, env, folder, instance }))
        runOnPackages(subject);
  }
  return inOrder(silenced(problems, file));
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
  const silences = readSilences(file.source, [...file.source.comments, ...commentsInLists(file)]);
  if (silences.length === 0) return problems;
  const used = new Set<number>();
  const loud = problems.filter(problem => {
    const { line } = file.source.lines.positionAt(problem.span.start);
    const by = silences.findIndex(
      silence => silence.line === line && silence.rule === problem.rule && silence.reason !== '',
    );
    if (by >= 0) used.add(by);
    return by < 0;
  });
  const subject = {
    source: file.source,
    silences: silences.map((silence, i) => ({ ...silence, used: used.has(i) })),
    ruleIds: rules.map(rule => rule.id),
  };
  for (const rule of rules) {
    if (rule.about === 'silences')
      loud.push(...[...rule.check(subject)].map(finding => toProblem(rule, finding)));
  }
  return loud;
}

/** Several definitions can share a list of packages: what is said of it for one need not be said again. */
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
