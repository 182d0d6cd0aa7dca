import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import {
  applyEdits,
  type FormatOptions,
  findKind,
  formatEdits,
  readFile,
  type Span,
} from '../../core/index.ts';

const usual: FormatOptions = { tabSize: 2, insertSpaces: true };

function format(
  text: string,
  options: Partial<FormatOptions> = {},
  ranges?: readonly Span[],
  path = '/w/code-env.yaml',
): string {
  const { source } = readFile(path, findKind(path) ?? 'code-env', text);
  return applyEdits(text, formatEdits(source, { ...usual, ...options }, ranges));
}

/** What is written, and how it is laid out. */
const texts: readonly (readonly [string, string, string])[] = [
  ['mappings', 'a:\n    b: 1\n    c:\n       d: 2\ne: 3\n', 'a:\n  b: 1\n  c:\n    d: 2\ne: 3\n'],
  ['a root that is indented', '  a: 1\n  b: 2\n', 'a: 1\nb: 2\n'],
  ['lists right of their key', 'a:\n    - x\n    - y\nb:\n- z\n', 'a:\n  - x\n  - y\nb:\n  - z\n'],
  ['lists under their key, as the first one is', 'a:\n- x\nb:\n    - y\n', 'a:\n- x\nb:\n- y\n'],
  [
    'mappings and lists in lists',
    'a:\n  -   b: 1\n      c: 2\n  - -   x\n    -   y\n  -\n      d: 3\n',
    'a:\n  - b: 1\n    c: 2\n  - - x\n    - y\n  -\n    d: 3\n',
  ],
  ['space behind colons and in front of them', 'a:   1\nb :\t2\n"c"   :   3\n', 'a: 1\nb: 2\n"c": 3\n'],
  ['flow style', 'a: [x,y ,   z]\nb: {"c":1,d:   2}\n', 'a: [x, y, z]\nb: {"c": 1, d: 2}\n'],
  ['padding of brackets', 'a: [ x ]\nb: { c: 1 }\n', 'a: [ x ]\nb: { c: 1 }\n'],
  [
    'brackets over several lines',
    'a: [\n      x,\n   y\n        ]\nb:\n  - {\n     c: [\n      1\n     ],\n      d: 2 }\n',
    'a: [\n  x,\n  y\n]\nb:\n  - {\n      c: [\n        1\n      ],\n      d: 2 }\n',
  ],
  ['brackets in brackets', 'a: [{\n b: 1\n }, {\n c: 2 }]\n', 'a: [{\n    b: 1\n  }, {\n    c: 2 }]\n'],
  ['brackets on a line of their own', 'a:\n    [\n    x\n    ]\n', 'a:\n  [\n    x\n  ]\n'],
  [
    'comments, which stay with their neighbours',
    '# top\na:   # at a\n    # of b\n    b: 1\n    # c: 2\n# of d\nd:\n      # - x\n      # - y\ne: [\n  # in it\n     x\n]\n      # far\n',
    '# top\na:   # at a\n  # of b\n  b: 1\n  # c: 2\n# of d\nd:\n  # - x\n  # - y\ne: [\n  # in it\n  x\n]\n# far\n',
  ],
  [
    'block texts, which move as a whole',
    'a:\n    b: |\n        one\n          two\n\n         \n        three\n    c: >-\n     x\n',
    'a:\n  b: |\n    one\n      two\n\n     \n    three\n  c: >-\n    x\n',
  ],
  [
    'block texts that tell their indentation',
    'a:\n    b: |2\n        one\n       two\n    c: 1\n',
    'a:\n  b: |2\n      one\n     two\n  c: 1\n',
  ],
  [
    'block texts that keep their end',
    'a:\n    b: |+\n      x\n\n\n    c: 1\n',
    'a:\n  b: |+\n    x\n\n\n  c: 1\n',
  ],
  [
    'texts over several lines',
    'a:\n    b: one\n         two\n\n         three\n    c: "x\n     y"\n',
    'a:\n  b: one\n    two\n\n    three\n  c: "x\n    y"\n',
  ],
  [
    'anchors, tags, aliases and merge keys',
    'a:   &x\n    b:  !!str   1\nc:\n    <<:   *x\n    d: [*x ,*x]\n',
    'a: &x\n  b: !!str 1\nc:\n  <<: *x\n  d: [*x , *x]\n',
  ],
  ['explicit keys', '?   a\n:   b\n? x\n: z: 1\n  w: 2\n', '? a\n: b\n? x\n: z: 1\n  w: 2\n'],
  [
    'documents',
    '%YAML 1.2\n---   # one\na:\n    b: 1\n...\n---\n  c:   2\n--- |\n   text\n',
    '%YAML 1.2\n---   # one\na:\n  b: 1\n...\n---\nc: 2\n--- |\n   text\n',
  ],
  ['blank lines and numbers', 'a: 3.10\n\n\nb: 0o17  \n   \nc: 1e3\n', 'a: 3.10\n\n\nb: 0o17\n\nc: 1e3\n'],
  ['CRLF', 'a:\r\n    b: 1  \r\n\r\n    c: |\r\n        x\r\n', 'a:\r\n  b: 1\r\n\r\n  c: |\r\n    x\r\n'],
  ['a byte order mark', '\uFEFFa:\n    b:   1\n', '\uFEFFa:\n  b: 1\n'],
  ['surrogate pairs', '😀:\n    "😀":   😀 # 😀\n', '😀:\n  "😀": 😀 # 😀\n'],
  ['nothing', '', ''],
];

