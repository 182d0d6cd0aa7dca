import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { sameData } from '../../core/language/same-data.ts';
import { readSource } from '../../core/source.ts';

const same = (one: string, other: string) => sameData(readSource(one), readSource(other));

suite('the same data', () => {
  const equal: readonly (readonly [string, string])[] = [
    ['a:\n    - b: 1\n    - |\n      x\n', 'a:\n- b:   1 # c\n- |\n x\n'],
    ['a: &x [1]\nb: *x\n---\n...\n', 'a:  &x  [1]\n\nb:  *x\n---\n...\n'],
    ['', '\n'],
  ];
  for (const [one, other] of equal) test(JSON.stringify([one, other]), () => assert.ok(same(one, other)));

  const different: readonly (readonly [string, string])[] = [
    ['a:\n  b: 1\n', 'a:\nb: 1\n'],
    ['a: 1\nb: 2\n', 'b: 2\na: 1\n'],
    ['a: 3.10\n', 'a: 3.1\n'],
    ['a: 1\n', 'a: "1"\n'],
    ['a: [1]\n', 'a:\n  - 1\n'],
    ['a: |\n  x\n', 'a: |\n   x\n  y\n'],
    ['a: &x [1]\nb: *x\n', 'a: [1]\nb: [1, 2]\n'],
    ['a: 1\n', 'a: 1\n---\n'],
    ['a: 1\n', ''],
    ['a: [1]\n', 'a: [1\n'],
  ];
  for (const [one, other] of different)
    test(`not ${JSON.stringify([one, other])}`, () => assert.ok(!same(one, other)));
});
