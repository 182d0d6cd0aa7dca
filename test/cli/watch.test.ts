// `status --watch` on a real engine: what it follows, and what it survives.
import assert from 'node:assert/strict';
import { mkdirSync, readdirSync, readFileSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { after, test } from 'node:test';
import { setTimeout as wait } from 'node:timers/promises';
import type { Status } from '../../protocol/index.ts';
import { startOldestEngine } from '../../scripts/private-engine.ts';
import {
  type CliEngine,
  configsOn,
  exampleContext,
  installId,
  openCliEngine,
  RealInstance,
} from './real-instance.ts';
import { makeFolder, type Running, startCli } from './run-cli.ts';

// Its layers are of this run: what an engine has in its cache is as old as it was built first.
const env = `envLang: PYTHON
deploymentMode: DESIGN_MANAGED
envSettings: { inheritGlobalSettings: false, virtualenvCreateExtraOptions: [--without-pip] }
containerConfs: [cpu]
dockerfileAtStart: RUN echo ${Date.now()}
`;

/** Reads what a watch prints, line by line. */
class Watch {
  readonly running: Running;
  readonly #lines: AsyncIterator<string>;
  last: Status | undefined;
  count = 0;

  constructor(running: Running) {
    this.running = running;
    const input = running.process.stdout;
    assert.ok(input);
    this.#lines = createInterface({ input })[Symbol.asyncIterator]();
    after(() => running.process.kill('SIGKILL'));
  }

  /** Reads on until a document has this. */
  async until(has: (status: Status) => boolean): Promise<Status> {
    for (;;) {
      const { value, done } = await this.#lines.next();
      if (done)
        throw new Error(`it ended: ${(await this.running.ended).stderr}; last ${JSON.stringify(this.last)}`);
      this.last = JSON.parse(value) as Status;
      this.count++;
      if (has(this.last)) return this.last;
    }
  }

  /** How many files, connections and watches of files the process has; waits until they are `expected`. */
  async held(expected?: readonly [files: number, watches: number]): Promise<readonly [number, number]> {
    const folder = `/proc/${this.running.process.pid}/fdinfo`;
    for (const deadline = Date.now() + 5000; ; await wait(50)) {
      const files = readdirSync(folder).flatMap(name => {
        try {
          return [readFileSync(join(folder, name), 'utf8')];
        } catch {
          return []; // It was closed meanwhile.
        }
      });
      const held = [files.length, files.join('').match(/^inotify /gm)?.length ?? 0] as const;
      const isAsExpected = expected && held[0] <= expected[0] && held[1] === expected[1];
      if (!expected || isAsExpected || Date.now() > deadline) return held;
    }
  }

  async end(): Promise<number | NodeJS.Signals> {
    this.running.process.kill('SIGINT');
    return (await this.running.ended).code;
  }
}

const stateOf = ({ images }: Status) => images.map(({ state, reasons }) => [state, ...reasons]);
const json = ['status', '--watch', '--format', 'json'];

const engine = await openCliEngine();
if (typeof engine === 'string') test('a real engine', t => t.skip(engine));
else testWatching(engine);

function testWatching(engine: CliEngine): void {
  const instance = RealInstance.ofExamples(engine, 'watch');
  instance.remove('envs');
  instance.write('own/code-env.yaml', env);
  /** Writes as editors do: another file takes the name. */
  const replace = (path: string, text: string) => {
    instance.write(`${path}~`, text);
    renameSync(join(instance.folder, `${path}~`), join(instance.folder, path));
  };
  const isIn = (state: string) => (status: Status) => status.images.every(image => image.state === state);

  test('the whole state first, then whatever changes it', async () => {
    const { code, stderr } = await instance.run('build');
    assert.equal(code, 0, stderr);
    const watch = new Watch(instance.start(json));
    const [image] = (await watch.until(isIn('current'))).images;
    assert.equal(image?.path, 'own/code-env.yaml');
    assert.ok((image.size ?? 0) > 1e6, 'bytes');
    assert.ok(Math.abs(Date.now() - Date.parse(image.created ?? '')) < 600_000, 'when it was built');
    await wait(1000);
    const held = await watch.held();

    replace('own/code-env.yaml', `${env}dockerfileAtEnd: RUN true\n`);
    assert.deepEqual(stateOf(await watch.until(isIn('stale'))), [['stale', 'dockerfileAtEnd changed']]);
    replace('own/code-env.yaml', `${env}# A comment decides nothing.\n`);
    await watch.until(isIn('current'));
    assert.equal(watch.count, 3, 'a document for each change of states, and for nothing else');

    instance.write('own/spec/requirements.txt', 'company-text==0.4.0\n');
    assert.deepEqual(stateOf(await watch.until(isIn('stale'))), [['stale', 'company-text==0.4.0 was added']]);
    instance.remove('own/spec');
    await watch.until(isIn('current'));

    const name = watch.last?.images[0]?.image ?? '';
    const [id] = (await instance.ids()).values();
    await engine.docker.getImage(id ?? '').tag({ repo: `${installId}/kept`, tag: '1' });
    await engine.engine.removeImage(name);
    assert.deepEqual(stateOf(await watch.until(isIn('missing'))), [['missing', 'it was not built yet']]);
    const [repo = '', tag = ''] = name.split(':');
    await engine.docker.getImage(id ?? '').tag({ repo, tag });
    await watch.until(isIn('current'));

    mkdirSync(join(instance.folder, 'later'));
    instance.write('later/code-env.yaml', 'envLang: [\n');
    assert.equal((await watch.until(({ notPlanned }) => notPlanned.length > 0)).images.length, 1);
    replace('later/code-env.yaml', env);
    await watch.until(({ images }) => images.length === 2);
    instance.remove('later');
    await watch.until(({ images }) => images.length === 1);
    assert.deepEqual(await watch.held(held), held, 'nothing is left open');
    assert.equal(await watch.end(), 130);
  });

  test('resources, and base images that are built from another folder', async () => {
    const inside = RealInstance.ofExamples(engine, 'inside');
    inside.remove('envs');
    inside.write('.git/HEAD', '');
    inside.write('dss/envs/own/code-env.yaml', `${env}dockerImageResources: COPY\n`);
    inside.write('dss/envs/own/resources/.cache/words', 'a\n');
    inside.write(
      'dss/container-configs.yaml',
      `dssVersion: 14.3.2
installId: ${installId}-inside
baseImages:
  - { tag: "company/exec-base:dss-14.3.2", context: ../base-images/exec }
executionConfigs:
  - { name: cpu, type: DOCKER, usableBy: ALL, baseImage: "company/exec-base:dss-14.3.2" }
`,
    );
    assert.equal((await inside.start(['build'], {}, 'dss').ended).code, 0);
    const watch = new Watch(inside.start(json, {}, 'dss'));
    await watch.until(isIn('current'));
    inside.write('dss/envs/own/resources/.cache/words', 'b\n');
    assert.deepEqual(stateOf(await watch.until(isIn('stale'))), [['stale', 'the resources folder changed']]);
    const base = (status: Status) => status.baseImages[0];
    assert.equal(base(watch.last as Status)?.state, 'current');
    inside.write('base-images/exec/more', 'more\n');
    await watch.until(status => base(status)?.reasons[0] === 'the files of its folder changed');
    assert.equal(await watch.end(), 130);
  });

  test('in a pipe: the rows that changed', async () => {
    const running = instance.start(['status', '--watch']);
    await running.said(/^The image is current\.$/m);
    replace('own/code-env.yaml', `${env}dockerfileAtEnd: RUN true\n`);
    await running.said(/^1 of 1 image must be built: code-envs build$/m);
    replace('own/code-env.yaml', env);
    await running.said(/must be built[\s\S]*^The image is current\.$/m);
    running.process.kill('SIGINT');
    const { code, stdout, stderr } = await running.ended;
    assert.equal(code, 130);
    assert.deepEqual(
      stdout
        .split('\n')
        .flatMap(line => /^(CODE ENV|own) .* (STATE|stale|current)/.exec(line)?.slice(1) ?? []),
      [
        'CODE ENV',
        'STATE',
        'own',
        'current',
        'CODE ENV',
        'STATE',
        'own',
        'stale',
        'CODE ENV',
        'STATE',
        'own',
        'current',
      ],
    );
    assert.equal(stdout.match(/^base image/gm)?.length, 2, 'what has not changed is printed once');
    assert.doesNotMatch(stderr, /mistake|Cancelled/);
  });
}

test('it ends with the program that reads it, and needs none', async () => {
  const folder = makeFolder({
    'container-configs.yaml': configsOn(installId, { cpu: exampleContext }),
    'own/code-env.yaml': env,
  });
  const isUnknown = ({ images }: Status) => images[0]?.state === 'unknown';
  const alone = new Watch(startCli(json, { folder }));
  await alone.until(isUnknown);
  const watch = new Watch(startCli(json, { folder, input: 'pipe' }));
  await watch.until(isUnknown);
  watch.running.process.stdin?.end();
  assert.equal((await watch.running.ended).code, 130);
  assert.equal(alone.running.process.exitCode, null);
  assert.equal(await alone.end(), 130);
});

test('an engine that goes away and comes back', async t => {
  if (typeof engine === 'string') return t.skip(engine);
  const first = await startOldestEngine(line => console.error(line));
  if ('unavailable' in first) {
    return t.skip(first.unavailable);
  }
  t.after(() => first.stop());
  const instance = RealInstance.ofExamples({ ...engine, dockerHost: first.dockerHost }, 'engine');
  instance.remove('envs');
  instance.write('own/code-env.yaml', env);
  const watch = new Watch(instance.start(json));
  await watch.until(({ images }) => images[0]?.state === 'missing');
  await first.stop();
  const { images } = await watch.until(({ images }) => images[0]?.state === 'unknown');
  assert.match(images[0]?.reasons[0] ?? '', /No container engine can be reached|went away/);
  const again = await startOldestEngine(() => {});
  assert.ok(!('unavailable' in again));
  t.after(() => again.stop());
  await watch.until(({ images }) => images[0]?.state === 'missing');
  assert.equal(await watch.end(), 130);
});
