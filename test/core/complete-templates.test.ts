import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { applyEdits, check, complete, Project } from '../../core/index.ts';
import { atCursor } from './at-cursor.ts';
import { memoryTree } from './memory-tree.ts';

const instance =
  'dssVersion: 14.3.2\nexecutionConfigs:\n  - name: cpu\n    baseImage: company/exec-base:dss-14.3.2\n';
const files = {
  '/w/container-configs.yaml': instance,
  '/w/envs/churn/code-env.yaml': 'envLang: PYTHON\ndeploymentMode: DESIGN_MANAGED\nallContainerConfs: true\n',
  '/w/recipes/score.py': '',
};
const [definition, configs, workloads] = [
  '/w/envs/new/code-env.yaml',
  '/w/container-configs.yaml',
  '/w/workloads.yaml',
];

function templatesAt(marked: string, path: string, others: Readonly<Record<string, string>> = files) {
  const { file, offset, project } = atCursor(marked, path, others);
  return complete(file, offset, project).filter(({ kind }) => kind === 'template');
}

const labels = (marked: string, path: string) => templatesAt(marked, path).map(({ label }) => label);

suite('a template', () => {
  const places: readonly (readonly [marked: string, path: string, labels: readonly string[]])[] = [
    ['|', definition, ['code-env-python', 'code-env-r']],
    ['# So.\ncode|\n', definition, ['code-env-python', 'code-env-r']],
    ['|', configs, ['container-configs']],
    ['dssVersion: 14.3.2\nexecutionConfigs:\n  |\n', configs, ['config-docker', 'config-kubernetes']],
    ['dssVersion: 14.3.2\nexecutionConfigs:\n  - |\n', configs, ['config-docker', 'config-kubernetes']],
    [`${instance}  |`, configs, ['config-docker', 'config-kubernetes']],
    [`${instance}  - con|`, configs, ['config-docker', 'config-kubernetes']],
    ['|', workloads, ['workload']],
    ['workloads:\n  - |\n', workloads, ['workload']],
    ['workloads:\n  - name: a\n    type: PYTHON_RECIPE\n  |\n', workloads, ['workload']],
  ];
  for (const [marked, path, expected] of places)
    test(`leaves no problem: ${JSON.stringify(marked)} in ${path}`, () => {
      assert.deepEqual(labels(marked, path), expected);
      for (const { edit, also } of templatesAt(marked, path)) {
        const after = applyEdits(atCursor(marked, path, files).file.source.text, [edit, ...also]);
        const project = new Project(memoryTree({ ...files, [path]: after }));
        const found = check(project.file(path)!, project).map(({ rule, message }) => [rule, message]);
        assert.deepEqual(found, [], after);
      }
    });

  const elsewhere: readonly (readonly [marked: string, path: string])[] = [
    ['workloads:\n  - name: a\n    envSelection: { envMode: EXPLICIT_ENV, envName: | }\n', workloads],
    ['workloads:\n  - name: |\n', workloads],
    ['workloads:\n  - name: a\n    |\n', workloads],
    ['workloads: [|]\n', workloads],
    ['executionConfigs:\n  - name: cpu\n    baseImage: |\n', configs],
    ['executionConfigs:\n  - name: cpu\n    baseImage: c|\n', configs],
    ['executionConfigs:\n  - name: cpu\n    |\n', configs],
    ['dssVersion: 14.3.2\n|\n', configs],
    ['baseImages:\n  - |\n', configs],
    ['dssVersion: 15.0.0\nexecutionConfigs:\n  - |\n', configs],
    ['envLang: |\n', definition],
    ['envLang: R\n|\n', definition],
    ['permissions:\n  - |\n', definition],
    ['{|}', '/w/plugin/code-env/python/desc.json'],
  ];
  for (const [marked, path] of elsewhere)
    test(`is not offered: ${JSON.stringify(marked)}`, () => assert.deepEqual(labels(marked, path), []));

  test('has places to fill in, with what the instance knows', () => {
    const [workload] = templatesAt('workloads:\r\n  |', workloads);
    assert.equal(
      workload?.snippet?.replaceAll('$' + '{', '{'),
      [
        '- name: {1:score}',
        '    type: {2|PYTHON_RECIPE,R_RECIPE,PYTHON_NOTEBOOK,R_NOTEBOOK,CUSTOM_ML_MODEL,DEEP_LEARNING_MODEL|}',
        '    file: {3:recipes/score.py}',
        '    envSelection: { envMode: EXPLICIT_ENV, envName: {4:churn} }',
        '    containerSelection: { containerMode: EXPLICIT_CONTAINER, containerConf: {5:cpu} }',
      ].join('\r\n'),
    );
    assert.match(templatesAt('|', definition)[0]?.snippet ?? '', /^ {2}\$\{0:scikit-learn==1\.5\.2\}$/m);
  });

  test('has no packages where a file beside the definition has them', () => {
    const beside = { ...files, '/w/envs/new/spec/requirements.txt': 'pandas\n' };
    const [python, r] = templatesAt('|', definition, beside);
    assert.doesNotMatch(python?.edit.text ?? '', /specPackageList/);
    assert.match(r?.edit.text ?? '', /specPackageList/);
  });
});