suite('a format', () => {
  for (const [title, text, expected] of texts)
    test(title, () => {
      assert.equal(format(text), expected);
      assert.equal(format(expected), expected);
    });

  test('indents as the editor is set, but never by tabs', () => {
    const text = 'a:\n  b:\n    - c: |\n        x\n      d: 1\n';
    const expected = 'a:\n    b:\n        - c: |\n              x\n          d: 1\n';
    assert.equal(format(text, { tabSize: 4 }), expected);
    assert.equal(format(text, { tabSize: 4, insertSpaces: false }), expected);
    for (const tabSize of [0, -1, 2.5, Number.NaN, 1000]) assert.equal(format(text, { tabSize }), text);
  });

  test('lays JSON out in its lines, by tabs too', () => {
    const path = '/w/code-env/python/desc.json';
    const text = '{\n      "a":1,"b" : [ "x",\n"y"],\n\n "c": {}\n  }\n';
    const expected = '{\n  "a": 1, "b": [ "x",\n    "y"],\n\n  "c": {}\n}\n';
    assert.equal(format(text, {}, undefined, path), expected);
    const tabs = expected.replaceAll(/^( {2})+/gm, spaces => '\t'.repeat(spaces.length / 2));
    assert.equal(format(text, { insertSpaces: false }, undefined, path), tabs);
    assert.equal(format(tabs, { insertSpaces: false }, undefined, path), tabs);
  });

  test('ends the text as the editor is set', () => {
    assert.equal(format('a: 1  '), 'a: 1');
    assert.equal(format('a: 1  \nb: 2 ', { trimTrailingWhitespace: false }), 'a: 1  \nb: 2 ');
    assert.equal(format('a: 1 ', { insertFinalNewline: true }), 'a: 1\n');
    assert.equal(format('a: 1\r\nb: 2', { insertFinalNewline: true }), 'a: 1\r\nb: 2\r\n');
    assert.equal(format('a: 1\n', { insertFinalNewline: true }), 'a: 1\n');
    assert.equal(format('a: 1\n\n  \n', { trimFinalNewlines: true }), 'a: 1\n');
    assert.equal(format('a: 1\n\n\n'), 'a: 1\n\n\n');
    assert.equal(format('a: |\n  x\n\n\n', { trimFinalNewlines: true }), 'a: |\n  x\n');
  });

  test('does not add to a block text or take from it at its end', () => {
    assert.equal(format('a: |\n  x', { insertFinalNewline: true }), 'a: |\n  x');
    assert.equal(format('a: |+\n  x\n\n\n', { trimFinalNewlines: true }), 'a: |+\n  x\n\n\n');
  });

  test('lays out only the lines of its ranges; what begins or ends elsewhere stays at its column', () => {
    const text = 'a:\n    b:   1\n    c:   2\nd:\n    e:   1\n    f:   2\n';
    const line = (n: number) => {
      const start = text.split('\n').slice(0, n).join('\n').length + 1;
      return { start, end: start + 1 };
    };
    assert.equal(format(text, {}, [line(1)]), text.replace('b:   1', 'b: 1'));
    assert.equal(
      format(text, {}, [line(1), { start: line(4).start, end: line(5).end }]),
      'a:\n    b: 1\n    c:   2\nd:\n  e: 1\n  f: 2\n',
    );
    assert.equal(format('-   a: 1\n    b: 2\n', {}, [{ start: 0, end: 1 }]), '-   a: 1\n    b: 2\n');
    // A selection that ends where a line begins does not mean that line.
    assert.equal(format('a:   1\nb:   2\n', {}, [{ start: 0, end: 7 }]), 'a: 1\nb:   2\n');
  });

  for (const text of ['a: [x\nb:   1\n', 'a:   "x\n', 'a:   1\n b: 2\n', 'a:\r  b:   1\r', 'x:   *none\n'])
    test(`leaves ${JSON.stringify(text)} alone, because it is broken`, () =>
      assert.equal(format(text), text));

  test('leaves lists of packages and scripts alone', () => {
    assert.equal(format('a   ==1 \\  \n', {}, undefined, '/w/spec/requirements.txt'), 'a   ==1 \\  \n');
    assert.equal(format('x  =  1\n', {}, undefined, '/w/spec/resources_init.py'), 'x  =  1\n');
  });
});
