import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { countedNames, countInWords, Project, usesAt } from '../../core/index.ts';
import { memoryTree } from './memory-tree.ts';
import { instances, told } from './navigation-instance.ts';

/** Of each name that a file defines: how often it is used, in words, and where. */
function uses(path: string, files = instances): readonly (readonly string[])[] {
  const project = new Project(memoryTree(files));
  const file = project.file(path);
  assert.ok(file);
  return countedNames(file, project).map(({ name, span }) => {
    const found = usesAt(file, span.start, project) ?? [];
    const places = told(
      found.map(({ path, span }) => ({ path, span, whole: span })),
      files,
    );
    return [`${name}: ${countInWords(found, file.kind)}`, ...places];
  });
}

suite('who uses what is defined', () => {
  test('base images and container configurations, by name and by default', () => {
    assert.deepEqual(uses('/w/a/container-configs.yaml'), [
      [
        'company/base:1: 1 container configuration, 3 code envs',
        'a/container-configs.yaml:9: company/base:1',
        'a/envs/churn/code-env.yaml:3: cpu',
        'a/envs/many.code-env.yaml:4: cpu',
        "a/envs/many.code-env.yaml:8: 'cpu'",
      ],
      [
        'company/plots:1: 1 container configuration, 1 code env',
        "a/container-configs.yaml:10: 'company/plots:1'",
        'a/envs/churn/code-env.yaml:3: "plots"',
      ],
      [
        'cpu: 3 code envs, 2 workloads',
        'a/envs/churn/code-env.yaml:3: cpu',
        'a/envs/many.code-env.yaml:4: cpu',
        "a/envs/many.code-env.yaml:8: 'cpu'",
        'a/workloads.yaml:6: "cpu"',
        'a/workloads.yaml:7: plot',
      ],
      ['plots: 1 code env', 'a/envs/churn/code-env.yaml:3: "plots"'],
    ]);
  });

  test('each code env of a file, of its own language', () => {
    assert.deepEqual(uses('/w/a/envs/many.code-env.yaml'), [
      ['first: no workload uses it'],
      ['second: 1 workload', 'a/workloads.yaml:12: second'],
    ]);
    assert.deepEqual(uses('/w/a/envs/churn/code-env.yaml'), [
      ['churn: 1 workload', 'a/workloads.yaml:5: churn'],
    ]);
  });

  test('a code env that selects all configurations uses each of them; one that is not managed none', () => {
    const files = {
      '/w/container-configs.yaml': 'executionConfigs:\n  - name: a\n---\nexecutionConfigs:\n  - name: b\n',
      '/w/one.code-env.yaml': 'envLang: R\nallContainerConfs: true\n',
      '/w/two.code-env.yaml': 'deploymentMode: DESIGN_NON_MANAGED\ncontainerConfs: [a]\n',
    };
    assert.deepEqual(uses('/w/container-configs.yaml', files), [
      ['a: 1 code env', 'one.code-env.yaml:2: true'],
    ]);
  });
});
