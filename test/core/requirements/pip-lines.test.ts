import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { linesOfFile } from '../../../core/requirements/list-text.ts';
import { readPipLines } from '../../../core/requirements/pip-lines.ts';
import type { Part, Requirement } from '../../../core/requirements/requirement.ts';
import type { Span } from '../../../core/text.ts';

const read = (text: string): readonly Requirement[] => readPipLines(linesOfFile(text));

function first(text: string): Requirement {
  const [line] = read(text);
  assert.ok(line);
  return line;
}

/** What a reader says of a part, and what stands at its place. */
const placed = (text: string, part: Part | undefined) =>
  part && [part.text, text.slice(part.span.start, part.span.end)];

suite('lines', () => {
  test('comments and blank lines say nothing', () => {
    assert.deepEqual(
      read('# a\n\n  \na==1 # b\n\t# c\r\nb==2#c d\n').map(line => [line.first, line.name?.text]),
      [
        [3, 'a'],
        [5, 'b'],
      ],
    );
  });

  test('a backslash joins lines, and places stay those of the text', () => {
    const text = 'a \\\n  >= 1, \\\n  < 2 ; \\\n python_version >= "3.9" # c\nb==1\n';
    const [a, b] = read(text);
    assert.deepEqual([a?.first, a?.last, b?.first], [0, 3, 4]);
    assert.deepEqual(
      a?.specifiers.map(({ version }) => placed(text, version)),
      [
        ['1', '1'],
        ['2', '2'],
      ],
    );
    const marker = a?.marker as { span: Span };
    assert.equal(text.slice(marker.span.start, marker.span.end), 'python_version >= "3.9"');
    assert.equal(text.slice(a?.span.start, a?.span.end), text.slice(0, text.indexOf(' # c')));
  });

  test('a comment ends a joined line', () => {
    assert.deepEqual(
      read('a==1 \\\n# c\nb==2').map(line => line.name?.text),
      ['a', 'b'],
    );
  });

  test('a backslash at the end of the list', () => {
    assert.deepEqual(
      read('a==1 \\').map(line => [line.name?.text, line.problems.length]),
      [['a', 0]],
    );
  });

  test('Windows line breaks', () => {
    const text = 'a==1\r\nb>=2 \\\r\n,<3\r\n';
    assert.deepEqual(
      read(text).flatMap(line => line.specifiers.map(({ version }) => placed(text, version))),
      [
        ['1', '1'],
        ['2', '2'],
        ['3', '3'],
      ],
    );
  });
});

suite('forms', () => {
  const forms: readonly (readonly [string, Requirement['form'], string | undefined, string | undefined])[] = [
    ['a', 'named', 'a', undefined],
    ['a[x] @ https://e.com/a.zip', 'url', 'a', 'https://e.com/a.zip'],
    ['https://e.com/a-1.zip#egg=a', 'url', 'a', 'https://e.com/a-1.zip#egg=a'],
    ["https://e.com/a-1.zip#egg=a; python_version >= '3'", 'url', 'a', 'https://e.com/a-1.zip#egg=a'],
    ["https://e.com/a-1.zip#egg=a ; python_version >= '3'", 'url', 'a', 'https://e.com/a-1.zip#egg=a'],
    ['https://e.com/a_b-1.0-py3-none-any.whl', 'url', 'a_b', 'https://e.com/a_b-1.0-py3-none-any.whl'],
    [
      'git+https://e.com/a.git@v1#egg=a&subdirectory=s',
      'url',
      'a',
      'git+https://e.com/a.git@v1#egg=a&subdirectory=s',
    ],
    ['-e git+https://e.com/a.git#egg=a', 'url', 'a', 'git+https://e.com/a.git#egg=a'],
    ['--editable=./lib', 'path', undefined, './lib'],
    ['-e .', 'path', undefined, '.'],
    ['./lib', 'path', undefined, './lib'],
    ['../lib[x]', 'path', undefined, '../lib[x]'],
    ['/data/a.zip', 'path', undefined, '/data/a.zip'],
    ['a-1.0.tar.gz', 'path', undefined, 'a-1.0.tar.gz'],
    ['C:\\wheels\\a-1.0-py3-none-any.whl', 'path', 'a', 'C:\\wheels\\a-1.0-py3-none-any.whl'],
    ['-r other.txt', 'option', undefined, undefined],
    ['--index-url https://e.com/simple', 'option', undefined, undefined],
    ['a==$' + '{A_VERSION}', 'unread', 'a', undefined],
    ['$' + '{A}', 'unread', undefined, undefined],
  ];
  for (const [text, form, name, target] of forms) {
    test(text, () => {
      const line = first(text);
      assert.deepEqual([line.form, line.name?.text, line.target?.text], [form, name, target]);
      assert.deepEqual(line.problems, []);
    });
  }
});

suite('options', () => {
  const options = (text: string) => first(text).options.map(({ name, value }) => [name, value?.text]);
  test('each way of writing a value', () => {
    assert.deepEqual(options('-ihttps://e.com/s'), [['--index-url', 'https://e.com/s']]);
    assert.deepEqual(options('-i https://e.com/s'), [['--index-url', 'https://e.com/s']]);
    assert.deepEqual(options('--index-url=https://e.com/s --pre'), [
      ['--index-url', 'https://e.com/s'],
      ['--pre', undefined],
    ]);
    assert.deepEqual(options('--find-links "/data/my wheels"'), [['--find-links', '/data/my wheels']]);
  });
  test('the beginning of a name that no other begins with', () => {
    assert.deepEqual(options('--extra-index https://e.com/s'), [['--extra-index-url', 'https://e.com/s']]);
    assert.equal(first('--no x').problems.length, 1);
  });
  test('behind a requirement', () => {
    const text = `a==1 --hash=sha256:${'0'.repeat(64)} --config-settings k=v`;
    assert.deepEqual(first(text).problems, []);
    assert.equal(first(text).options.length, 2);
  });
  test('what is wrong with them', () => {
    const messages = (text: string) => first(text).problems.map(({ message }) => message);
    assert.deepEqual(messages('--pre=yes'), ['--pre takes no value. Delete "=yes".']);
    assert.deepEqual(messages('-f'), ['-f needs a value. Write it behind.']);
    assert.deepEqual(messages('--find-links "/data'), ['A quote is not closed. Close it.']);
    assert.deepEqual(messages('a==1 --install-option=x'), [
      'pip has no option --install-option since version 23.1. Delete it.',
    ]);
  });
});

test('no text makes the reader fail', () => {
  const signs = [
    'a',
    '=',
    '=',
    '>',
    '[',
    ']',
    '(',
    ')',
    ';',
    ' ',
    '\\',
    '\n',
    '"',
    "'",
    '#',
    '-',
    '@',
    ',',
    '1',
    '.',
    '*',
    'é',
  ];
  let seed = 7;
  for (let round = 0; round < 3000; round++) {
    let text = '';
    for (let i = 0; i < 12; i++) {
      seed = (seed * 1103515245 + 12345) % 2147483648;
      text += signs[seed % signs.length];
    }
    for (const { span, problems } of read(text)) {
      for (const at of [span, ...problems.map(problem => problem.span)])
        assert.ok(0 <= at.start && at.start <= at.end && at.end <= text.length, JSON.stringify(text));
    }
  }
  first(`a; ${'('.repeat(20_000)}`);
});
