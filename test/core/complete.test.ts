import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { applyEdits, type Completion, complete } from '../../core/index.ts';
import { atCursor } from './at-cursor.ts';

const instance = `dssVersion: 14.3.2
executionConfigs:
  - name: cpu
    type: DOCKER
    baseImage: company/exec:dss-14.3.2
  - name: gpu
    type: KUBERNETES
`;
const files = { '/w/container-configs.yaml': instance };
const desc = '/w/plugin/code-env/python/desc.json';

function completions(marked: string, path?: string): readonly Completion[] {
  const { file, offset, project } = atCursor(marked, path, files);
  return complete(file, offset, project);
}

const labels = (marked: string, path?: string) => completions(marked, path).map(item => item.label);

/** The text after accepting `label`, with `|` where the cursor belongs. */
function accepted(marked: string, label: string, path?: string): string {
  const item = completions(marked, path).find(item => item.label === label);
  assert.ok(item, `${label} is not offered in ${JSON.stringify(marked)}`);
  const { text } = item.edit;
  const cursor = item.cursor ?? text.length;
  const edit = { ...item.edit, text: `${text.slice(0, cursor)}|${text.slice(cursor)}` };
  return applyEdits(atCursor(marked, path, files).file.source.text, [edit, ...item.also]);
}

suite('completion of keys', () => {
  const cases: readonly (readonly [what: string, before: string, label: string, after: string])[] = [
    ['in nothing', '|', 'envLang', 'envLang: |'],
    ['of a half word', 'env|', 'envLang', 'envLang: |'],
    ['at the end', 'envLang: R\n|', 'conda', 'envLang: R\nconda: |'],
    ['in an empty line', 'envLang: R\n|\nowner: me\n', 'conda', 'envLang: R\nconda: |\nowner: me\n'],
    ['before the first key', '|\nowner: me\n', 'conda', 'conda: |\nowner: me\n'],
    ['before a colon', 'en|: R\n', 'envLang', 'envLang|: R\n'],
    ['deeper', 'desc:\n  |\n', 'conda', 'desc:\n  conda: |\n'],
    ['deeper, by four', 'desc:\n    owner: me\n    |\n', 'conda', 'desc:\n    owner: me\n    conda: |\n'],
    ['back at the margin', 'desc:\n  owner: me\n|\n', 'conda', 'desc:\n  owner: me\nconda: |\n'],
    ['at a column that cannot be', 'owner: me\n   |', 'conda', 'owner: me\nconda: |'],
    ['of a list item', 'permissions:\n  - |\n', 'group', 'permissions:\n  - group: |\n'],
    ['right after a dash', 'permissions:\n  -|\n', 'group', 'permissions:\n  - group: |\n'],
    ['in an item', 'permissions:\n- group: a\n  |\n', 'use', 'permissions:\n- group: a\n  use: |\n'],
    [
      'of a new item',
      'permissions:\n  - group: a\n  |\n',
      'group',
      'permissions:\n  - group: a\n  - group: |\n',
    ],
    ['of a first item', 'permissions:\n  |\n', 'group', 'permissions:\n  - group: |\n'],
    ['in braces', 'desc: { co| }', 'conda', 'desc: { conda: | }'],
    ['before others in braces', 'desc: {| owner: me }', 'conda', 'desc: {conda: |, owner: me }'],
    [
      'in braces over lines',
      'desc: {\n  owner: me,\n  |\n}',
      'conda',
      'desc: {\n  owner: me,\n  conda: |\n}',
    ],
    ['in quotes', '"env|": R', 'envLang', '"envLang"|: R'],
    ['in an open quote', 'envLang: R\n"con|', 'conda', 'envLang: R\n"conda": |'],
    ['whose value is a list', 'cont|', 'containerConfs', 'containerConfs: [|]'],
    ['whose value is a list of mappings', 'perm|', 'permissions', 'permissions:\n  - |'],
    ['whose value is a mapping', 'de|', 'desc', 'desc:\n  |'],
    ['whose value has lines', 'spec|', 'specPackageList', 'specPackageList: |\n  |'],
    ['before a comment', '|# so', 'desc', 'desc: {|} # so'],
    ['with CRLF', 'envLang: R\r\nde|\r\n', 'desc', 'envLang: R\r\ndesc:\r\n  |\r\n'],
    ['in the second document', 'owner: a\n---\n|\n', 'owner', 'owner: a\n---\nowner: |\n'],
    ['below half a line', 'envLan\n|\n', 'conda', 'envLan\nconda: |\n'],
    [
      'below an open bracket',
      'containerConfs: [cpu,\nowner: a\n|',
      'conda',
      'containerConfs: [cpu,\nowner: a\nconda: |',
    ],
    ['below an open quote', 'description: "so\nowner: a\n|', 'conda', 'description: "so\nowner: a\nconda: |'],
    ['above an open bracket', '|\ncontainerConfs: [cpu', 'conda', 'conda: |\ncontainerConfs: [cpu'],
    [
      'after a block text',
      'specPackageList: >\n  numpy\n|',
      'conda',
      'specPackageList: >\n  numpy\nconda: |',
    ],
  ];
  for (const [what, before, label, after] of cases)
    test(what, () => assert.equal(accepted(before, label), after));

  test('of JSON', () => {
    assert.equal(accepted('{ | }', 'conda', desc), '{ "conda": |false }');
    assert.equal(accepted('{ "con|" }', 'conda', desc), '{ "conda": |false }');
    assert.equal(
      accepted('{\n  "conda": true\n  |\n}', 'deploymentMode', desc),
      '{\n  "conda": true,\n  "deploymentMode": "|"\n}',
    );
    assert.equal(accepted('{ | "conda": true }', 'owner', desc), '{ "owner": "|", "conda": true }');
  });

  test('not of those that are there, above or below', () => {
    const found = labels('envLang: R\n|\nconda: true\n');
    assert.ok(!found.includes('envLang') && !found.includes('conda') && found.includes('owner'));
    assert.ok(labels('envLang: R\n---\n|').includes('envLang'));
  });

  test('only of those whose value can be the one that stands there', () => {
    assert.deepEqual(labels('env|: [a]\n').includes('envName'), false);
    assert.ok(labels('container|: [a]\n').includes('containerConfs'));
  });

  test('not of those whose text lies beside the definition', () => {
    const { file, offset, project } = atCursor('envLang: R\n|', '/w/code-env.yaml', {
      '/w/spec/rPackages.txt': '',
    });
    const found = complete(file, offset, project).map(item => item.label);
    assert.ok(!found.includes('specPackageList') && found.includes('resourcesInitScript'));
  });

  test('those that are needed come first', () => {
    const sorted = [...completions('|')].sort((a, b) => ((a.sortText ?? '') < (b.sortText ?? '') ? -1 : 1));
    assert.deepEqual(
      sorted.slice(0, 2).map(item => item.label),
      ['envLang', 'deploymentMode'],
    );
  });
});

