import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { linkedNames } from '../../core/index.ts';
import { atCursor } from './at-cursor.ts';

/** The text with brackets around what changes with the name at the cursor `^`; undefined for nothing. */
function linked(marked: string, path?: string): string | undefined {
  const { file, offset } = atCursor(marked, path, {}, '^');
  const { text } = file.source;
  const spans = linkedNames(file, offset);
  if (!spans) return undefined;
  assert.equal(new Set(spans.map(({ start, end }) => text.slice(start, end))).size, 1);
  return spans.reduceRight(
    (all, { start, end }) => `${all.slice(0, start)}‹${all.slice(start, end)}›${all.slice(end)}`,
    text,
  );
}

suite('linked names', () => {
  test('an anchor and its aliases, from each of them', () => {
    const expected = 'a: &‹x›\n  b: 1\nc: *‹x›\n<<: *‹x›\nd: [*‹x›, "*x"] # *x\n';
    for (const marked of [
      'a: &^x\n  b: 1\nc: *x\n<<: *x\nd: [*x, "*x"] # *x\n',
      'a: &x\n  b: 1\nc: *x^\n<<: *x\nd: [*x, "*x"] # *x\n',
      'a: &x\n  b: 1\nc: *x\n<<: *x\nd: [*^x, "*x"] # *x\n',
    ])
      assert.equal(linked(marked), expected);
  });

  test('of one document, and of the anchor that counts', () => {
    assert.equal(
      linked('a: &^x 1\nb: *x\n---\nc: &x 1\nd: *x\n'),
      'a: &‹x› 1\nb: *‹x›\n---\nc: &x 1\nd: *x\n',
    );
    assert.equal(linked('a: &x 1\nb: *x^\nc: &x 2\nd: *x\n'), 'a: &‹x› 1\nb: *‹x›\nc: &x 2\nd: *x\n');
    assert.equal(linked('a: &x 1\nb: *x\nc: &x 2\nd: *^x\n'), 'a: &x 1\nb: *x\nc: &‹x› 2\nd: *‹x›\n');
  });

  test('with CRLF and surrogate pairs, in a text that is broken elsewhere', () => {
    assert.equal(linked('a: &😀^ 1\r\nb: *😀\r\nc: "\r\n'), 'a: &‹😀› 1\r\nb: *‹😀›\r\nc: "\r\n');
  });

  for (const marked of [
    'a: &^x 1\n',
    'a: *^x\nb: *x\n',
    '^a: &x 1\nb: *x\n',
    'a: ^&x 1\nb: *x\n',
    'a: &x 1\nb: ^*x\n',
    'a: |\n  &^x *x\n',
    'a: &^ 1\nb: *\n',
  ])
    test(`nothing at ${JSON.stringify(marked)}`, () => assert.equal(linked(marked), undefined));

  test('nothing in JSON', () =>
    assert.equal(linked('{"a": "&^x *x"}', '/w/code-env/python/desc.json'), undefined));
});
