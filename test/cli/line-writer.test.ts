import assert from 'node:assert/strict';
import { test } from 'node:test';
import { LineWriter } from '../../cli/line-writer.ts';

function written(prefix: string | undefined, pieces: readonly string[]): readonly string[] {
  const texts: string[] = [];
  const writer = new LineWriter(text => texts.push(text), prefix);
  for (const piece of pieces) writer.add(piece);
  writer.end();
  return texts;
}

test('alone, what comes is passed on as it comes', () => {
  assert.deepEqual(written(undefined, ['50 %\r', '100', ' %\na']), ['50 %\r', '100', ' %\na']);
});

test('among others, whole lines with a prefix', () => {
  assert.deepEqual(written('a | ', ['one\ntw', 'o', '\n\nth', 'ree']), [
    'a | one\n',
    'a | two\na | \n',
    'a | three\n',
  ]);
  assert.deepEqual(written('a | ', []), []);
});
