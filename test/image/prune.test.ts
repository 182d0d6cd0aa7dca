// Which images are old, by their labels and names alone.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { labels, oldImages, type PresentImage, type Wanted } from '../../core/index.ts';

const repository = 'code-envs/dss/churn';
const current = `${repository}:base`;

const wanted: Wanted = {
  instances: new Set(['dss']),
  names: new Set([current, `${repository}:packages-0123456789ab`]),
  isDefined: (_, env) => env !== 'gone',
  isPlanned: (_, env) => env === 'churn',
  obstacleOf: (_, env) => (env === 'broken' ? 'a definition has errors' : undefined),
  normalize: name => name,
  containers: new Map([['sha256:used', 'sleepy']]),
};

/** An image with the labels of one that was built as `builtAs`, or of a part. */
function image(id: string, builtAs: string | undefined, more: Partial<PresentImage> = {}): PresentImage {
  const env = /^code-envs\/[^/]+\/([^:]+)/.exec(builtAs ?? '')?.[1] ?? 'churn';
  return {
    id: `sha256:${id}`,
    tags: builtAs ? [builtAs] : [],
    size: 100,
    ...more,
    labels: {
      [labels.instance]: 'dss',
      [labels.env]: env,
      [labels.image]: builtAs ?? current,
      ...more.labels,
    },
  };
}

function part(id: string, kind: string, tags: readonly string[]): PresentImage {
  const { [labels.image]: _, ...others } = image(id, undefined).labels;
  return { id: `sha256:${id}`, tags, size: 40, labels: { ...others, [labels.part]: kind } };
}

const kept = image('kept', current);
const found = (...images: PresentImage[]) =>
  oldImages([kept, ...images], wanted).map(({ image, name, reason, obstacle, size }) => [
    image.id.slice(7),
    name,
    obstacle ?? reason,
    size,
  ]);

test('what is old', () => {
  const gone = 'code-envs/dss/gone:base';
  assert.deepEqual(
    found(
      image('superseded', undefined),
      image('other-base', `${repository}:other`),
      image('gone', gone),
      image('deselected', 'code-envs/dss/deselected:base'),
      part('packages', 'packages', [`${repository}:packages-ba9876543210`]),
      part('resources', 'resources', [`registry:5000/x/${repository}:resources-ba9876543210`]),
      part('unnamed', 'packages', []),
    ),
    [
      ['unnamed', undefined, 'another build has taken its name', 40],
      ['superseded', undefined, 'another build has taken its name', 100],
      [
        'other-base',
        `${repository}:other`,
        'no container configuration of churn has this base image any more',
        100,
      ],
      [
        'packages',
        `${repository}:packages-ba9876543210`,
        'no image of churn takes these packages any more',
        40,
      ],
      [
        'deselected',
        'code-envs/dss/deselected:base',
        'there is no image of deselected any more in the definitions',
        100,
      ],
      [
        'gone',
        gone,
        'no code env here is called gone; another folder with the same installId may have it',
        100,
      ],
      [
        'resources',
        `registry:5000/x/${repository}:resources-ba9876543210`,
        'no image of churn takes these resources any more',
        40,
      ],
    ],
  );
});

test('what stays', () => {
  assert.deepEqual(
    found(
      part('current', 'packages', [`${repository}:packages-0123456789ab`]),
      image('of-another', 'code-envs/other/churn:base', { labels: { [labels.instance]: 'other' } }),
      image('without-labels', undefined, { tags: [`${repository}:old`], labels: { [labels.instance]: '' } }),
      image('built-on-ours', undefined, { tags: ['company/mine:1'] }),
      part('of-no-part', 'packages', [`${repository}:mine`]),
    ),
    [],
  );
});

test('what is used, or may be of a definition with errors, is told with why it stays', () => {
  assert.deepEqual(found(image('used', undefined), image('broken', 'code-envs/dss/broken:base')), [
    ['broken', 'code-envs/dss/broken:base', 'a definition has errors', 100],
    ['used', undefined, 'the container sleepy uses it', 100],
  ]);
});

test('an image without a name that nothing has taken may be about to get it', () => {
  assert.deepEqual(oldImages([image('fresh', undefined)], wanted), []);
});

test('what it has of its base image, or under another name, is not given back', () => {
  const base = { id: 'sha256:base', tags: ['base:1'], size: 70, labels: {} };
  const onBase = { 'org.opencontainers.image.base.digest': base.id };
  assert.deepEqual(
    found(
      base,
      image('superseded', undefined, { labels: onBase }),
      image('named', `${repository}:other`, { tags: [`${repository}:other`, 'mine:1'], labels: onBase }),
    ).map(([id, , , size]) => [id, size]),
    [
      ['superseded', 30],
      ['named', 0],
    ],
  );
});