suite('completion of values', () => {
  const cases: readonly (readonly [what: string, before: string, label: string, after: string])[] = [
    ['of a list of words', 'envLang: |', 'PYTHON', 'envLang: PYTHON|'],
    ['without a space', 'envLang:|\nowner: a', 'R', 'envLang: R|\nowner: a'],
    ['of a half word without a space', 'owner: a\nenvLang:PY|', 'PYTHON', 'owner: a\nenvLang: PYTHON|'],
    ['before a comment', 'envLang: |# so', 'R', 'envLang: R| # so'],
    ['of a half word', 'envLang: PY|\n', 'PYTHON', 'envLang: PYTHON|\n'],
    ['in single quotes', "envLang: 'P|'", 'PYTHON', "envLang: 'PYTHON'|"],
    ['in double quotes', 'envLang: "|"', 'PYTHON', 'envLang: "PYTHON"|'],
    ['in an open quote', 'envLang: "P|\nowner: a', 'PYTHON', 'envLang: "PYTHON"|\nowner: a'],
    ['on the next line', 'envLang:\n  |\n', 'R', 'envLang:\n  R|\n'],
    ['true or false', 'conda: t|', 'true', 'conda: true|'],
    ['names in brackets', 'containerConfs: [cpu, |]', 'gpu', 'containerConfs: [cpu, gpu|]'],
    ['names right after a comma', 'containerConfs: [cpu,|]', 'gpu', 'containerConfs: [cpu, gpu|]'],
    ['names in an open bracket', 'containerConfs: [|\nowner: a', 'gpu', 'containerConfs: [gpu|\nowner: a'],
    ['names before others', 'containerConfs: [|cpu]', 'cpu', 'containerConfs: [cpu|]'],
    ['names without brackets', 'containerConfs: |', 'gpu', 'containerConfs: [gpu|]'],
    ['names behind a dash', 'containerConfs:\n  - cpu\n  - |', 'gpu', 'containerConfs:\n  - cpu\n  - gpu|'],
    ['names without a dash', 'containerConfs:\n  |', 'gpu', 'containerConfs:\n  - gpu|'],
    [
      'in a mapping in a list',
      'predefinedContainerHooks: [{ type: B|}]',
      'BASIC_GPU_ENABLING',
      'predefinedContainerHooks: [{ type: BASIC_GPU_ENABLING|}]',
    ],
  ];
  for (const [what, before, label, after] of cases)
    test(what, () => assert.equal(accepted(before, label), after));

  test('of JSON', () => {
    const before = '{\n  "deploymentMode":|\n}';
    assert.equal(accepted(before, 'PLUGIN_MANAGED', desc), '{\n  "deploymentMode": "PLUGIN_MANAGED"|\n}');
    assert.equal(accepted('{ "containerConfs": ["|"] }', 'cpu', desc), '{ "containerConfs": ["cpu"|] }');
  });

  test('with what they mean', () => {
    const [all] = completions('deploymentMode: |');
    assert.match(all?.documentation ?? '', /DSS owns the content/);
    const python = completions('pythonInterpreter: |').find(item => item.label === 'PYTHON311');
    assert.equal(python?.documentation, 'Python 3.11.');
  });

  test('base images: what is built here, and what other configurations use', () => {
    const path = '/w/container-configs.yaml';
    const text = `baseImages:\n  - tag: own/base:1\n    context: base\n${instance}    baseImage: |\n`;
    assert.deepEqual(labels(text, path), ['own/base:1', 'company/exec:dss-14.3.2']);
  });

  test('base images: the one that DSS makes itself, where no other is known', () => {
    const path = '/w/container-configs.yaml';
    const text = 'dssVersion: 14.3.2\ninstallId: Trial\nexecutionConfigs:\n  - name: cpu\n    baseImage: |\n';
    assert.deepEqual(labels(text, path), ['dku-exec-base-trial:dss-14.3.2']);
  });

  test('examples and defaults', () => {
    const path = '/w/container-configs.yaml';
    assert.deepEqual(labels('executionConfigs:\n  - workloadType: |', path), ['ANY']);
    const [design] = completions('nodeType: |', path);
    assert.equal(design?.label, 'DESIGN');
    assert.equal(design?.preselect, true);
  });

  test('names that are selected already are not offered', () => {
    assert.deepEqual(labels('containerConfs: [cpu, |]'), ['gpu']);
    assert.deepEqual(labels('containerConfs: [cp|, gpu]'), ['cpu']);
  });
});

