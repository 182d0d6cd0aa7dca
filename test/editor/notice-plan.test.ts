import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { planOf } from '../../client/notice-plan.ts';
import { stateOfForeignBase } from '../../core/image/base-image.ts';
import { labels } from '../../core/image/content.ts';
import { stateOf } from '../../core/image/state.ts';
import type { BaseImageEntry, ImageEntry, Status } from '../../protocol/index.ts';

const image = (
  env: string,
  config: string,
  state: ImageEntry['state'],
  changed?: ImageEntry['changed'],
): ImageEntry => ({
  env,
  path: `${env}/code-env.yaml`,
  configs: [config],
  base: 'base',
  image: `${env}-${config}`,
  logs: '',
  state,
  reasons: Object.values(changed ?? {}).flat(),
  changed,
});
const base = (state: BaseImageEntry['state'], context?: string): BaseImageEntry => ({
  image: 'base',
  configs: ['cpu'],
  ...(context !== undefined && { context }),
  state,
  reasons: state === 'current' ? [] : ['its Dockerfile changed'],
});
/** What the core tells of a change, which is what a notice is made of. */
const changedBy = (key: string, before: string, now: string) =>
  stateOf({ [key]: now }, { id: '', labels: { [labels.content]: JSON.stringify({ [key]: before }) } }, String)
    .changed;
const upgrade = changedBy('dssVersion', '14.3.2', '14.4.0');
const edit = changedBy('pipPackages', '', 'numpy');
const planFor = (images: readonly ImageEntry[], baseImages: readonly BaseImageEntry[] = []) =>
  planOf({ engines: [], images, baseImages, kernels: [], notPlanned: [] } satisfies Status);

suite('what is worth a notice', () => {
  test('is an image that is missing beside others of its code env, and none in a new folder', () => {
    assert.equal(planFor([image('a', 'cpu', 'missing'), image('a', 'gpu', 'missing')]), undefined);
    const plan = planFor([image('a', 'cpu', 'current'), image('a', 'gpu', 'missing')]);
    assert.deepEqual(plan, { subjects: ['a-gpu'], task: { command: 'build' }, missing: 1, older: 0 });
  });

  test('is a base image that is newer than images', () => {
    const plan = planFor([image('a', 'cpu', 'stale', changedBy('baseId', 'a', 'b'))]);
    assert.deepEqual(plan, { subjects: ['a-cpu: older'], task: { command: 'build' }, missing: 0, older: 1 });
  });

  test('is another version of DSS, whatever else is edited', () => {
    const upgraded = planFor([image('a', 'cpu', 'stale', upgrade)], [base('stale', 'exec')]);
    const { subjects: _, ...said } = upgraded ?? { subjects: [] };
    assert.deepEqual(said, { task: { command: 'rebuild', baseImages: true }, bases: 1, images: 1 });
    const edited = planFor([image('a', 'cpu', 'stale', { ...upgrade, ...edit })], [base('stale', 'exec')]);
    assert.deepEqual(edited?.subjects, upgraded?.subjects);
  });

  test('is the command that makes the base image, where DSS makes it and not its folder', () => {
    const foreign = (image: string, isThere: boolean) => ({
      ...base('current'),
      image,
      ...stateOfForeignBase(image, '14.4.0', isThere),
    });
    const old = image('a', 'cpu', 'stale', upgrade);
    for (const [tag, isThere] of [
      ['company/exec-base:dss-14.3.2', true],
      ['company/exec-base:dss-14.4.0', false],
    ] as const) {
      const { subjects, ...plan } = planFor([old], [foreign(tag, isThere)]) ?? { subjects: [] };
      const command =
        './bin/dssadmin build-base-image --type container-exec --tag company/exec-base:dss-14.4.0';
      assert.deepEqual(plan, { onHost: command });
      assert.deepEqual(subjects, [command, 'a-cpu: DSS 14.3.2 → 14.4.0']);
    }
    const { subjects: _, ...after } = planFor([old], [foreign('company/exec-base:dss-14.4.0', true)]) ?? {
      subjects: [],
    };
    assert.deepEqual(after, { task: { command: 'build' }, upgraded: 1 }, 'no base image is to be rebuilt');
  });

  test('is no edit of a definition, and no base image that nobody builds here', () => {
    assert.equal(planFor([image('a', 'cpu', 'stale', edit)]), undefined);
    assert.equal(planFor([image('a', 'cpu', 'current')], [base('stale')]), undefined);
  });
});
