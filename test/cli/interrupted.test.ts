// Builds that are cut short: by the user, by a kill, by an engine that goes away; and what a terminal shows.
import assert from 'node:assert/strict';
import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { randomInt } from 'node:crypto';
import { once } from 'node:events';
import { test } from 'node:test';
import { setTimeout as wait } from 'node:timers/promises';
import { stripVTControlCharacters } from 'node:util';
import { startCutProxy } from '../engine/cut-proxy.ts';
import { type CliEngine, openCliEngine, RealInstance } from './real-instance.ts';
import { cliWords, userCache } from './run-cli.ts';

const engine = await openCliEngine();
if (typeof engine === 'string') test('a real engine', t => t.skip(engine));
else {
  const instance = RealInstance.ofExamples(engine, 'interrupted');
  instance.remove('envs');
  testInterruptions(engine, instance);
}

/** Gives the instance a code env whose build comes to a long sleep, under a name that only this build has. */
function writeSlow(instance: RealInstance): string {
  const sleep = `sleep 9876${randomInt(1e6, 1e7)}`;
  instance.write(
    'slow/code-env.yaml',
    `envLang: PYTHON\ndeploymentMode: DESIGN_MANAGED\ncontainerConfs: [cpu]\ndockerfileAtStart: RUN ${sleep}\n`,
  );
  return sleep;
}

/** The processes of this machine that run `command`; none where the engine runs in a machine of its own. */
function findProcesses(command: string): readonly string[] {
  return spawnSync('pgrep', ['-f', `^${command}`], { encoding: 'utf8' })
    .stdout.split('\n')
    .filter(Boolean);
}

/** Resolves when none of the processes is there any more. */
async function untilGone(processes: readonly string[]): Promise<void> {
  for (const pid of processes)
    await once(spawn('tail', [`--pid=${pid}`, '-s', '0.05', '-f', '/dev/null']), 'exit');
}

/** Starts a build and waits until its sleep runs. */
async function startSlowBuild(instance: RealInstance, environment: Readonly<Record<string, string>> = {}) {
  const sleep = writeSlow(instance);
  const build = instance.start(['build', 'slow'], environment);
  await build.said(new RegExp(`RUN ${sleep}`));
  let processes: readonly string[] = [];
  // The engine tells of a step a little before its process is there.
  for (let i = 0; i < 200 && processes.length === 0; i++) {
    processes = findProcesses(sleep);
    if (processes.length === 0) await wait(20);
  }
  return { ...build, processes };
}

function testInterruptions({ dockerHost }: CliEngine, instance: RealInstance): void {
  const isTagged = async () => (await instance.ids()).size > 0;

  test('SIGINT: exit code 130, the container is gone, nothing is tagged', async () => {
    const { process, ended, processes } = await startSlowBuild(instance);
    process.kill('SIGINT');
    const { code, stdout, stderr } = await ended;
    assert.equal(code, 130);
    assert.match(stderr, /^slow on .*: cancelled\nCancelled\. .*\n$/m);
    assert.equal(stdout, '');
    assert.doesNotMatch(stderr, /error|\n {4}at /);
    await untilGone(processes);
    assert.equal(await isTagged(), false);
  });

  test('SIGTERM is the same', async () => {
    const { process, ended, processes } = await startSlowBuild(instance);
    process.kill('SIGTERM');
    assert.equal((await ended).code, 130);
    await untilGone(processes);
    assert.equal(await isTagged(), false);
  });

  test('kill -9: nothing is half there, and the next build works', async () => {
    const { process, ended, processes } = await startSlowBuild(instance);
    process.kill('SIGKILL');
    assert.equal((await ended).code, 'SIGKILL');
    await untilGone(processes);
    assert.equal(await isTagged(), false);
    instance.change('slow/code-env.yaml', 'RUN sleep', 'RUN true');
    const { code, stdout, stderr } = await instance.run('build');
    assert.equal(code, 0, stderr);
    assert.match(stdout, /^slow .* current$/m);
  });

  test('an engine that dies: a sentence, exit code 3', async () => {
    const proxy = await startCutProxy(dockerHost);
    const { ended } = await startSlowBuild(instance, { DOCKER_HOST: proxy.dockerHost });
    proxy.cut();
    const { code, stdout, stderr } = await ended;
    proxy.close();
    assert.deepEqual([code, stdout], [3, '']);
    assert.match(
      stderr,
      /^slow on .*: The engine went away while building \S+ .*\. See whether it still runs, then try again\.$/m,
    );
    assert.doesNotMatch(stderr, /\n {4}at |mistake of Code Envs/);
    assert.equal(stderr.match(/went away/g)?.length, 1);
  });

  test('a stale image stays until the new one is whole', async () => {
    const before = await instance.ids();
    const { process, ended, processes } = await startSlowBuild(instance);
    process.kill('SIGINT');
    await ended;
    await untilGone(processes);
    assert.deepEqual(await instance.ids(), before);
    assert.deepEqual((await instance.status())[0]?.state, 'stale');
  });

  const noScript = spawnSync('script', ['--version']).error ? 'there is no script (util-linux)' : false;
  const inTerminal = (size: string, words: string): string => {
    const command = `${size}${cliWords.map(word => `'${word}'`).join(' ')} ${words}`;
    return execFileSync('script', ['-qec', command, '/dev/null'], {
      cwd: instance.folder,
      env: {
        ...process.env,
        DOCKER_HOST: dockerHost,
        TERM: 'xterm',
        NODE_TEST_CONTEXT: '',
        XDG_CACHE_HOME: userCache,
      },
      encoding: 'utf8',
    });
  };

  test('a terminal: progress is drawn, the table is plain', { skip: noScript }, () => {
    instance.write(
      'slow/code-env.yaml',
      'envLang: PYTHON\ndeploymentMode: DESIGN_MANAGED\ncontainerConfs: [cpu]\n',
    );
    const output = inTerminal('stty cols 100 rows 30; ', 'rebuild slow');
    // The cursor is shown again at the very end, once more.
    const [drawn = '', table = ''] = output.replaceAll('\u001b[?25h', '').split(/(?=CODE ENV)/);
    assert.notEqual(stripVTControlCharacters(drawn), drawn);
    assert.match(drawn, /› +\d\/\d RUN/);
    assert.match(drawn, /slow on company\/exec-base:dss-14\.3\.2 \(\d+ s\)/);
    assert.equal(stripVTControlCharacters(table), table);
    assert.match(
      table,
      /^CODE ENV {2,}CONFIGURATIONS.*\r\nbase image .* current\r\nslow .* current\r\n1 image built\r\n$/,
    );
    assert.doesNotMatch(output, / {4}at |: begins|undefined/);
  });

  test('a terminal that does not say how wide it is: plain lines', { skip: noScript }, () => {
    const output = inTerminal('stty cols 0 rows 0; ', 'rebuild slow');
    assert.ok(!output.includes('\u001b['), output);
    assert.match(output, /^slow on .*: begins\r\n/);
  });
}
