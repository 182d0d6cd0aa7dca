import assert from 'node:assert/strict';
import { test } from 'node:test';
import { suggest } from '../../core/index.ts';

test('what was meant: one mistake in a short name, two letters in the wrong order too', () => {
  const known = ['churn', 'forecast', 'legacy'];
  for (const written of ['churnn', 'chrun', 'hcurn', 'churm', 'Churn', 'CHRUN', 'chunr'])
    assert.equal(suggest(written, known), 'churn', written);
  for (const written of ['crhnu', 'nruhc', 'x', ''])
    assert.equal(suggest(written, known), undefined, written);
  assert.equal(suggest('chrun', ['charm', 'churn']), 'churn');
});
