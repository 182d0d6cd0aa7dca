import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { wholeFile } from '../../core/embedded.ts';
import { check, Project } from '../../core/index.ts';
import { resourcesCalls } from '../../core/resources-functions.ts';
import { readResourcesScript } from '../../core/resources-script.ts';
import { memoryTree } from './memory-tree.ts';

suite('what a script calls', () => {
  const vectors: readonly (readonly [string, readonly string[]])[] = [
    ['from dataiku.code_env_resources import set_env_path\nset_env_path("A", "b")', ['set_env_path A b']],
    ['from dataiku.code_env_resources import set_env_path as s\ns("A", "b")', ['set_env_path A b']],
    [
      'from dataiku.code_env_resources import (\n  set_env_path,  # one\n)\nset_env_path("A", "b")',
      ['set_env_path A b'],
    ],
    ['from dataiku.code_env_resources import *\nset_env_path(r"A", """b""")', ['set_env_path A b']],
    ['from dataiku import code_env_resources as r\nr.set_env_path("A", "b")', ['set_env_path A b']],
    ['import dataiku\ndataiku.code_env_resources.set_env_path("A", "b")', ['set_env_path A b']],
    [
      'import dataiku.code_env_resources\ndataiku.code_env_resources.set_env_path(x, f"{y}")',
      ['set_env_path ? ?'],
    ],
    ['# set_env_path("A", "b")\nx = "set_env_path()"', []],
    ['from other import set_env_path\nset_env_path("A", "b")', []],
    ['def f(:\nfrom dataiku.code_env_resources import set_env_path\nset_env_path("A"', ['set_env_path A']],
    ['', []],
    ['\u0000((((', []],
  ];
  for (const [text, expected] of vectors) {
    test(JSON.stringify(text), () => {
      const calls = resourcesCalls(readResourcesScript(wholeFile(text)));
      const found = calls.map(({ name, call }) =>
        [name, ...call.arguments.map(({ text }) => text ?? '?')].join(' '),
      );
      assert.deepEqual(found, expected);
    });
  }
});

suite('spec/resources_init.py', () => {
  const script = 'from dataiku.code_env_resources import nothing_like_that\n';
  const rulesOf = (files: Readonly<Record<string, string>>) => {
    const project = new Project(memoryTree(files));
    const file = project.file('/w/a/spec/resources_init.py');
    return file && check(file, project).map(problem => problem.rule);
  };

  test('is nobody’s without a definition', () => {
    assert.equal(rulesOf({ '/w/a/spec/resources_init.py': script }), undefined);
    assert.equal(rulesOf({ '/w/a/spec/resources_init.py': script, '/w/a/desc.json': '{}' }), undefined);
  });

  test('is checked beside one', () => {
    assert.deepEqual(rulesOf({ '/w/a/spec/resources_init.py': script, '/w/a/code-env.yaml': '' }), [
      'resources-function',
    ]);
  });

  test('can be silenced', () => {
    const silenced = `# code-env-ignore resources-function: DSS 16 has it\n${script}`;
    assert.deepEqual(rulesOf({ '/w/a/spec/resources_init.py': silenced, '/w/a/code-env.yaml': '' }), []);
  });
});