suite('completion of rules', () => {
  test('in a silencing comment; first those that are found on the next line', () => {
    const items = completions('# code-env-ignore |\nenvLang: Python\n');
    const first = items.filter(item => item.preselect).map(item => item.label);
    assert.deepEqual(first, ['missing-key', 'unknown-value']);
    assert.equal(
      accepted('# code-env-ignore unk|\nenvLang: Python\n', 'unknown-value'),
      '# code-env-ignore unknown-value: |\nenvLang: Python\n',
    );
    assert.equal(
      accepted('envLang: R\n  # code-env-ignore |: so it is\n', 'unknown-value'),
      'envLang: R\n  # code-env-ignore unknown-value|: so it is\n',
    );
  });
});

suite('no completion', () => {
  const places: Readonly<Record<string, string>> = {
    'in a comment': '# env|\nenvLang: R',
    'in a comment behind a value': 'envLang: R # |',
    'in a block text': 'specPackageList: >\n  num|\n',
    'in an empty line of a block text': 'specPackageList: >\n  numpy\n|\n  pandas\n',
    'at the end of a block text': 'specPackageList: >\n  numpy\n  |',
    'at the beginning of a block text': 'specPackageList: >\n  |',
    'behind a value': 'envLang: R |',
    'behind a value in braces': 'desc: { conda: true | }',
    'in free text': 'description: en|',
    'in a further line of free text': 'description: one\n  env|',
    'of a value that stands on the lines below': 'containerConfs: |\n  - cpu\n',
    'at a document marker': '---|\nenvLang: R',
    'in JSON outside of its braces': '|',
  };
  for (const [what, marked] of Object.entries(places))
    test(what, () => assert.deepEqual(labels(marked, what.includes('JSON') ? desc : undefined), []));
});
