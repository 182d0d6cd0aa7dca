import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { selectionSpans } from '../../core/index.ts';
import { atCursor } from './at-cursor.ts';

/** What is selected, step by step; `^` is the cursor. */
function steps(marked: string, path?: string, files?: Readonly<Record<string, string>>): readonly string[] {
  const { file, offset, project } = atCursor(marked, path, files, '^');
  return selectionSpans(file, offset, project).map(({ start, end }) => file.source.text.slice(start, end));
}

suite('selections grow', () => {
  test('from a word over its value to the document', () => {
    assert.deepEqual(steps('a: 1\nb:\n  c: "one tw^o"\n  d: 1\n---\ne: 1\n'), [
      'two',
      'one two',
      '"one two"',
      'c: "one two"',
      'c: "one two"\n  d: 1',
      'b:\n  c: "one two"\n  d: 1',
      'a: 1\nb:\n  c: "one two"\n  d: 1',
      'a: 1\nb:\n  c: "one two"\n  d: 1\n---\ne: 1\n',
    ]);
  });

  test('through lists and brackets', () => {
    assert.deepEqual(steps('a:\n- b: [x, {^c: 1}]\n- d\n'), [
      'c',
      'c: 1',
      '{c: 1}',
      'x, {c: 1}',
      '[x, {c: 1}]',
      'b: [x, {c: 1}]',
      '- b: [x, {c: 1}]\n- d',
      'a:\n- b: [x, {c: 1}]\n- d',
      'a:\n- b: [x, {c: 1}]\n- d\n',
    ]);
  });

  test('in a list of packages: version, requirement, list', () => {
    assert.deepEqual(
      steps(
        'envLang: PYTHON\nspecPackageList: |\n  numpy>=1.^26,<2 ; python_version > "3.9"  # why\n  pandas\n',
      ).slice(0, -1),
      [
        '1.26',
        '>=1.26',
        'numpy>=1.26,<2 ; python_version > "3.9"',
        'numpy>=1.26,<2 ; python_version > "3.9"  # why',
        'numpy>=1.26,<2 ; python_version > "3.9"  # why\n  pandas',
        '|\n  numpy>=1.26,<2 ; python_version > "3.9"  # why\n  pandas',
        'specPackageList: |\n  numpy>=1.26,<2 ; python_version > "3.9"  # why\n  pandas',
        'envLang: PYTHON\nspecPackageList: |\n  numpy>=1.26,<2 ; python_version > "3.9"  # why\n  pandas',
      ],
    );
  });

  test('in a file of packages', () => {
    const files = { '/w/code-env.yaml': 'envLang: PYTHON\n' };
    assert.deepEqual(steps('a\nnum^py==1\n', '/w/spec/requirements.txt', files), [
      'numpy',
      'numpy==1',
      'a\nnumpy==1\n',
    ]);
  });

  test('in comments: word, comment, block', () => {
    assert.deepEqual(steps('a: 1\n# one\n# t^wo three\nb: 1\n').slice(0, 4), [
      'two',
      'two three',
      '# two three',
      '# one\n# two three',
    ]);
  });

  test('with CRLF and surrogate pairs', () => {
    assert.deepEqual(steps('a: 1\r\n😀: x^y 😀\r\n'), [
      'xy',
      'xy 😀',
      '😀: xy 😀',
      'a: 1\r\n😀: xy 😀',
      'a: 1\r\n😀: xy 😀\r\n',
    ]);
  });

  test('in broken and empty texts too', () => {
    assert.deepEqual(steps('^'), ['']);
    assert.equal(steps('a: [x, ^\nb: "y\n').at(-1), 'a: [x, \nb: "y\n');
  });
});
