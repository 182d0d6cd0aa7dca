import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { definitionAt, highlightsAt, referencesAt } from '../../core/index.ts';
import { atCursor } from './at-cursor.ts';
import { instances, marked, told } from './navigation-instance.ts';

function definitions(path: string, word: string, nth = 1, files = instances): readonly string[] | undefined {
  const { file, offset, project } = atCursor(marked(path, word, nth, files), path, files);
  const found = definitionAt(file, offset, project);
  return found && told(found.targets, files);
}

function references(path: string, word: string, nth = 1, withDefinitions = true): readonly string[] {
  const { file, offset, project } = atCursor(marked(path, word, nth), path, instances);
  return [...told(referencesAt(file, offset, project, withDefinitions))].sort();
}

const configs = '/w/a/container-configs.yaml';
const churn = '/w/a/envs/churn/code-env.yaml';
const many = '/w/a/envs/many.code-env.yaml';
const workloads = '/w/a/workloads.yaml';

suite('where a name leads to', () => {
  test('a container configuration, from code envs, workloads and defaults, in flow and in quotes', () => {
    const cpu = ['a/container-configs.yaml:7: cpu'];
    assert.deepEqual(definitions(churn, 'cpu'), cpu);
    assert.deepEqual(definitions(churn, '"plots"'), ['a/container-configs.yaml:10: "plots"']);
    assert.deepEqual(definitions(many, "'cpu'"), cpu);
    assert.deepEqual(definitions(workloads, '"cpu"'), cpu);
    assert.deepEqual(definitions(configs, 'cpu', 2), cpu);
  });

  test('each instance has its own names', () => {
    assert.deepEqual(definitions('/w/b/envs/churn/code-env.yaml', 'cpu'), [
      'b/container-configs.yaml:2: cpu',
    ]);
    assert.deepEqual(definitions('/w/b/workloads.yaml', 'churn'), ['b/envs/churn/code-env.yaml:1: envLang']);
  });

  test('a code env, by its name or that of its folder, in the document that defines it', () => {
    assert.deepEqual(definitions(workloads, 'churn'), ['a/envs/churn/code-env.yaml:1: envLang']);
    assert.deepEqual(definitions(workloads, 'second'), ["a/envs/many.code-env.yaml:6: 'second'"]);
    assert.deepEqual(definitions(configs, 'churn'), ['a/envs/churn/code-env.yaml:1: envLang']);
  });

  test('the code env of the language of the workload, where two have one name', () => {
    const files = {
      ...instances,
      '/w/a/envs/r.code-env.yaml': 'envName: churn\nenvLang: R\n',
      '/w/a/more/workloads.yaml':
        'workloads:\n  - type: R_RECIPE\n    envSelection: { envName: churn }\n  - envSelection: { envName: churn }\n',
    };
    assert.deepEqual(definitions(workloads, 'churn', 1, files), ['a/envs/churn/code-env.yaml:1: envLang']);
    assert.deepEqual(definitions('/w/a/more/workloads.yaml', 'churn', 1, files), [
      'a/envs/r.code-env.yaml:1: churn',
    ]);
  });

  test('a base image that the instance builds, and an image build configuration', () => {
    assert.deepEqual(definitions(configs, 'company/base:1', 2), [
      'a/container-configs.yaml:3: company/base:1',
    ]);
    assert.deepEqual(definitions(configs, "'company/plots:1'"), [
      'a/container-configs.yaml:5: company/plots:1',
    ]);
    const path = '/w/container-configs.yaml';
    const files = {
      [path]:
        'dssVersion: 15.0.0\nbuildConfigs:\n  - name: "build"\nexecutionConfigs:\n  - { name: cpu, imageBuildConfig: build }\n',
    };
    assert.deepEqual(definitions(path, 'build }', 1, files), ['container-configs.yaml:3: "build"']);
  });

  test('a path, to the file or to the Dockerfile of the folder', () => {
    assert.deepEqual(definitions(workloads, 'recipes/score.py'), ['a/recipes/score.py:1: ']);
    assert.deepEqual(definitions(workloads, '"recipes/plot.R"'), []);
    assert.deepEqual(definitions(configs, './bases/plots/'), ['a/bases/plots/Dockerfile:1: ']);
  });

  test('an alias, to the last anchor of its name before it in its document', () => {
    const path = '/w/code-env.yaml';
    const text = `envLang: &lang PYTHON
x: *lang
y: &lang R
z: [*lang, '*lang', "&lang"] # *lang
---
a: *lang
`;
    const files = { [path]: text };
    const lead = (nth: number) => definitions(path, '*lang', nth, files);
    assert.deepEqual(lead(1), ['code-env.yaml:1: &lang']);
    assert.deepEqual(lead(2), ['code-env.yaml:3: &lang']);
    assert.equal(lead(3), undefined);
    assert.deepEqual(lead(5), []);
  });

  test('nothing, from keys, free texts and blanks', () => {
    assert.equal(definitions(churn, 'envLang'), undefined);
    assert.equal(definitions(churn, 'DESIGN_MANAGED'), undefined);
    assert.equal(definitions(many, '# the usual'), undefined);
  });

  test('what it says it stands on, and all that it leads to', () => {
    const { file, offset, project } = atCursor(marked(churn, '"plots"'), churn, instances);
    const found = definitionAt(file, offset, project);
    assert.equal(file.source.text.slice(found?.origin.start, found?.origin.end), '"plots"');
    const { whole = { start: 0, end: 0 } } = found?.targets[0] ?? {};
    assert.match(instances[configs]!.slice(whole.start, whole.end), /^{ name: "plots", .*}$/);
  });
});

