import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { type Arrangement, arranged, usualArrangement } from '../../client/arrangement.ts';
import type { ImageEntry } from '../../protocol/index.ts';

const image = (
  config: string,
  state: ImageEntry['state'],
  made?: { readonly size: number; readonly created: string },
) => ({
  ...{ env: '', path: '', base: '', image: '', logs: '', reasons: [] },
  configs: [config],
  state,
  ...made,
});
const env = (name: string, images: readonly ImageEntry[], refusal?: string) => ({
  ...{
    env: name,
    path: '',
    folder: {} as never,
    images,
    refusal: refusal === undefined ? undefined : { reason: refusal },
  },
});
const envs = [
  env('churn', [
    image('cpu', 'current', { size: 10, created: '2026-01-03T00:00:00Z' }),
    image('plots', 'missing'),
  ]),
  env('daily', [image('cpu', 'current', { size: 30, created: '2026-01-02T00:00:00Z' })]),
  env('lost', [], '2 errors'),
  env('weekly', [
    image('cpu', 'missing'),
    image('gpu', 'stale', { size: 20, created: '2026-01-01T00:00:00Z' }),
  ]),
];
const shown = (change: Partial<Arrangement>) =>
  arranged(envs, { ...usualArrangement, ...change }).map(({ env, images }) =>
    [env, ...images.flatMap(({ configs }) => configs)].join(' '),
  );

suite('the rows of the view Code Envs', () => {
  test('are sorted by name, state, size and age', () => {
    assert.deepEqual(shown({}), ['churn cpu plots', 'daily cpu', 'lost', 'weekly cpu gpu']);
    assert.deepEqual(shown({ order: 'state' }), ['lost', 'weekly gpu cpu', 'churn plots cpu', 'daily cpu']);
    assert.deepEqual(shown({ order: 'size' }), ['daily cpu', 'weekly gpu cpu', 'churn cpu plots', 'lost']);
    assert.deepEqual(shown({ order: 'age' }), ['weekly gpu cpu', 'daily cpu', 'churn cpu plots', 'lost']);
  });

  test('are those that are not current alone, if so wanted', () => {
    assert.deepEqual(shown({ notCurrent: true }), ['churn plots', 'lost', 'weekly cpu gpu']);
  });
});
