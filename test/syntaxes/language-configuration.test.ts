import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import configuration from '../../syntaxes/language-configuration.json' with { type: 'json' };

/** What the line after this one starts with, as VS Code's Enter makes it, with two spaces a level. */
function afterEnter(line: string) {
  const rule = configuration.onEnterRules.find(({ beforeText }) => new RegExp(beforeText).test(line));
  const leading = /^\s*/.exec(line)?.[0] ?? '';
  return leading + (rule?.action.indent === 'indent' ? '  ' : '') + (rule?.action.appendText ?? '');
}

suite('The language configuration', () => {
  const lines: [line: string, next: string][] = [
    ['envSettings:', '  '],
    ['  "quoted key":   # comment', '    '],
    ['defaults: &defaults', '  '],
    ['specPackageList: |', '  '],
    ['specPackageList: |-2 # comment', '  '],
    ['envLang: PYTHON', ''],
    ['dockerHost: unix:///var/run/docker.sock', ''],
    ['# note:', ''],
    ['  - PYTHON39', '  '],
    ['  - type: BASIC_GPU_ENABLING', '    '],
    ['  - envSettings:', '      '],
    ['  - specPackageList: |', '      '],
    ['  - { name: cpu, type: DOCKER }', '  '],
    ['  -', '  '],
    ['  pandas==2.2.3', '  '],
    ['  "forceConda": false,', '  '],
  ];
  for (const [line, next] of lines) {
    test(`Enter after ${JSON.stringify(line)}`, () => assert.equal(afterEnter(line), next));
  }

  test('A line that opens something increases the indentation, one that closes it decreases it', () => {
    const increase = new RegExp(configuration.indentationRules.increaseIndentPattern);
    const decrease = new RegExp(configuration.indentationRules.decreaseIndentPattern);
    for (const line of ['desc:', '  - desc: |', '{', '  "desc": {', 'confs: [']) assert.match(line, increase);
    for (const line of ['envLang: PYTHON', '- PYTHON39', '# note:', '}']) assert.doesNotMatch(line, increase);
    for (const line of ['}', '  ],']) assert.match(line, decrease);
  });

  test('Keys, values, rules, packages and versions are one word each', () => {
    const { pattern, flags } = configuration.wordPattern;
    const words = (text: string) => text.match(new RegExp(pattern, `g${flags}`));
    assert.deepEqual(words('- containerConfs: [PYTHON311, "gpu"]'), ['containerConfs', 'PYTHON311', 'gpu']);
    assert.deepEqual(words('# code-env-ignore unknown-key: déjà vu.'), [
      'code-env-ignore',
      'unknown-key',
      'déjà',
      'vu',
    ]);
    assert.deepEqual(words('scikit-learn==1.5.2'), ['scikit-learn', '1.5.2']);
  });
});
