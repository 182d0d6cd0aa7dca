import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { editsForMoves, type Move, Project } from '../../core/index.ts';
import { memoryTree } from './memory-tree.ts';
import { changedLines, instances } from './navigation-instance.ts';

function after(moves: readonly Move[], files = instances): readonly string[] {
  return changedLines(editsForMoves(moves, new Project(memoryTree(files))), files);
}

suite('files that move', () => {
  test('the script of a workload, or a folder above it', () => {
    assert.deepEqual(after([{ from: '/w/a/recipes/score.py', to: '/w/a/recipes/score_all.py' }]), [
      'a/workloads.yaml:4: file: recipes/score_all.py',
    ]);
    assert.deepEqual(after([{ from: '/w/a/recipes', to: '/w/my recipes' }]), [
      'a/workloads.yaml:4: file: "../my recipes/score.py"',
      'a/workloads.yaml:9: file: "../my recipes/plot.R"',
    ]);
  });

  test('the folder of a base image, written as it was written before', () => {
    assert.deepEqual(after([{ from: '/w/a/bases', to: '/w/a/images' }]), [
      'a/container-configs.yaml:4: context: images/plain',
      'a/container-configs.yaml:5: - { tag: company/plots:1, context: ./images/plots/ }',
    ]);
  });

  test('the file that names others', () => {
    assert.deepEqual(after([{ from: '/w/a/workloads.yaml', to: '/w/a/more/workloads.yaml' }]), [
      'a/workloads.yaml:4: file: ../recipes/score.py',
      'a/workloads.yaml:9: file: "../recipes/plot.R"',
    ]);
    assert.deepEqual(after([{ from: '/w/a', to: '/w/c' }]), []);
  });

  test('the folder that gives a code env its name, in its own instance alone', () => {
    assert.deepEqual(after([{ from: '/w/a/envs/churn', to: '/w/a/envs/leavers' }]), [
      'a/container-configs.yaml:13: defaultPythonEnv: leavers',
      'a/workloads.yaml:5: envSelection: { envMode: EXPLICIT_ENV, envName: leavers }',
    ]);
    assert.deepEqual(after([{ from: '/w/a/envs/churn', to: '/w/b/envs/leavers' }]), []);
    assert.deepEqual(after([{ from: '/w/a/envs', to: '/w/a/code-envs' }]), []);
    assert.deepEqual(
      after([{ from: '/w/a/envs/many.code-env.yaml', to: '/w/a/envs/two.code-env.yaml' }]),
      [],
    );
  });

  test('a file that names a code env and is no definition any more, or is of nobody', () => {
    assert.deepEqual(
      after([{ from: '/w/a/envs/churn/code-env.yaml', to: '/w/a/envs/churn/code-env.bak' }]),
      [],
    );
    assert.deepEqual(after([{ from: '/x/y', to: '/x/z' }]), []);
  });
});
