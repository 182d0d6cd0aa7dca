import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { setTimeout as wait } from 'node:timers/promises';
import { endOfLastLog, KeptLog } from '../../cli/build/kept-log.ts';
import { makeFolder } from './run-cli.ts';

const before = process.env['XDG_CACHE_HOME'];
process.env['XDG_CACHE_HOME'] = makeFolder();
after(() => {
  if (before === undefined) delete process.env['XDG_CACHE_HOME'];
  else process.env['XDG_CACHE_HOME'] = before;
});

const image = 'code-envs/farm/churn:company-exec-base-1';

/** Keeps the log of a build that said something and ended in this way; without one it was killed. */
async function keep(name: string, ...end: Parameters<KeptLog['end']> | []): Promise<string | undefined> {
  const log = new KeptLog(name);
  log.add({ kind: 'output', text: 'Done: a test\nFailed: another one\nDone: a third\n' });
  if (end.length > 0) log.end(...(end as Parameters<KeptLog['end']>));
  // Logs are named by milliseconds.
  await wait(2);
  return log.file;
}

test('the last log tells whether the build failed, when, and why', async () => {
  assert.equal(endOfLastLog(image), undefined);
  const file = await keep(image, 'failed', 'no good\nat all');
  const end = endOfLastLog(image);
  assert.deepEqual([end?.failure, end?.log], ['no good\nat all', file]);
  assert.ok(Math.abs(Date.now() - (end?.at ?? 0)) < 60_000);

  await keep(`push of ${image}`, 'failed', 'no login');
  assert.equal(endOfLastLog(image)?.failure, 'no good\nat all', 'a push is no build');
  for (const end of [['done', image], ['cancelled', ''], []] as const) {
    await keep(image, ...end);
    assert.equal(endOfLastLog(image)?.failure, undefined, end[0] ?? 'killed');
    await keep(image, 'failed', 'again');
    assert.equal(endOfLastLog(image)?.failure, 'again');
  }
});
