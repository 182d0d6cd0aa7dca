import assert from 'node:assert/strict';
import { test } from 'node:test';
import { findWord } from '../../core/language/cursor.ts';
import { type Node, readSource, type Source } from '../../core/source.ts';
import { fixtures } from './fixtures.ts';

type Path = readonly (string | number)[];

/** Every key and every value on one line, with its path. */
function* wordsOf(
  node: Node,
  path: Path,
  source: Source,
): Iterable<{ node: Node; path: Path; kind: string }> {
  // What stands behind an alias is not written here.
  if (source.text[node.span.start] === '*') return;
  if (node.kind === 'map') {
    for (const entry of node.entries.filter(entry => !entry.foreign)) {
      const own = [...path, entry.key.text];
      yield { node: entry.key, path: own, kind: 'key' };
      yield* wordsOf(entry.value, own, source);
    }
  } else if (node.kind === 'sequence')
    for (const [i, item] of node.items.entries()) yield* wordsOf(item, [...path, i], source);
  else if (!/missing|literal|folded/.test(node.style)) yield { node, path, kind: 'value' };
}

test('in text without mistakes the layout says the same as the parser', () => {
  let count = 0;
  for (const { path, text } of fixtures()) {
    const source = readSource(text, path.endsWith('.json') ? 'json' : 'yaml');
    if (source.problems.length > 0) continue;
    for (const { root } of source.documents) {
      if (!root) continue;
      for (const { node, path, kind } of wordsOf(root, [], source)) {
        const word = findWord(source, Math.min(node.span.start + 1, node.span.end));
        assert.deepEqual(
          { kind: word?.kind, path: word?.path, start: word?.span.start },
          { kind, path, start: node.span.start },
        );
        count++;
      }
    }
  }
  assert.ok(count > 400);
});

test('texts that are long or deep are looked at in no time', () => {
  const texts = [
    '['.repeat(100_000),
    '{a: '.repeat(30_000),
    '- '.repeat(20_000),
    'a: "\n'.repeat(20_000),
    ':'.repeat(200_000),
    'a b: c '.repeat(30_000),
  ];
  for (const text of texts) {
    const source = readSource(text);
    findWord(source, text.length);
  }
});
