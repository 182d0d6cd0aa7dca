import assert from 'node:assert/strict';
import { randomInt } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { test } from 'node:test';
import { setTimeout } from 'node:timers/promises';
import { connectDocker, type Engine, type OutputChunk, type RunRequest } from '../../engine/index.ts';
import { startCutProxy } from './cut-proxy.ts';
import { waitUntilGone, waitUntilRunning } from './processes.ts';
import type { RealEngine } from './real-engine.ts';
import { prefix, tinyBase } from './tiny-base.ts';

/** What {@link Engine.runContainer} promises, on a real engine. */
export function testContainers({ dockerHost, docker, engines }: RealEngine): void {
  const engine = engines.classic;
  const script = (text: string) => ({ image: tinyBase, command: ['sh', '-c', text] });

  test('`wait` before `start`: exit codes are those of the command; stdout and stderr apart', async () => {
    for (const code of [0, 3]) {
      const { exitCode, text } = await run(engine, script(`echo out; echo err >&2; echo ünd; exit ${code}`));
      assert.equal(exitCode, code);
      assert.deepEqual(text, { stdout: 'out\nünd\n', stderr: 'err\n' });
    }
  });

  test('environment, working directory and mounts', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'code-envs-'));
    writeFileSync(join(folder, 'file'), 'mounted');
    const { text } = await run(engine, {
      ...script('echo "$GREETING"; pwd; cat /data/file; touch /data/new 2>/dev/null || echo " read-only"'),
      environment: { GREETING: 'a=b c' },
      workingDirectory: '/etc',
      mounts: [{ source: folder, target: '/data', readOnly: true }],
    });
    assert.equal(text.stdout, 'a=b c\n/etc\nmounted read-only\n');
    rmSync(folder, { recursive: true });
  });

  test('input, as it comes and to its end', async () => {
    const input = new PassThrough();
    let output = '';
    const running = engine.runContainer(
      { ...script('while read line; do echo "got $line"; done; echo end'), input },
      {
        signal: new AbortController().signal,
        onEvent({ text }) {
          output += text;
          if (output === 'got one\n') input.end('zwölf\n');
        },
      },
    );
    input.write('one\n');
    assert.equal(await running, 0);
    assert.equal(output, 'got one\ngot zwölf\nend\n');
  });

  test('a cancelled run that reads its input', async () => {
    const cancel = new AbortController();
    const running = engine.runContainer(
      { ...script('echo begun; cat'), input: new PassThrough() },
      { signal: cancel.signal, onEvent: () => cancel.abort(new Error('enough')) },
    );
    await assert.rejects(running, /enough/);
  });

  test('5 MB of output arrive whole', async () => {
    const { text } = await run(engine, script('yes "für alle" | head -n 500000'));
    assert.equal(text.stdout, 'für alle\n'.repeat(500_000));
  });

  test('a cancelled run kills and removes the container', async () => {
    const marker = `sleep 9876${randomInt(1e6, 1e7)}`;
    const cancel = new AbortController();
    const reason = new Error('enough');
    const running = engine.runContainer(script(`echo begun; ${marker}; true`), {
      signal: cancel.signal,
      onEvent: () => waitUntilRunning(marker).then(() => cancel.abort(reason)),
    });
    await assert.rejects(running, error => error === reason);
    const containers = await docker.listContainers({ all: true });
    assert.ok(!containers.some(({ Command }) => Command.includes(marker)));
    await waitUntilGone(marker);
  });

  test('limits, as the container sees them', async () => {
    // Control groups of version 2, or else of version 1.
    const { text } = await run(engine, {
      ...script(`cd /sys/fs/cgroup
cat memory.max 2>/dev/null || cat memory/memory.limit_in_bytes
cat cpu.max 2>/dev/null || echo $(cat cpu/cpu.cfs_quota_us cpu/cpu.cfs_period_us)
stat -fc "%s %b" /dev/shm
ls /sys/class/net`),
      limits: { memory: 96 * 1024 ** 2, cpus: 0.5, sharedMemory: 8 * 1024 ** 2, network: 'none' },
    });
    assert.deepEqual(text, { stdout: '100663296\n50000 100000\n4096 2048\nlo\n', stderr: '' });
  });

  test('GPUs where there are none are refused with what to do', async () => {
    for (const gpus of ['all', 1, ['0']] as const)
      await assert.rejects(
        run(engine, { ...script('true'), limits: { gpus } }),
        /^EngineError: The engine has no GPU runtime\. Install the NVIDIA Container Toolkit/,
      );
  });

  test('a container that wants more memory than it may have', async () => {
    const hungry = script('exec tail -c 1000000000 /dev/zero');
    await assert.rejects(run(engine, { ...hungry, limits: { memory: 16 * 1024 ** 2 } }), /^MemoryError: /);
  });

  test('user and labels', async () => {
    const labels = { 'io.code-envs.test': `${prefix}labels` };
    const { text } = await run(engine, { ...script('id -u; id -g'), user: '4711:4712', labels });
    assert.equal(text.stdout, '4711\n4712\n');
    const listOwn = async () =>
      (await engine.listContainers()).filter(
        container => container.labels['io.code-envs.test'] === labels['io.code-envs.test'],
      );
    const removed = engine.runContainer(
      { ...script('echo begun; sleep 30'), labels },
      {
        signal: new AbortController().signal,
        async onEvent() {
          const own = await listOwn();
          for (const { id } of [...own, ...own]) await engine.removeContainer(id);
        },
      },
    );
    assert.equal(await removed, 137);
    while ((await listOwn()).length > 0) await setTimeout(50);
  });

  test('a cancelled run has the time that it is given to end, and no more', async () => {
    const cancel = async (text: string) => {
      const cancel = new AbortController();
      let output = '';
      const running = engine.runContainer(
        { ...script(text), graceSeconds: 1 },
        {
          signal: cancel.signal,
          onEvent(chunk) {
            output += chunk.text;
            if (output.includes('begun')) cancel.abort(new Error('enough'));
          },
        },
      );
      await assert.rejects(running, /enough/);
      return output;
    };
    const tidy = 'trap "echo tidied; exit" TERM; echo begun; while true; do sleep 0.1; done';
    assert.equal(await cancel(tidy), 'begun\ntidied\n');
    const deaf = `sleep 9876${randomInt(1e6, 1e7)}`;
    assert.equal(await cancel(`trap "" TERM; echo begun; while true; do ${deaf}; done`), 'begun\n');
    await waitUntilGone(deaf);
  });

  test('an image and a command that do not exist', async () => {
    const missing = { ...script('true'), image: `${prefix}nowhere:1` };
    await assert.rejects(run(engine, missing), /^EngineError: The engine failed at running .*no such image/i);
    const nothing = { image: tinyBase, command: ['/nothing'] };
    await assert.rejects(run(engine, nothing), /^EngineError: The engine failed at running .*\/nothing/);
    const containers = await docker.listContainers({ all: true });
    assert.ok(!containers.some(({ Command }) => Command.includes('/nothing')));
  });

  test('an engine that dies in the middle of a run', async () => {
    const proxy = await startCutProxy(dockerHost);
    const dying = await connectDocker(proxy.dockerHost);
    const running = dying.runContainer(script('echo begun; sleep 30'), {
      signal: new AbortController().signal,
      // Once the run waits for the end of the container, which is what it asks for last.
      onEvent: () => void setTimeout(300).then(() => proxy.cut()),
    });
    await assert.rejects(running, /^EngineError: The engine went away while running/);
    proxy.close();
  });
}

async function run(engine: Engine, request: RunRequest) {
  const text = { stdout: '', stderr: '' };
  const exitCode = await engine.runContainer(request, {
    signal: new AbortController().signal,
    onEvent(chunk: OutputChunk) {
      text[chunk.stream] += chunk.text;
    },
  });
  return { exitCode, text };
}
