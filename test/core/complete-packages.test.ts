import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { applyEdits, check, complete, Project } from '../../core/index.ts';
import { atCursor } from './at-cursor.ts';
import { memoryTree } from './memory-tree.ts';

const files = {
  '/w/container-configs.yaml': 'dssVersion: 14.3.2\n',
  '/w/churn/code-env.yaml': 'envLang: PYTHON\nspecPackageList: |\n  Scikit-Learn==1.4.2\n  numpy>=1.26\n',
  '/w/churn/actual/requirements.txt': 'numpy==1.26.4\nscikit-learn==1.4.2\nscipy==1.13.0\n',
  '/w/text/code-env.yaml': 'envLang: PYTHON\n',
  '/w/text/spec/requirements.txt': 'numpy==1.25.2\nspacy[cuda]==3.7.4\n',
  '/w/r/code-env.yaml': 'envLang: R\nspecPackageList: |\n  "dplyr","1.1.4"\n',
  '/w/mine/code-env.yaml': 'envLang: PYTHON\ndeploymentMode: DESIGN_MANAGED\n',
  '/w/mine-r/code-env.yaml': 'envLang: R\ndeploymentMode: DESIGN_MANAGED\n',
};
const list = '/w/mine/spec/requirements.txt';

/** What is offered at `mark`, as `label (detail)`. */
function offered(marked: string, path = list, mark = '|') {
  const { file, offset, project } = atCursor(marked, path, files, mark);
  return complete(file, offset, project).map(({ label, detail }) => `${label} (${detail})`);
}

/** The text after `label` was accepted; it has no problem of syntax. */
function accepted(marked: string, label: string, path = list) {
  const { file, offset, project } = atCursor(marked, path, files);
  const item = complete(file, offset, project).find(item => item.label === label);
  assert.ok(item, label);
  const text = applyEdits(file.source.text, [item.edit]);
  const after = new Project(memoryTree({ ...files, [path]: text }));
  const rules = check(after.file(path) ?? file, after).map(({ rule }) => rule);
  assert.ok(!rules.includes('requirement-syntax') && !rules.includes('r-package-line'), rules.join());
  return text;
}

suite('completion in lists of packages', () => {
  test('names that the instance requests or has installed, and core packages, without those of the list', () => {
    const found = offered('numpy==1.26.4\n|\n');
    for (const one of [
      'Scikit-Learn (churn)',
      'spacy (text)',
      'scipy (core package)',
      'pandas (core package)',
    ])
      assert.ok(found.includes(one), `${one} in ${found.join()}`);
    assert.ok(!found.some(one => one.startsWith('numpy') || one.startsWith('dplyr')));
    assert.equal(accepted('sci|py==1.13.0\n', 'spacy'), 'spacy==1.13.0\n');
  });

  test('versions, of requests and of locks, behind an operator', () => {
    assert.deepEqual(offered('numpy==|\n'), ['1.26.4 (churn)', '1.25.2 (text)']);
    assert.deepEqual(offered('scikit_learn >= 1.|\n'), ['1.4.2 (churn)']);
    assert.deepEqual(offered('unheard==|\n'), []);
    assert.equal(accepted('numpy==1.|2\n', '1.26.4'), 'numpy==1.26.4\n');
    assert.equal(accepted('numpy>=1.20,<|\n', '1.26.4'), 'numpy>=1.20,<1.26.4\n');
  });

  test('nothing that this line alone says, which is being typed', () => {
    assert.ok(!offered('seabor|\n').some(one => one.startsWith('seabor')));
    assert.ok(!offered('|seabor\n').some(one => one.startsWith('seabor')));
    assert.ok(offered('spacy|\n').includes('spacy (mine, text)'));
    assert.deepEqual(offered('numpy==1.26.|\n'), ['1.26.4 (churn)', '1.25.2 (text)']);
    assert.deepEqual(offered('numpy==9.9|\n'), ['1.26.4 (churn)', '1.25.2 (text)']);
    assert.deepEqual(offered('numpy==1.25.2|\n'), ['1.26.4 (churn)', '1.25.2 (mine, text)']);
    const rList = '/w/mine-r/spec/rPackages.txt';
    assert.ok(!offered('"ggplo|"\n', rList).some(one => one.startsWith('ggplo')));
    assert.deepEqual(offered('"dplyr","1.2|"\n', rList), ['1.1.4 (r)']);
  });

  test('operators and markers, with what they mean', () => {
    assert.deepEqual(
      offered('numpy |\n').map(one => one.split(' ')[0]),
      ['==', '~=', '>=', '<', '!='],
    );
    assert.ok(offered('numpy==1.26.4 ; py|\n').includes('python_version (marker)'));
  });

  test('comments name rules, as elsewhere', () => {
    assert.ok(
      offered('# code-env-ignore req|\nnumpy==1\n').some(one => one.startsWith('requirement-syntax')),
    );
  });

  test('in the lines of a block, the blank ones behind it too; at the margin come keys', () => {
    const at = (lines: string) =>
      offered(`envLang: PYTHON\nspecPackageList: |\n${lines}`, '/w/mine/code-env.yaml', '^');
    for (const lines of ['  ^', '  ^\nconda: false\n', '  scipy\n  ^', '  scipy\n\n  ^\nconda: false\n'])
      assert.ok(at(lines).includes('Scikit-Learn (churn)'), lines);
    for (const lines of ['^', '  scipy\n^', '  scipy\n ^', '  scipy\n^\nconda: false\n'])
      assert.ok(!at(lines).includes('Scikit-Learn (churn)'), lines);
    assert.ok(at('^').includes('deploymentMode (one of a list)'));
  });

  test('in the block of a definition, and R in its own way', () => {
    const path = '/w/mine/code-env.yaml';
    const text = 'envLang: PYTHON\nspecPackageList: |\n  spa\n';
    const project = new Project(memoryTree({ ...files, [path]: text }));
    const file = project.file(path);
    assert.ok(file);
    const spacy = complete(file, text.length - 1, project).find(({ label }) => label === 'spacy');
    assert.equal(applyEdits(text, spacy ? [spacy.edit] : []), text.replace('spa', 'spacy'));
    const rList = '/w/mine-r/spec/rPackages.txt';
    assert.equal(accepted('"dp|"\n', 'dplyr', rList), '"dplyr",\n');
    assert.equal(accepted('"dplyr",|\n', '1.1.4', rList), '"dplyr","1.1.4"\n');
  });
});
