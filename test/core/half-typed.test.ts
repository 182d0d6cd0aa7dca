// Texts as they are while somebody types: one complaint, at the place of the cause, and none that follows from it.
import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { check, Project } from '../../core/index.ts';
import { memoryTree } from './memory-tree.ts';

const yaml = 'envLang: PYTHON\ndeploymentMode: DESIGN_MANAGED\n';

/** The file, its text, and what is told of it: `LINE:COLUMN rule: beginning of the message`. */
const texts: readonly (readonly [string, string, string, readonly string[]])[] = [
  ['a list', 'code-env.yaml', `${yaml}containerConfs: [cpu, gpu\nusableByAll: yes\nfoo: 1\n`, ['3:17 [']],
  ['a list at the end', 'code-env.yaml', `${yaml}containerConfs: [cpu, \n`, ['3:17 [']],
  ['a text', 'code-env.yaml', `${yaml}owner: "me\nallContainerConfs: 1\n`, ['3:8 "']],
  ['a text in single quotes', 'code-env.yaml', `${yaml}owner: 'me\nallContainerConfs: 1\n`, ["3:8 '"]],
  [
    'a text that the next one closes',
    'code-env.yaml',
    `${yaml}owner: "me\nfoo: "bar"\nallContainerConfs: 1\n`,
    ['3:8 "'],
  ],
  [
    'a mapping',
    'code-env.yaml',
    `${yaml}envSettings: { inheritGlobalSettings: false,\nallContainerConfs: true\nfoo: bar\n`,
    ['3:14 {'],
  ],
  [
    'a text in a list in a mapping',
    'code-env.yaml',
    `${yaml}envSettings:\n  pipInstallExtraOptions: ["--index-url", "http\n  inheritGlobalSettings: no\n`,
    ['4:43 "'],
  ],
  [
    'an item of a list',
    'code-env.yaml',
    `${yaml}permissions:\n  - { group: a, use: true\n  - { group: b, use: 1 }\nfoo: 1\n`,
    ['4:5 {'],
  ],
  ['a key', 'code-env.yaml', `envLang: PYTHON\n"deploymentMode: DESIGN_MANAGED\n`, ['2:1 "']],
  ['a key without its colon', 'code-env.yaml', `${yaml}all\nallContainerConfs: 1\nfoo: 1\n`, ['3:1 ']],
  ['a second colon', 'code-env.yaml', `${yaml}owner: a: b\nfoo: 1\n`, ['3:8 ']],
  [
    'a list of JSON',
    'code-env/python/desc.json',
    '{\n  "acceptedPythonInterpreters": ["PYTHON311",\n  "installCorePackages": true,\n  "foo": 1\n}\n',
    ['2:33 ['],
  ],
  ['JSON that ends', 'code-env/python/desc.json', '{\n  "installCorePackages": true,\n', ['1:1 {']],
  [
    'a text of JSON',
    'code-env/python/desc.json',
    '{\n  "corePackagesSet": "AUTO,\n  "foo": 1\n}\n',
    ['2:22 '],
  ],
];

suite('texts that are half typed', () => {
  for (const [title, name, text, expected] of texts)
    test(title, () => {
      const path = `/w/${name}`;
      const project = new Project(
        memoryTree({ [path]: text, '/w/code-env/python/spec/requirements.txt': '' }),
      );
      const file = project.file(path);
      assert.ok(file);
      const told = check(file, project).map(({ rule, message, span }) => {
        assert.equal(rule, 'yaml-syntax', message);
        const { line, character } = file.source.lines.positionAt(span.start);
        return `${line + 1}:${character + 1} ${/This (.) (?:is not closed|goes on)|begins with this (.)/.exec(message)?.slice(1).find(Boolean) ?? ''}`;
      });
      assert.deepEqual(told, expected);
    });

  test('what stands before is told as ever', () => {
    const text = `envLang: PYTHON\nfoo: 1\ncontainerConfs: [cpu\nbar: 1\n`;
    const project = new Project(memoryTree({ '/w/code-env.yaml': text }));
    const file = project.file('/w/code-env.yaml');
    assert.deepEqual(file && check(file, project).map(({ rule }) => rule), ['unknown-key', 'yaml-syntax']);
  });
});
