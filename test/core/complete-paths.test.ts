import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { applyEdits, complete } from '../../core/index.ts';
import { atCursor } from './at-cursor.ts';

const files = {
  '/w/a/container-configs.yaml': 'dssVersion: 14.3.2\n',
  '/w/a/recipes/score.py': '',
  '/w/a/recipes/more/plot.R': '',
  '/w/a/bases/plain/Dockerfile': '',
  '/w/a/.git/HEAD': '',
  '/w/shared/tool.py': '',
  '/other/secret.py': '',
};
const workloads = '/w/a/workloads.yaml';

/** The paths that are offered at `|`. */
function offered(marked: string, path = workloads): readonly string[] {
  const { file, offset, project } = atCursor(marked, path, files);
  return complete(file, offset, project).map(({ label }) => label);
}

suite('completion of paths', () => {
  test('of a workload: files, and folders to go into', () => {
    assert.deepEqual(offered('workloads:\n  - file: |\n'), ['bases/', 'container-configs.yaml', 'recipes/']);
    assert.deepEqual(offered('workloads:\n  - file: recipes/|\n'), ['recipes/more/', 'recipes/score.py']);
    assert.deepEqual(offered('workloads:\n  - file: "recipes/more/|"\n'), ['recipes/more/plot.R']);
    assert.deepEqual(offered('workloads:\n  - file: none/|\n'), []);
  });

  test('above the folder of the file, but not out of what the editor has open', () => {
    assert.deepEqual(offered('workloads:\n  - file: ../shared/|\n'), ['../shared/tool.py']);
    assert.deepEqual(offered('workloads:\n  - file: ../../other/|\n'), []);
    assert.deepEqual(offered('workloads:\n  - file: /other/|\n'), []);
  });

  test('of a base image: folders alone', () => {
    const configs = '/w/a/container-configs.yaml';
    assert.deepEqual(offered('baseImages:\n  - context: |\n', configs), ['bases', 'recipes']);
    assert.deepEqual(offered('baseImages:\n  - context: bases/|\n', configs), ['bases/plain']);
  });

  test('what is accepted replaces the path, in its quotes; a folder is gone into', () => {
    const { file, offset, project } = atCursor('workloads:\n  - file: "rec|"\n', workloads, files);
    const folder = complete(file, offset, project).find(({ label }) => label === 'recipes/');
    assert.equal(folder?.continues, true);
    const text = applyEdits(file.source.text, folder ? [folder.edit] : []);
    assert.match(text, /file: "recipes\/"/);
  });
});
