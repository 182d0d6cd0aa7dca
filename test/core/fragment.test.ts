import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { readFragments } from '../../core/fragment.ts';
import { commandsOf } from '../../core/fragment-command.ts';
import { readFile } from '../../core/project.ts';

/** A definition with one fragment, and what is read of it. */
function fragmentOf(value: string) {
  const text = `envLang: PYTHON\ndockerfileAtEnd: ${value}\n`;
  const { source, documents } = readFile('/w/code-env.yaml', 'code-env', text);
  const env = documents[0]?.env;
  const [fragment] = env ? readFragments(source, env) : [];
  assert.ok(fragment);
  return { text, fragment };
}

const block = (lines: readonly string[]) => `|\n${lines.map(line => `  ${line}`).join('\n')}`;

suite('fragments in a definition', () => {
  const ways: Readonly<Record<string, string>> = {
    'a literal block': block(['ENV A=1', '', '# c', 'RUN echo hello']),
    'a literal block with spaces in a blank line': '|\n  ENV A=1\n    \n  RUN echo hello',
    'a literal block that keeps no line break': '|-\n    ENV A=1\n    RUN echo hello',
    'a plain text': 'RUN echo hello',
    'double quotes': '"ENV A=\\"1\\"\\nRUN echo hello"',
    'single quotes': "'RUN echo hello'",
  };
  for (const [name, value] of Object.entries(ways)) {
    test(`${name}: the place of a word`, () => {
      const { text, fragment } = fragmentOf(value);
      const last = fragment.instructions.at(-1);
      const { start, end } = last?.arguments.at(-1)?.span ?? assert.fail('no argument');
      const span = fragment.embedded.spanOf(start, end);
      assert.equal(text.slice(span.start, span.end), 'hello');
    });
  }

  test('folded lines: the whole value', () => {
    const { text, fragment } = fragmentOf('>\n  RUN echo\n  hello');
    const { start, end } = fragment.instructions[0]?.nameSpan ?? assert.fail('no instruction');
    const span = fragment.embedded.spanOf(start, end);
    assert.equal(text.slice(span.start, span.end), '>\n  RUN echo\n  hello\n');
  });
});

suite('commands of a RUN', () => {
  const vectors: readonly (readonly [string, readonly string[]])[] = [
    ['RUN a b', ['a b']],
    ['RUN --mount=type=cache,target=/x --network=none a', ['a']],
    ['RUN ["apt-get", "update"]', []],
    ['RUN a && b; c | d', ['a', 'b', 'c', 'd']],
    ['RUN a "b && c" \'d; e\'', ['a "b && c" \'d; e\'']],
    ['RUN X=1 Y=2 sudo a', ['a']],
    ['RUN a || b', ['a', '?b']],
    ['RUN if x; then apt-get update; fi', ['?if x', '?then apt-get update', '?fi']],
    ['RUN command -v apt-get && apt-get update', ['?command -v apt-get', '?apt-get update']],
    ['RUN a \\\n  # no\n  && b', ['a', 'b']],
    ['RUN <<EOF\na\nb\nEOF', ['<<EOF', 'a', 'b', 'EOF']],
    ['RUN <<EOF\n#!/usr/bin/env python\nimport os\nEOF', []],
    ['RUN python3 - <<EOF\napt\nEOF', []],
    ['ENV A=apt-get', []],
  ];
  for (const [run, expected] of vectors) {
    test(JSON.stringify(run), () => {
      const { fragment } = fragmentOf(block(run.split('\n')));
      const found = commandsOf(fragment).map(
        ({ words, conditional }) => (conditional ? '?' : '') + words.join(' '),
      );
      assert.deepEqual(found, expected);
    });
  }
});
