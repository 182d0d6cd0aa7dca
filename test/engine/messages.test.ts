import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { describeBuildFailure } from '../../engine/build-failure.ts';
import { followClassic } from '../../engine/classic-log.ts';
import { type EngineMessage, findFailure, readMessages } from '../../engine/engine-messages.ts';
import { type BuildEvent, normalizeReference } from '../../engine/index.ts';
import { findRegistry, splitReference } from '../../engine/reference.ts';

describe('the stream of an engine', () => {
  async function read(chunks: readonly Buffer[]): Promise<EngineMessage[]> {
    async function* stream() {
      yield* chunks;
    }
    const messages: EngineMessage[] = [];
    for await (const message of readMessages(stream())) messages.push(message);
    return messages;
  }

  test('is the same however it is cut', async () => {
    const bytes = Buffer.from('{"stream":"grüße 🎈\\n"}\r\n\n{"aux":{"ID":"sha256:1"}}\n{"status":"ende"}');
    const expected = [{ stream: 'grüße 🎈\n' }, { aux: { ID: 'sha256:1' } }, { status: 'ende' }];
    for (let size = 1; size <= bytes.length; size++) {
      const chunks: Buffer[] = [];
      for (let at = 0; at < bytes.length; at += size) chunks.push(bytes.subarray(at, at + size));
      assert.deepEqual(await read(chunks), expected);
    }
  });

  test('may hold lines that are no JSON objects', async () => {
    const messages = await read([Buffer.from('<html>\n{"stream":"a"}\nnull\n17\n{"half":')]);
    assert.deepEqual(messages, [
      { stream: '<html>\n' },
      { stream: 'a' },
      { stream: 'null\n' },
      { stream: '17\n' },
      { stream: '{"half":\n' },
    ]);
  });

  test('fails with what the engine says, in its old and its new words', () => {
    assert.equal(findFailure({ error: 'old', errorDetail: { message: 'new\n' } }), 'new');
    assert.equal(findFailure({ error: 'old' }), 'old');
    assert.equal(findFailure({ stream: 'error' }), undefined);
  });
});

describe('the log of the classic builder', () => {
  function follow(...texts: string[]) {
    const events: BuildEvent[] = [];
    const log = followClassic(event => events.push(event));
    for (const stream of texts) log.read({ stream });
    return { log, events };
  }

  test('knows a step from a command that prints one', () => {
    const { log, events } = follow(
      'Step 1/2 : FROM a',
      '\n',
      ' ---> 0123456789ab\n',
      'Step 9/9 : RUN forged',
    );
    assert.deepEqual(
      events.map(event => event.kind),
      ['step', 'output'],
    );
    assert.equal(log.findFailedStep()?.output, 'Step 9/9 : RUN forged');
  });

  test('is silent about the engine itself and keeps what looks like it', () => {
    const { events } = follow(
      ...['Step 1/1 : RUN pip install x', '\n', ' ---> Running in 0123456789ab\n'],
      ...['Successfully built x\n', '\u001b[91mwarning\n\u001b[0m'],
      ...[
        'Removing intermediate container 0123456789ab\n',
        ' ---> 0123456789ab\n',
        'Successfully built 0123456789ab\n',
      ],
    );
    const output = events.map(event => (event.kind === 'output' ? event.text : '')).join('');
    assert.equal(output, 'Successfully built x\nwarning\n');
  });

  test('has no image before the last stage is built', () => {
    const { log } = follow('Step 1/2 : FROM a AS env', '\n');
    log.read({ aux: { ID: 'sha256:env' } });
    log.read({ stream: 'Step 2/2 : FROM b' });
    assert.equal(log.findImageId(), undefined);
    log.read({ aux: { ID: 'sha256:whole' } });
    assert.equal(log.findImageId(), 'sha256:whole');
  });

  test('may be that of Podman', () => {
    const { log, events } = follow(
      ...[
        '[1/2] STEP 1/2: FROM a AS env\n',
        '[1/2] STEP 2/2: RUN x\n',
        '--> Using cache ' + 'a'.repeat(64) + '\n',
      ],
      ...['--> aaaaaaaaaaa\n', '[2/2] STEP 1/2: FROM b\n', '[2/2] STEP 2/2: RUN y\n', 'out\n'],
    );
    assert.deepEqual(
      events.map(event => (event.kind === 'output' ? event.text : `${event.kind} ${event.step}`)),
      ['step 1', 'step 2', 'cached 2', 'step 1', 'step 2', 'out\n'],
    );
    assert.deepEqual(log.findFailedStep(), {
      instruction: 'RUN y',
      position: { step: 2, total: 2 },
      output: 'out\n',
    });
  });
});

test('what the engines wrap around a reason is taken off', () => {
  const reason =
    'failed to solve with frontend dockerfile.v0: failed to create LLB definition: dockerfile parse error line 2: x';
  assert.equal(
    describeBuildFailure(reason, undefined).message,
    'The image cannot be built: dockerfile parse error line 2: x',
  );
});

test('references that mean the same are spelled the same', () => {
  for (const [reference, expected] of [
    ['debian', 'debian:latest'],
    ['library/debian:12', 'debian:12'],
    ['docker.io/library/debian', 'debian:latest'],
    ['docker.io/team/env:1', 'team/env:1'],
    ['localhost/env:1', 'env:1'],
    ['localhost:5000/env', 'localhost:5000/env:latest'],
    ['registry.example.com/library/env:1', 'registry.example.com/library/env:1'],
    ['env@sha256:0123', 'env@sha256:0123'],
  ] as const) {
    assert.equal(normalizeReference(reference), expected);
  }
});

test('references are taken apart', () => {
  assert.deepEqual(splitReference('host:5000/env'), { name: 'host:5000/env', tag: 'latest' });
  assert.deepEqual(splitReference('host:5000/env:1'), { name: 'host:5000/env', tag: '1' });
  assert.deepEqual(splitReference('env:1@sha256:0'), { name: 'env:1', tag: 'sha256:0' });
  assert.equal(findRegistry('team/env'), 'docker.io');
  assert.equal(findRegistry('env:1.2'), 'docker.io');
  assert.equal(findRegistry('localhost/env'), 'localhost');
  assert.equal(findRegistry('host:5000/env'), 'host:5000');
});
