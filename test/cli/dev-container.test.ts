// A folder that the engine does not have, as in a dev container that has the socket of its host's engine.
import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { openCliEngine, RealInstance } from './real-instance.ts';
import { makeFolder, runCli } from './run-cli.ts';

/** Runs what follows in the folder `$0`, which is to be found at a place below `$1` that this process alone has. */
const inside =
  'mount -t tmpfs none "$1"; mkdir "$1/project"; mount --bind "$0" "$1/project"; cd "$1/project"; shift; exec "$@"';

const engine = await openCliEngine();
const why = typeof engine === 'string' ? engine : process.getuid?.() !== 0 && 'only root can mount';

suite('with an engine outside of the container of the folder', { skip: why }, () => {
  if (typeof engine === 'string') return;
  const { folder } = RealInstance.ofExamples(engine, 'outside');
  const options = {
    folder,
    by: ['unshare', '--mount', 'sh', '-euc', inside, folder, makeFolder()],
    environment: { DOCKER_HOST: engine.dockerHost },
  };

  test('images are built, states told and packages imported', async () => {
    const built = await runCli(['build', 'churn', '--base-images'], options);
    assert.equal(built.code, 0, built.stderr);
    const { stdout } = await runCli(['status'], options);
    assert.match(stdout, /^churn +cpu, cpu-small .*current/m);
    const tested = await runCli(['test', 'churn'], options);
    assert.equal(tested.code, 0, tested.stderr);
  });

  test('a run says why it cannot be, and where it can', async () => {
    const { code, stderr } = await runCli(['run', 'score-churn'], options);
    assert.equal(code, 3);
    assert.match(
      stderr,
      /The engine does not have the folders of this machine: .*\. Use an engine of this machine; in a dev container, one that runs in it\./,
    );
  });
});
