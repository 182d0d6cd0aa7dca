import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type BakeTarget, renderBake } from '../../core/index.ts';

const target: BakeTarget = {
  name: 'image',
  tag: 'a:1',
  dockerfile: 'FROM base:1\n',
  folder: 'image',
  labels: {},
  secrets: {},
  contexts: {},
  noCache: false,
};

test('a bake file: what is below is a target without a tag, secrets are variables', () => {
  const file = renderBake([
    { ...target, name: 'below-0', tag: undefined, folder: 'below-0', dockerfile: 'FROM debian\n' },
    {
      ...target,
      labels: { x: 'y' },
      secrets: { list: 'SECRET_0' },
      contexts: { 'base:1': 'below-0' },
      noCache: true,
    },
  ]);
  const common = { labels: {}, secret: [], contexts: {} };
  assert.deepEqual(JSON.parse(file), {
    group: { default: { targets: ['image'] } },
    target: {
      'below-0': { ...common, context: 'below-0', 'dockerfile-inline': 'FROM debian\n' },
      image: {
        context: 'image',
        'dockerfile-inline': 'FROM base:1\n',
        tags: ['a:1'],
        output: ['type=docker'],
        labels: { x: 'y' },
        secret: ['id=list,env=SECRET_0'],
        contexts: { 'base:1': 'target:below-0' },
        'no-cache': true,
      },
    },
  });
});

test('no text is a template', () => {
  const dollar = '$';
  const file = renderBake([{ ...target, labels: { x: `%{if} ${dollar}{HOME} $5 %` } }]);
  assert.equal(JSON.parse(file).target.image.labels.x, `%%{if} ${dollar}${dollar}{HOME} $5 %`);
});
