// Work on many files: it can be interrupted, and a terminal sees how far it is.
import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { paced } from '../../cli/paced.ts';

/** Works as a check does, without giving anybody else a turn. */
function work(milliseconds: number): void {
  const end = Date.now() + milliseconds;
  while (Date.now() < end);
}

async function drawnBy(items: readonly number[], interactive: boolean, each: number) {
  const drawn: string[] = [];
  const seen: number[] = [];
  const terminal = {
    signal: new AbortController().signal,
    interactive,
    draw: (text: string) => void drawn.push(text),
  };
  for await (const item of paced(items, terminal)) {
    work(each);
    seen.push(item);
  }
  assert.deepEqual(seen, items);
  return drawn;
}

suite('work on many files', () => {
  const many = Array.from({ length: 1200 }, (_, i) => i);

  test('tells a terminal how far it is once it takes long, and clears that', async () => {
    const drawn = await drawnBy(many, true, 1);
    assert.match(drawn[0] ?? '', /^\r[\d,]+ of 1,200 files$/);
    assert.equal(drawn.at(-1), '\r\x1b[K');
    assert.equal(drawn.filter(text => text.includes('\x1b')).length, 1);
  });

  test('tells nothing where it is soon done, or where there is no terminal', async () => {
    assert.deepEqual(await drawnBy(many.slice(0, 3), true, 1), []);
    assert.deepEqual(await drawnBy(many, false, 1), []);
  });

  test('ends when a signal comes, although the work waits for nothing', async () => {
    const abort = new AbortController();
    const interrupt = () => abort.abort(new Error('interrupted'));
    process.once('SIGTERM', interrupt);
    let seen = 0;
    await assert.rejects(async () => {
      for await (const item of paced(many, { signal: abort.signal, interactive: false, draw() {} })) {
        if (item === 1) process.kill(process.pid, 'SIGTERM');
        work(20);
        seen++;
      }
    }, /interrupted/);
    assert.ok(seen < many.length / 2, `${seen} were done`);
  });
});
