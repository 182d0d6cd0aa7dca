import assert from 'node:assert/strict';
import { randomInt } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { BuildError, type Builder } from '../../engine/index.ts';
import type { RealEngine } from './real-engine.ts';
import { prefix, tinyBase } from './tiny-base.ts';
import { build } from './trial-build.ts';

/** What {@link Engine.buildImage} promises of builds that go well, on one builder of a real engine. */
export function testBuilds({ engines }: RealEngine, builder: Builder): void {
  const engine = engines[builder];
  const tag = (name: string) => `${prefix}${builder}-${name}:1`;

  test('builds, labels and lists', async () => {
    const id = await build(engine, {
      tag: tag('labels'),
      labels: { plain: 'value', hard: 'ü "quoted" $HOME \\ \n end' },
      run: ['RUN echo one'],
    }).id;
    const image = (await engine.listImages()).find(image => image.tags.includes(tag('labels')));
    assert.equal(image?.id, id);
    assert.equal(image?.labels['plain'], 'value');
    assert.equal(image?.labels['hard'], 'ü "quoted" $HOME \\ \n end');
    assert.ok(Math.abs(image!.created - Date.now()) < 3_600_000);
    assert.ok(image!.size > 100_000);
  });

  test('tells steps and output, and steps of the cache as such the second time', async () => {
    const request = {
      tag: tag('cached'),
      context: [{ path: 'data/a.txt', content: `${randomInt(1e12)}` }],
      run: ['COPY data /data', 'RUN cat /data/a.txt; echo; echo übung'],
    };
    const first = build(engine, request);
    await first.id;
    const steps = first.events.filter(event => event.kind !== 'output');
    assert.deepEqual(
      steps.slice(0, 3).map(event => [event.step, event.instruction.replace('docker.io/', '')]),
      [
        [1, `FROM ${tinyBase}`],
        [2, 'COPY data /data'],
        [3, 'RUN cat /data/a.txt; echo; echo übung'],
      ],
    );
    assert.match(first.output(), /^\d+\nübung\n$/);
    const second = build(engine, request);
    assert.equal(await second.id, await first.id);
    const cached = second.events.filter(event => event.kind === 'cached').map(event => event.step);
    assert.deepEqual([cached.includes(2), cached.includes(3)], [true, true]);
    assert.equal(second.output(), '');
  });

  test('sends files as they are declared', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'code-envs-'));
    const source = join(folder, 'big');
    writeFileSync(source, Buffer.alloc(3_000_000, 'x'));
    const long = `long/${'n'.repeat(120)}/${'m'.repeat(90)}/ünïcode name`;
    const { id, output } = build(engine, {
      tag: tag('files'),
      context: [
        { path: 'big', source, size: 3_000_000 },
        { path: 'run.sh', content: 'echo executed', executable: true },
        { path: 'link', linkTo: 'run.sh' },
        { path: 'empty', directory: true },
        { path: long, content: 'deep' },
        { path: 'Dockerfile', content: 'FROM nowhere' },
      ],
      run: [
        'COPY . /context',
        `RUN cd /context; stat -c '%s %a %u %n' big run.sh; sh link; ls empty; cat '${long}' Dockerfile`,
      ],
    });
    await id;
    assert.match(output(), /3000000 644 0 big\n\d+ 755 0 run.sh\nexecuted\ndeepFROM nowhere/);
    rmSync(folder, { recursive: true });
  });

  test('.dockerignore: all that is declared is sent, whatever such a file among it says', async t => {
    if (engine.title.startsWith('Podman')) return t.skip('Podman follows it');
    const context = [
      { path: '.dockerignore', content: '*\n!kept\n' },
      { path: 'ignored/deep.pyc', content: 'deep' },
      { path: 'kept', content: 'kept' },
    ];
    const run = ['COPY . /context', 'RUN cat /context/kept /context/ignored/deep.pyc'];
    const { id, output } = build(engine, { tag: tag('ignore'), context, run });
    await id;
    assert.equal(output(), 'keptdeep');
  });

  test('builds stages', async () => {
    const { id, events } = build(engine, {
      tag: tag('stages'),
      run: ['RUN mkdir /made', `FROM ${tinyBase}`, 'COPY --from=0 /made /made', 'RUN ls -d /made'],
    });
    await id;
    assert.ok(events.some(event => event.kind !== 'output' && event.instruction === 'RUN ls -d /made'));
  });

  test('several builds at once keep their output and their failures apart', async () => {
    const outcomes = await Promise.all(
      [0, 1, 2, 3, 4, 5].map(async n => {
        const run = [`RUN echo from ${n}; echo ${randomInt(1e12)}; exit ${n % 2}`];
        const { id, output } = build(engine, { tag: tag(`parallel-${n}`), run });
        const outcome = await id.catch(error => error);
        return { n, outcome, output: output() };
      }),
    );
    for (const { n, outcome, output } of outcomes) {
      assert.match(output, new RegExp(`^from ${n}\n\\d+\n$`));
      assert.equal(outcome instanceof BuildError, n % 2 === 1);
    }
  });

  test('5 MB of output', async () => {
    const line = 'all work and no play makes a dull build'.padEnd(99, '.');
    const { id, output } = build(engine, {
      tag: tag('loud'),
      run: [`RUN echo ${randomInt(1e12)} >/dev/null; yes "${line}" | head -n 50000`],
    });
    await id;
    const lines = output().trimEnd().split('\n');
    // BuildKit itself lets 200 KiB a second pass.
    if (lines.some(text => text.includes('[output clipped'))) assert.ok(lines.length > 100);
    else assert.deepEqual([lines.length, new Set(lines).size], [50_000, 1]);
  });

  if (builder === 'buildkit') {
    test('a cache mount outlives the build', async () => {
      const target = `/cache-${randomInt(1e12)}`;
      const run = (text: string) => [
        `RUN --mount=type=cache,target=${target} echo ${text} >>${target}/f; cat ${target}/f`,
      ];
      await build(engine, { tag: tag('mount'), run: run('one') }).id;
      const second = build(engine, { tag: tag('mount'), run: run('two') });
      await second.id;
      assert.equal(second.output(), 'one\ntwo\n');
    });
  }
}
