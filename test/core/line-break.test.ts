import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { applyEdits, indentNewLine } from '../../core/index.ts';
import { atCursor } from './at-cursor.ts';

/** The line at the cursor `^`, which a line break has just begun, after it was indented. */
function indented(marked: string, tabSize = 2): string {
  const at = marked.split('\n').findIndex(line => line.includes('^'));
  const { file, offset } = atCursor(marked, undefined, {}, '^');
  const { source } = file;
  const edits = indentNewLine(source, offset, { tabSize, insertSpaces: true });
  return applyEdits(source.text, edits).split('\n')[at] ?? '';
}

suite('a new line', () => {
  const texts: readonly (readonly [string, string, string])[] = [
    ['under a key without a value', 'a:\n  b:\n^\n', '    '],
    ['under a key without a value, that a comment follows', 'a:   # b\n^\n', '  '],
    ['under a key with an anchor', 'a: &x\n^\n', '  '],
    ['beside a key', 'a:\n  b: 1\n^\n', '  '],
    ['beside the first key of an item', 'a:\n  - b: 1\n^\n', '    '],
    ['beside an item', 'a:\n  - b\n^\n', '  '],
    ['under a key in an item', 'a:\n  - b:\n^\n', '      '],
    ['in an item that is empty', 'a:\n  -\n^\n', '    '],
    ['behind brackets that are closed', 'a:\n  b: [x]\n^\n', '  '],
    ['of a block text', 'a:\n  b: |\n^\n', '    '],
    ['in a block text', 'a:\n  b: |\n    x\n      y\n^\n', '      '],
    ['while something else is broken', 'x: [\na:\n  b: 1\n^\n', '  '],
  ];
  for (const [title, text, expected] of texts) test(title, () => assert.equal(indented(text), expected));

  test('as the editor is set', () => assert.equal(indented('a:\n^\n', 4), '    '));

  const left = [
    'a: [x,\n^\n',
    'a: "x\n^\n',
    'a:\n  b: 1\n\n^\n',
    '^\na: 1\n',
    'a\n^\n',
    'a:\n  b: 1\n^c: 1\n',
    '---\n^\n',
  ];
  for (const text of left)
    test(`is left as it is in ${JSON.stringify(text)}`, () =>
      assert.equal(
        indented(text),
        (text.split('\n').find(line => line.includes('^')) ?? '').replace('^', ''),
      ));
});
