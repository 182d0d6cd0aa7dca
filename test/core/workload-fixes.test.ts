// Every fix that is offered for random workloads repairs its problem and leads to no new error.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { applyEdits, check, type Fix, Project } from '../../core/index.ts';
import { memoryTree } from './memory-tree.ts';
import { random } from './random.ts';

type Files = Readonly<Record<string, string>>;

const next = random(7);
const pick = (...choices: readonly string[]) => choices[Math.floor(next() * choices.length)] as string;
const envName = () => pick('churn', 'forecast', 'lab', 'chum', 'plugin_x', '""', '');
const config = () => pick('cpu', 'gpu', 'cpux', '"gpu"', '""', '');

function codeEnv(): string {
  return [
    `envLang: ${pick('PYTHON', 'R')}\n`,
    `deploymentMode: ${pick('DESIGN_MANAGED', 'DESIGN_MANAGED', 'EXTERNAL_CONDA_NAMED')}\n`,
    pick('', '', 'pythonInterpreter: CUSTOM\n'),
    pick('', 'installJupyterSupport: true\n', 'installJupyterSupport: false # not yet\n'),
    pick('', 'allContainerConfs: false\n', 'allContainerConfs: true\n'),
    pick('', 'containerConfs: [cpu] # c\n', 'containerConfs:\n- cpu\n', 'containerConfs: []\n'),
    pick('', 'containerConfs: [\n  cpu,\n]\n', 'containerConfs: nope\n'),
    pick('', 'specPackageList: |\n  numpy\n'),
  ].join('');
}

function selection(key: string, mode: string, name: string): string {
  const entries = [pick('', ...Array(4).fill(mode)), pick('', ...Array(3).fill(name))].filter(Boolean);
  if (next() < 0.2) entries.reverse();
  const block = entries.map(entry => `      ${entry} # c\n`).join('');
  return pick(
    '',
    `    ${key}:\n`,
    `    ${key}: { ${entries.join(', ')} } # flow\n`,
    `    ${key}: {\n${entries.map(entry => `      ${entry}`).join(',\n')}\n    }\n`,
    `    ${key}:\n${block}`,
    `    ${key}:\n${block}`,
  );
}

function workload(): string {
  const envMode = `envMode: ${pick('EXPLICIT_ENV', 'EXPLICIT_ENV', 'INHERIT', 'USE_BUILTIN_MODE', 'NO_MODE')}`;
  const containerMode = `containerMode: ${pick('EXPLICIT_CONTAINER', 'EXPLICIT_CONTAINER', 'INHERIT', 'NONE')}`;
  return [
    `  - name: ${pick('a', 'b')}\n`,
    `    type: ${pick('PYTHON', 'R')}_${pick('RECIPE', 'NOTEBOOK')} # t\n`,
    pick('', `    file: ${pick('a.py', 'a.R', 'a.ipynb', 'a', 'b.py')}\n`),
    selection('envSelection', envMode, `envName: ${envName()}`),
    selection('containerSelection', containerMode, `containerConf: ${config()}`),
  ].join('');
}

function instance(): Files {
  const envs = ['churn', 'forecast', 'lab'].filter(() => next() < 0.8);
  const scripts = ['a.py', 'a.R', 'a.ipynb'].filter(() => next() < 0.7);
  return {
    '/w/container-configs.yaml': [
      'dssVersion: 14.3.2\nexecutionConfigs:\n  - name: cpu\n  - name: gpu\n',
      pick('', '', `defaultExecutionConfig: ${config()}\n`),
      pick('', '', `codeEnvs: { defaultPythonEnv: ${envName()}, defaultREnv: ${envName()} }\n`),
      pick('', '', 'additionalPythonPath: [/opt]\n'),
      pick('', '', 'builtinEnv: { addedPackages: [shap, "a==1"] }\n'),
    ].join(''),
    ...Object.fromEntries(envs.map(name => [`/w/envs/${name}/code-env.yaml`, codeEnv()])),
    ...Object.fromEntries(scripts.map(name => [`/w/${name}`, ''])),
    '/w/workloads.yaml': `workloads:\n${workload()}${workload()}`,
  };
}

function problemsIn(files: Files) {
  const project = new Project(memoryTree(files));
  return Object.keys(files).flatMap(path => {
    const file = project.file(path);
    return file ? check(file, project).map(problem => ({ path, problem })) : [];
  });
}

function afterFix(files: Files, own: string, { changes }: Fix): Files {
  const after = { ...files };
  for (const change of changes) {
    const path = change.path ?? own;
    after[path] = change.kind === 'create' ? change.text : applyEdits(after[path] ?? '', change.edits);
  }
  return after;
}

test('a fix of a workload repairs its problem and leads to no new error', () => {
  let fixes = 0;
  for (let round = 0; round < 150; round++) {
    const files = instance();
    const before = problemsIn(files);
    for (const { path, problem } of before.filter(({ path }) => path === '/w/workloads.yaml')) {
      for (const fix of problem.fixes) {
        fixes++;
        const fixed = afterFix(files, path, fix);
        const after = problemsIn(fixed);
        const where = () => `${fix.title} in\n${files[path]}gives\n${fixed[path]}`;
        const count = (list: typeof before, rule: string) =>
          list.filter(other => other.path === path && other.problem.rule === rule).length;
        assert.ok(count(after, problem.rule) < count(before, problem.rule), where());
        assert.deepEqual(newErrors(before, after), [], where());
      }
    }
  }
  assert.ok(fixes > 300, `${fixes}`);
});

/** The errors of `after` that are of another rule or in another file than those of `before`, or more. */
function newErrors(before: ReturnType<typeof problemsIn>, after: ReturnType<typeof problemsIn>): string[] {
  const left = before.filter(isError).map(nameOf);
  return after.filter(isError).flatMap(one => {
    const at = left.indexOf(nameOf(one));
    if (at >= 0) left.splice(at, 1);
    return at >= 0 ? [] : [one.problem.message];
  });
}

type Found = ReturnType<typeof problemsIn>[number];
const isError = ({ problem }: Found) => problem.severity === 'error';
const nameOf = ({ path, problem }: Found) => `${path} ${problem.rule}`;
