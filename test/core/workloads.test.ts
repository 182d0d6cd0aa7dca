import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { check, complete, hover, Project } from '../../core/index.ts';
import { atCursor } from './at-cursor.ts';
import { memoryTree } from './memory-tree.ts';

const instance = 'dssVersion: 14.3.2\nexecutionConfigs:\n  - name: cpu\n  - name: gpu\n';
const env = (lang: string) => `envLang: ${lang}\ndeploymentMode: DESIGN_MANAGED\ncontainerConfs: [cpu]\n`;
const files = {
  '/w/container-configs.yaml': instance,
  '/w/envs/churn/code-env.yaml': env('PYTHON'),
  '/w/envs/forecast.code-env.yaml': env('R'),
  '/w/plugin/code-env/python/desc.json': '{ "installCorePackages": true }',
  '/w/automation/container-configs.yaml': instance,
  '/w/automation/risk/code-env.yaml': env('PYTHON'),
  '/w/empty/container-configs.yaml': '',
  '/w/empty/late/code-env.yaml': env('PYTHON'),
};
const workload = (more: string) => `workloads:\n  - name: score\n    type: PYTHON_RECIPE\n${more}`;

/** The rules that `text` at `path` is against. */
function rulesOf(text: string, path: string, tree: Readonly<Record<string, string>> = files) {
  const project = new Project(memoryTree({ ...tree, [path]: text }));
  const file = project.file(path);
  return file && check(file, project).map(({ rule, severity }) => `${severity} ${rule}`);
}

suite('workloads', () => {
  test('the code envs of an instance: its own, not those of plugins or of an instance below', () => {
    const project = new Project(memoryTree(files));
    const namesOf = (path: string) => {
      const found = project.instanceOf(path);
      return found && project.envsOf(found).map(({ env }) => env.name);
    };
    assert.deepEqual(namesOf('/w/workloads.yaml'), ['late', 'churn', 'forecast']);
    assert.deepEqual(namesOf('/w/automation/workloads.yaml'), ['risk']);
  });

  test('a workloads.yaml is ours beside and below an instance only', () => {
    const alone = { '/w/a/container-configs.yaml': instance };
    assert.equal(rulesOf('kind: Deployment\n', '/w/workloads.yaml', alone), undefined);
    assert.deepEqual(rulesOf('workloads: []\n', '/w/a/workloads.yaml', alone), []);
    assert.deepEqual(rulesOf('', '/w/a/b/c/workloads.yml', alone), ['error empty-file']);
  });

  test('whatever stands there, nothing is thrown', () => {
    const odd = [
      '5',
      '[]',
      'a',
      '{}',
      '{ envMode: 5 }',
      '{ envMode: [] }',
      '*x',
      '&x { envName: churn }',
      '',
    ];
    for (const value of odd)
      for (const key of ['envSelection', 'containerSelection', 'name', 'type', 'file'])
        assert.ok(rulesOf(workload(`    ${key}: ${value}\n`), '/w/workloads.yaml'));
    for (const text of ['workloads:', 'workloads: 5', 'workloads: [5, [], {}]', '- a', 'workloads: {}'])
      assert.ok(rulesOf(text, '/w/workloads.yaml'));
  });

  test('what cannot be read is not judged twice', () => {
    const additions = { ...files, '/w/container-configs.yaml': `${instance}additionalPythonPath: [/opt]\n` };
    const text = workload(
      '    envSelection: churn\n    containerSelection: { containerMode: EXPLICIT, containerConf: no }\n',
    );
    assert.deepEqual(rulesOf(text, '/w/workloads.yaml', additions), [
      'error wrong-type',
      'error unknown-value',
    ]);
  });

  test('what is inherited is a warning at most', () => {
    const inherits = {
      ...files,
      '/w/container-configs.yaml': `${instance}defaultExecutionConfig: gpu\ncodeEnvs: { defaultPythonEnv: churn }\n`,
    };
    assert.deepEqual(rulesOf(workload(''), '/w/workloads.yaml', inherits), [
      'warning workload-image-selected',
    ]);
  });

  test('aliases and merge keys: no repair where the selection stands elsewhere', () => {
    const text = `x: &gpu { containerMode: EXPLICIT_CONTAINER, containerConf: gpu }
workloads:
  - name: score
    type: PYTHON_RECIPE
    envSelection: { envMode: EXPLICIT_ENV, envName: churn }
    containerSelection: *gpu
`;
    const project = new Project(memoryTree({ ...files, '/w/workloads.yaml': text }));
    const file = project.file('/w/workloads.yaml');
    const found = file && check(file, project).find(({ rule }) => rule === 'workload-image-selected');
    assert.deepEqual(
      found?.fixes.map(({ title }) => title),
      ['Select gpu in churn'],
    );
  });

  const labels = (marked: string) => {
    const { file, offset, project } = atCursor(marked, '/w/workloads.yaml', files);
    return complete(file, offset, project).map(({ label }) => label);
  };

  test('completion: keys, types, code envs and container configurations', () => {
    assert.deepEqual(labels('|'), ['workloads', 'workload']);
    assert.deepEqual(labels('workloads:\n  - name: a\n    |'), [
      'type',
      'file',
      'envSelection',
      'containerSelection',
    ]);
    assert.equal(labels('workloads:\n  - type: |').length, 6);
    assert.deepEqual(labels(workload('    envSelection: { envName: | }')), ['late', 'churn', 'forecast']);
    assert.deepEqual(labels(workload('    containerSelection:\n      containerConf: |')), ['cpu', 'gpu']);
    const { file, offset, project } = atCursor(
      `${instance}codeEnvs:\n  defaultPythonEnv: |`,
      '/w/container-configs.yaml',
      files,
    );
    assert.deepEqual(
      complete(file, offset, project).map(({ label }) => label),
      ['late', 'churn', 'forecast'],
    );
  });

  test('hover: a code env, a container configuration, a type', () => {
    const on = (marked: string) => {
      const { file, offset, project } = atCursor(marked, '/w/workloads.yaml', files);
      return hover(file, offset, project)?.markdown;
    };
    assert.equal(
      on(workload('    envSelection: { envMode: EXPLICIT_ENV, envName: chu|rn }\n')),
      [
        '**churn** (code env)',
        '- language: `PYTHON`',
        '- deployment mode: `DESIGN_MANAGED`',
        '- container configurations: `cpu`',
        '',
        'Defined in churn/code-env.yaml.',
      ].join('\n'),
    );
    assert.match(on(workload('    containerSelection: { containerConf: c|pu }\n')) ?? '', /^\*\*cpu\*\*/);
    assert.match(on('workloads:\n  - type: R_NOTE|BOOK\n') ?? '', /needs Jupyter support/);
  });
});
