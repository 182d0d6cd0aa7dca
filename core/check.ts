import { embeddedIn } from './embedded.ts';
import type { Workloads } from './model.ts';
import type { Problem } from './problem.ts';
import type { Project, ReadFile } from './project.ts';
import { type ResourcesScript, readResourcesScript } from './resources-script.ts';
import type { Finding, Rule, WorkloadsSubject } from './rule.ts';
import { rules } from './rules/index.ts';
import { readSilences } from './silence.ts';
import { usesOf } from './workload-use.ts';

/** Runs every rule on a file. For every text there is an answer: problems in the order of the text. */
export function check(file: ReadFile, project: Project): readonly Problem[] {
  const { path, kind, source } = file;
  const problems: Problem[] = [];
  const run = (rule: Rule, findings: Iterable<Finding>): void => {
    for (const finding of findings) problems.push(toProblem(rule, finding));
  };
  for (const rule of rules) if (rule.about === 'file') run(rule, rule.check({ kind, source }));
  const runOnScript = (script: ResourcesScript): void => {
    for (const rule of rules) if (rule.about === 'resources-script') run(rule, rule.check({ path, script }));
  };
  if (file.script) runOnScript(file.script);
  for (const { document, structure, env, configs, workloads } of file.documents) {
    if (kind === 'resources-script') break;
    if (env?.resourcesInitScript && env.lang !== 'R')
      runOnScript(readResourcesScript(embeddedIn(source, env.resourcesInitScript)));
    const used = workloads && workloadsSubject(file, workloads, project);
    const folder = env && project.folderOf(path, env);
    const instance = env && project.instanceOf(path);
    const contexts = configs ? project.contextsOf(path, configs) : [];
    for (const rule of rules) {
      if (rule.about === 'document') run(rule, rule.check({ kind, path, source, document, structure, env }));
      else if (rule.about === 'code-env' && env && folder)
        run(rule, rule.check({ path, source, env, folder, instance }));
      else if (rule.about === 'container-configs' && configs)
        run(
          rule,
          rule.check({ path, source, configs, contexts, envs: () => project.envsOf({ path, configs }) }),
        );
      else if (rule.about === 'workloads' && used) run(rule, rule.check(used));
    }
  }
  return inOrder(silenced(problems, file));
}

function workloadsSubject(
  { path, source }: ReadFile,
  workloads: Workloads,
  project: Project,
): WorkloadsSubject | undefined {
  const instance = project.instanceOf(path);
  if (!instance) return undefined;
  const envs = project.envsOf(instance);
  const uses = usesOf(workloads.workloads, instance, envs);
  return { path, source, workloads, instance, envs, uses, isFile: path => project.isFile(path) };
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
  const silences = readSilences(file.source);
  if (silences.length === 0) return problems;
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
  for (const rule of rules) {
    if (rule.about === 'silences')
      loud.push(...[...rule.check(subject)].map(finding => toProblem(rule, finding)));
  }
  return loud;
}

function inOrder(problems: readonly Problem[]): readonly Problem[] {
  const sorted = [...problems].sort(
    (a, b) => a.span.start - b.span.start || a.span.end - b.span.end || a.rule.localeCompare(b.rule),
  );
  // What several values share by aliases or merge keys is wrong once.
  return sorted.filter((problem, i) => {
    const before = sorted[i - 1];
    return (
      before?.rule !== problem.rule ||
      before.span.start !== problem.span.start ||
      before.span.end !== problem.span.end ||
      before.message !== problem.message
    );
  });
}
