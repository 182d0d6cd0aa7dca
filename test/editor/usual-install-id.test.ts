import assert from 'node:assert/strict';
import { test } from 'node:test';
import { usualInstallId } from '../../client/usual-install-id.ts';

test('the installId of a new instance is the name of its folder, in the letters that it may have', () => {
  for (const [folder, id] of [
    ['code-envs_2', 'code-envs_2'],
    ['My envs (new)', 'My-envs-new'],
    ['環境', 'local'],
  ] as const)
    assert.equal(usualInstallId(folder), id);
});
