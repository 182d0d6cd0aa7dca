import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { findKind, foldsIn, readFile } from '../../core/index.ts';

/** The folds of a text: `FIRST-LAST kind`, lines counted from 0. */
function folds(text: string, path = '/w/code-env.yaml', limit?: number): readonly string[] {
  return foldsIn(readFile(path, findKind(path) ?? 'code-env', text), limit).map(
    ({ startLine, endLine, kind }) => `${startLine}-${endLine}${kind ? ` ${kind}` : ''}`,
  );
}

const texts: readonly (readonly [string, string, readonly string[]])[] = [
  ['mappings and lists', 'a:\n  b:\n    - c: 1\n      d: 2\n    - e\n\nf: 1\n', ['0-4', '1-4', '2-3']],
  ['block texts and texts in quotes', 'a: |\n  x\n\n  y\n\nb: "x\n  y"\nc: x\n  y\n', ['0-3', '5-6', '7-8']],
  ['brackets, whose end stays in sight', 'a: [\n  x\n]\nb: {\n  c: 1 }\n', ['0-1', '3-4']],
  ['blocks of comments', '# a\n# b\na: 1 # c\n  # d\n# e\n#\n\n# f\nb: 1\n', ['0-1 comment', '3-5 comment']],
  [
    'regions',
    '# region one\na: 1\n#region two\nb: 1\n# endregion\n# endregion\n',
    ['0-5 region', '2-4 region'],
  ],
  ['documents', '---\na: 1\n---\nb:\n  c: 1\n...\n\n--- |\n x\n', ['0-1', '2-4', '3-4', '7-8']],
  ['CRLF', 'a:\r\n  b: 1\r\n\r\nc: 1\r\n', ['0-1']],
  ['what an alias shows is folded where it stands', 'a: &x\n  b:\n    c: 1\nd: *x\n<<: *x\n', ['0-2', '1-2']],
  ['half-typed text', 'a:\n  b: [x\n  c: 1\nd:\n  - \n', ['0-2', '3-4']],
  ['a list of packages', 'specPackageList: |\n  # a\n  # b\n  a\nb: 1\n', ['0-3', '1-2 comment']],
];

suite('folds', () => {
  for (const [title, text, expected] of texts) test(title, () => assert.deepEqual(folds(text), expected));

  test('of JSON, and of a file of packages', () => {
    const json = '/w/code-env/python/desc.json';
    assert.deepEqual(folds('{\n  "a": {\n    "b": 1\n  },\n  "c": [\n    1\n  ]\n}\n', json), [
      '0-6',
      '1-2',
      '4-5',
    ]);
    assert.deepEqual(folds('# a\n# b\nnumpy\n', '/w/spec/requirements.txt'), ['0-1 comment']);
  });

  test('the longest, where an editor wants no more', () => {
    assert.deepEqual(folds('a:\n  b:\n    c: 1\nd:\n  e:\n    f:\n      g: 1\n', undefined, 2), [
      '0-2',
      '3-6',
    ]);
    assert.deepEqual(folds('a:\n  b: 1\n', undefined, 0), []);
  });
});
