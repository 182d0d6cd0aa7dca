import assert from 'node:assert/strict';
import { randomInt } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
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
      onEvent: () => proxy.cut(),
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