suite('where a name is used', () => {
  const cpu = [
    'a/container-configs.yaml:11: cpu',
    'a/envs/churn/code-env.yaml:3: cpu',
    'a/envs/many.code-env.yaml:4: cpu',
    "a/envs/many.code-env.yaml:8: 'cpu'",
    'a/workloads.yaml:6: "cpu"',
  ];

  test('a container configuration, in every file of its instance and in no other', () => {
    assert.deepEqual(references(churn, 'cpu', 1, false), cpu);
    assert.deepEqual(references(configs, 'cpu', 1, false), cpu);
    assert.deepEqual(references(workloads, '"cpu"'), [...cpu, 'a/container-configs.yaml:7: cpu'].sort());
    assert.deepEqual(references('/w/b/container-configs.yaml', 'cpu'), [
      'b/container-configs.yaml:2: cpu',
      'b/envs/churn/code-env.yaml:2: cpu',
    ]);
  });

  test('a code env', () => {
    assert.deepEqual(references(workloads, 'churn'), [
      'a/container-configs.yaml:13: churn',
      'a/envs/churn/code-env.yaml:1: envLang',
      'a/workloads.yaml:5: churn',
    ]);
  });

  test('a base image, in the Dockerfiles of those that stand on it, too', () => {
    assert.deepEqual(references(configs, 'company/base:1', 1, false), [
      'a/bases/plots/Dockerfile:1: company/base:1',
      'a/bases/plots/Dockerfile:2: company/base:1',
      'a/container-configs.yaml:9: company/base:1',
    ]);
  });

  test('a second document of container configurations is an instance of its own', () => {
    const path = '/w/a/container-configs.yaml';
    const two = `${instances[path]}---\nexecutionConfigs:\n  - name: cpu\ndefaultExecutionConfig: cpu\n`;
    const files = { ...instances, [path]: two };
    const { file, offset, project } = atCursor(marked(path, 'cpu', 4, files), path, files);
    assert.deepEqual(told(referencesAt(file, offset, project, true), files), [
      'a/container-configs.yaml:16: cpu',
      'a/container-configs.yaml:17: cpu',
    ]);
  });

  test('in the file itself: where it is defined and where it is read', () => {
    const { file, offset } = atCursor(marked(configs, 'cpu', 2), configs, instances);
    assert.deepEqual(
      highlightsAt(file, offset).map(({ span, role }) => [span.start, role]),
      [
        [instances[configs]!.indexOf('cpu'), 'definition'],
        [instances[configs]!.lastIndexOf('cpu'), 'reference'],
      ],
    );
    const other = atCursor(marked(churn, 'cpu'), churn, instances);
    assert.deepEqual(
      highlightsAt(other.file, other.offset).map(({ role }) => role),
      ['reference'],
    );
  });
});
