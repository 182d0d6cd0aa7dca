import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { findKind, namesIn, type OutlineItem, outline, Project, readFile } from '../../core/index.ts';
import { memoryTree } from './memory-tree.ts';
import { instances } from './navigation-instance.ts';

const project = new Project(memoryTree(instances));

function outlineOf(path: string, text: string): readonly OutlineItem[] {
  const files = { ...instances, [path]: text };
  return outline(readFile(path, findKind(path) ?? 'code-env', text), new Project(memoryTree(files)));
}

/** A line for each item, indented by its depth. */
function lines(items: readonly OutlineItem[], depth = 0): readonly string[] {
  return items.flatMap(({ name, detail, children }) => [
    `${'  '.repeat(depth)}${name}${detail === undefined ? '' : ` (${detail})`}`,
    ...lines(children, depth + 1),
  ]);
}

suite('what a file is made of', () => {
  test('code envs, one for each document, with their packages', () => {
    const text = `envLang: PYTHON
deploymentMode: DESIGN_MANAGED
specPackageList: |
  # pinned
  numpy==1.26.4
  pandas[all]>=2,<3
containerConfs: [cpu]
---
envName: "other"
permissions:
  - { group: analysts, use: true }
`;
    assert.deepEqual(lines(outlineOf('/w/churn/code-env.yaml', text)), [
      'churn (PYTHON, DESIGN_MANAGED)',
      '  envLang (PYTHON)',
      '  deploymentMode (DESIGN_MANAGED)',
      '  specPackageList (# pinned)',
      '    numpy (==1.26.4)',
      '    pandas (>=2,<3)',
      '  containerConfs',
      '    cpu',
      'other',
      '  envName (other)',
      '  permissions',
      '    analysts',
      '      group (analysts)',
      '      use (true)',
    ]);
  });

  test('container configurations and workloads by their names', () => {
    const configs = lines(outline(project.file('/w/a/container-configs.yaml')!, project));
    for (const line of [
      'baseImages',
      '  company/base:1 (bases/plain)',
      'executionConfigs',
      '  cpu (DOCKER)',
      '  plots (DOCKER)',
    ])
      assert.ok(configs.includes(line), line);
    const workloads = lines(outline(project.file('/w/a/workloads.yaml')!, project));
    assert.deepEqual(workloads.slice(0, 2), ['workloads', '  score (PYTHON_RECIPE)']);
  });

  test('a file of packages', () => {
    const path = '/w/a/envs/churn/spec/requirements.txt';
    assert.deepEqual(lines(outlineOf(path, '# first\nnumpy==1.26.4\n--no-index\n')), ['numpy (==1.26.4)']);
  });

  test('what aliases show is told once, and no name is empty', () => {
    const items = outlineOf('/w/code-env.yaml', 'a: &a { b: [1] }\nc: *a\n"": [*a, "", {}]\n<<: *a\n');
    assert.deepEqual(lines(items), [
      'w',
      '  a',
      '    b',
      '      1',
      '  c (*a)',
      '  ""',
      '    1',
      '    ""',
      '    3',
    ]);
  });

  test('the name of an item lies in the item, and an item in the one that it is in', () => {
    const check = (
      items: readonly OutlineItem[],
      outer = { start: 0, end: Number.POSITIVE_INFINITY },
    ): void => {
      for (const { span, nameSpan, children } of items) {
        assert.ok(span.start <= nameSpan.start && nameSpan.end <= span.end);
        assert.ok(outer.start <= span.start && span.end <= outer.end);
        check(children, span);
      }
    };
    for (const path of Object.keys(instances)) {
      const file = project.file(path);
      if (file) check(outline(file, project));
    }
  });

  test('half a text has half an outline', () => {
    assert.deepEqual(
      lines(outlineOf('/w/x/code-env.yaml', 'envLang: PYTHON\ncontainerConfs: [cpu\n')).slice(0, 2),
      ['x (PYTHON)', '  envLang (PYTHON)'],
    );
    assert.deepEqual(outlineOf('/w/x/code-env.yaml', '- a\n'), []);
  });
});

suite('the names of a workspace', () => {
  const find = (query: string) =>
    namesIn(project.filesBelow('/w'), query).map(
      ({ name, kind, container }) => `${name} ${kind} ${container}`,
    );

  test('all of them without a query', () => {
    const all = find('');
    assert.equal(all.length, 12);
    assert.ok(all.includes('churn code-env churn/code-env.yaml'));
  });

  test('those that have the characters of the query in its order', () => {
    assert.deepEqual(find('CPLT'), ['company/plots:1 base-image a/container-configs.yaml']);
    assert.deepEqual(find('seco'), ['second code-env envs/many.code-env.yaml']);
    assert.deepEqual(find('score'), ['score workload a/workloads.yaml', 'score workload b/workloads.yaml']);
    assert.deepEqual(find('eroc'), []);
  });
});
