import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readSource } from '../../core/source.ts';

test('a text that names YAML 1.1 is read so, and it alone', () => {
  const firstValue = (text: string) => {
    const root = readSource(text).documents[0]?.root;
    return root?.kind === 'map' && root.entries[0]?.value.kind === 'scalar'
      ? root.entries[0].value.value
      : undefined;
  };
  assert.equal(firstValue('conda: yes\n'), 'yes');
  assert.equal(firstValue('%YAML 1.1\n---\nconda: yes\n'), true);
  assert.equal(firstValue('conda: yes\n'), 'yes');
});
