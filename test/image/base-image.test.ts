// Base images: on what they stand, in which order they are built, and when they are stale.
import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import {
  contentOfBase,
  imagesBelow,
  instructionInWords,
  labelsOfBase,
  orderBases,
  readDssTag,
  stateOfBase,
  stateOfForeignBase,
} from '../../core/index.ts';

test('what a Dockerfile stands on: its own stages and empty beginnings aside, variables put in', () => {
  const dockerfile = `ARG BASE=company/base:1
ARG EMPTY
FROM --platform=linux/amd64 debian:12 AS Build
FROM \${BASE} AS second
FROM $EMPTY\${TAG:-other:2}
FROM build
FROM scratch
COPY --from=build /a /a
COPY --from=0 /a /a
COPY --from=tools:3 /a /a
COPY a b
`;
  assert.deepEqual(imagesBelow(dockerfile), ['debian:12', 'company/base:1', 'other:2', 'tools:3']);
});

suite('the order of base images', () => {
  const base = (tag: string, ...below: string[]) => ({ tag, below });
  const ordered = (...bases: { tag: string; below: string[] }[]) =>
    orderBases(bases).ordered.map(({ tag }) => tag);

  test('what one stands on comes before it; otherwise they keep their places', () => {
    assert.deepEqual(ordered(base('c', 'b', 'debian'), base('x'), base('b', 'a'), base('a')), [
      'a',
      'b',
      'c',
      'x',
    ]);
  });

  test('one that stands on itself: a sentence for each of the circle, and for no other', () => {
    const { ordered, cycles } = orderBases([base('a', 'b'), base('b', 'c'), base('c', 'b'), base('d')]);
    assert.equal(ordered.length, 4);
    assert.deepEqual([...cycles.keys()].sort(), ['b', 'c']);
    assert.equal(
      cycles.get('b'),
      'It stands on itself: b is FROM c is FROM b. Let one of them begin with another image.',
    );
    assert.deepEqual([...orderBases([base('a', 'a')]).cycles.keys()], ['a']);
  });
});

suite('the state of a base image', () => {
  const surroundings = {
    tag: 'company/base:1',
    dssVersion: '14.3.2',
    dockerfile: 'FROM debian:12\n',
    context: 'digest',
    ids: new Map<string, string | undefined>([['debian:12', 'sha256:1']]),
    hash: (text: string) => `hash of ${text}`,
  };
  const built = { id: 'sha256:b', labels: labelsOfBase(contentOfBase(surroundings)) };
  const stateWith = (change: Partial<typeof surroundings>) =>
    stateOfBase(contentOfBase({ ...surroundings, ...change }), built);

  test('current', () => assert.deepEqual(stateWith({}), { state: 'current', reasons: [] }));

  const changes: readonly (readonly [Partial<typeof surroundings>, string])[] = [
    [{ dssVersion: '14.4.0' }, 'DSS 14.3.2 → 14.4.0'],
    [{ dockerfile: 'FROM debian:12\nRUN true\n' }, 'its Dockerfile changed'],
    [{ context: 'other' }, 'the files of its folder changed'],
    [{ ids: new Map([['debian:12', 'sha256:2']]) }, 'debian:12, which it stands on, was rebuilt'],
  ];
  for (const [change, reason] of changes)
    test(reason, () => {
      const part = change.ids ? 'FROM debian:12' : Object.keys(change).join();
      const changed = { [part]: [reason] };
      assert.deepEqual(stateWith(change), { state: 'stale', reasons: [reason], changed });
    });

  test('of another tag', () => {
    const foreign = { state: 'stale', reasons: ['it was not built by Code Envs'] };
    assert.deepEqual(stateWith({ tag: 'company/child:1' }), foreign);
  });

  test('what it stands on is not in the list: nothing is known, and nothing is stale', () => {
    assert.equal(stateWith({ ids: new Map([['debian:12', undefined]]) }).state, 'current');
  });

  test('missing, without labels, with labels that are none', () => {
    const content = contentOfBase(surroundings);
    assert.equal(stateOfBase(content, undefined).state, 'missing');
    for (const labels of [{}, { 'io.code-envs.base': 'null' }, { 'io.code-envs.base': '{' }])
      assert.deepEqual(stateOfBase(content, { id: '', labels }).reasons, ['it was not built by Code Envs']);
  });
});

suite('base images that DSS makes', () => {
  test('the version in a tag', () => {
    const version = (image: string) => readDssTag(image)?.version;
    assert.equal(version('dku-exec-base-abc:dss-9.0.4'), '9.0.4');
    assert.equal(version('dataiku-dss-container-exec-base:dss-13.1.4-almalinux8-r4-py3.9'), '13.1.4');
    assert.equal(version('dataiku-container-exec-base-cuda:14.3.2'), '14.3.2');
    assert.equal(version('company/base:dss-14.3.2'), '14.3.2');
    assert.equal(version('debian:12.1.0'), undefined);
  });

  test('of another version: the command that makes the right one', () => {
    assert.deepEqual(stateOfForeignBase('dku-exec-base-abc:dss-13.4.0', '14.3.2', true), {
      state: 'stale',
      reasons: [
        'it is of DSS 13.4.0, but dssVersion is 14.3.2: build it with `./bin/dssadmin build-base-image --type container-exec` and name it in the container configurations',
      ],
      command: './bin/dssadmin build-base-image --type container-exec',
    });
    assert.match(
      stateOfForeignBase('company/base:dss-13.4.0', '14.3.2', false).reasons[0] ?? '',
      /`\.\/bin\/dssadmin build-base-image --type container-exec --tag company\/base:dss-14\.3\.2`/,
    );
  });

  test('of this version, or of none that can be told', () => {
    assert.equal(stateOfForeignBase('dku-exec-base-abc:dss-14.3.2', '14.3.2', true).state, 'current');
    assert.equal(stateOfForeignBase('company/base:1', '14.3.2', true).state, 'current');
    assert.equal(stateOfForeignBase('company/base:1', '14.3.2', false).state, 'missing');
    assert.equal(stateOfForeignBase('company/base:dss-14.3.2', '', true).state, 'current');
  });
});

test('instructions in words: lists as words, without passwords', () => {
  assert.equal(
    instructionInWords('RUN ["pip","install","--index-url","https://me:secret@host/simple"]'),
    'RUN pip install --index-url https://…@host/simple',
  );
  assert.equal(instructionInWords('RUN [ -f /x ]'), 'RUN [ -f /x ]');
  assert.equal(instructionInWords('COPY a b'), 'COPY a b');
});
