// Workloads of every type, run on a real engine in the images that were built for them.
import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { suite, test } from 'node:test';
import { program } from '../../cli/program.ts';
import { startCutProxy } from '../engine/cut-proxy.ts';
import { addNotebookEnvs, notebook, workloads } from './notebooks.ts';
import { type CliEngine, openCliEngine, RealInstance } from './real-instance.ts';
import { runCli } from './run-cli.ts';

const engine = await openCliEngine();
if (typeof engine === 'string') test('a real engine', t => t.skip(engine));
else testRuns(engine);

function testRuns(real: CliEngine): void {
  const instance = RealInstance.ofExamples(real, 'run');
  addNotebookEnvs(instance.folder);
  instance.change(
    'container-configs.yaml',
    '\nexecutionConfigs:\n',
    `
executionConfigs:
  - name: small
    type: DOCKER
    usableBy: ALL
    baseImage: company/exec-base:dss-14.3.2
    dockerNetwork: none
    dockerResources: [{ key: memory, value: 64m }, { key: cpus, value: '0.5' }]
  - name: graphics
    type: DOCKER
    usableBy: ALL
    baseImage: company/exec-base:dss-14.3.2
    dockerResources: [{ key: gpus, value: all }]
`,
  );
  instance.change('envs/sentiment/code-env.yaml', '[cpu]', '[cpu, small, graphics]');
  instance.write(
    'workloads.yaml',
    `${readFileSync(join(instance.folder, 'workloads.yaml'), 'utf8')}${workloads([
      { name: 'seen', type: 'PYTHON_RECIPE', file: 'recipes/seen.py', env: 'sentiment', config: 'small' },
      {
        name: 'py-note',
        type: 'PYTHON_NOTEBOOK',
        file: 'notebooks/ok.ipynb',
        env: 'lab',
        config: 'notebooks',
      },
      {
        name: 'py-bad',
        type: 'PYTHON_NOTEBOOK',
        file: 'notebooks/bad.ipynb',
        env: 'lab',
        config: 'notebooks',
      },
      {
        name: 'py-dies',
        type: 'PYTHON_NOTEBOOK',
        file: 'notebooks/dies.ipynb',
        env: 'lab',
        config: 'notebooks',
      },
      { name: 'r-note', type: 'R_NOTEBOOK', file: 'notebooks/r.ipynb', env: 'rlab', config: 'notebooks' },
      { name: 'lost', type: 'PYTHON_RECIPE', file: 'recipes/lost.py', env: 'sentiment', config: 'cpu' },
      {
        name: 'elsewhere',
        type: 'PYTHON_RECIPE',
        file: 'recipes/seen.py',
        env: 'sentiment',
        config: 'plots',
      },
    ])}`,
  );
  const recipe = (text: string) => instance.write('recipes/seen.py', text);
  const output = (path: string) => readFileSync(join(instance.folder, 'outputs', path), 'utf8');
  const listOwn = async () =>
    (await real.engine.listContainers()).filter(({ labels }) => labels['io.code-envs.run'] === 'seen');

  test('an image that is missing: nothing runs, until it is built by --build', async () => {
    const { code, stdout, stderr } = await instance.run('run', 'score-churn');
    assert.deepEqual([code, stdout], [1, '']);
    assert.match(stderr, /^The image of churn for cpu is missing: .*score-churn was not run\. Say --build /);
    const built = await instance.start(['run', 'score-churn', '--build']).ended;
    assert.equal(built.code, 0, built.stderr);
    // What the build says is not on standard output.
    assert.match(
      built.stdout,
      /^name last_order {2}churn\n[\s\S]*\nScored with \/opt\/dataiku\/code-env\/bin\/python, Python 3\./,
    );
  });

  suite('by type', () => {
    test('the images of all of them are built', async () => {
      const { code, stderr } = await instance.run('build', '--base-images');
      assert.equal(code, 0, stderr);
    });

    test('a Python recipe: image, interpreter, resources, variables, limits, arguments', async () => {
      recipe(`import glob, json, os, sys
print(json.dumps({
  "python": sys.executable, "arguments": sys.argv[1:], "folder": os.getcwd(),
  "words": json.load(open(os.environ["SENTIMENT_WORDS"] + "/words.json"))["great"],
  "variables": {name: value for name, value in os.environ.items() if name.startswith(("DKU_", "CODE_ENVS_"))},
  "network": os.listdir("/sys/class/net"),
  "memory": [int(open(path).read()) for path in glob.glob("/sys/fs/cgroup/memory.max") + glob.glob("/sys/fs/cgroup/memory/memory.limit_in_bytes")],
}))
print("told", file=sys.stderr)
open("result.txt", "w").write("comes back")
try:
  open("/project/new", "w")
except OSError as error:
  print(error.strerror)
`);
      const { code, stdout, stderr } = await instance.run('run', 'seen', '--', '--fast', 'a b', '--');
      assert.equal(code, 0, stderr);
      const [seen = '', refused] = stdout.split('\n');
      assert.deepEqual(JSON.parse(seen), {
        python: '/opt/dataiku/code-env/bin/python',
        arguments: ['--fast', 'a b', '--'],
        folder: '/output',
        words: 2,
        variables: {
          DKU_CONTAINER_EXEC: '1',
          DKU_CONTAINER_EXEC_NAME: 'small',
          DKU_CODE_ENV_NAME: 'sentiment',
          CODE_ENVS_PROJECT_FOLDER: '/project',
        },
        network: ['lo'],
        memory: [64 * 1024 ** 2],
      });
      assert.equal(refused, 'Read-only file system');
      assert.match(
        stderr,
        /^seen runs in code-envs\/\S+\/sentiment:\S+\. What it writes comes to outputs\/seen\.\ntold\nseen ended well after \d+ s\.\n$/,
      );
      assert.equal(output('seen/result.txt'), 'comes back');
    });

    test('an R recipe, two models, side by side: each line has its name', async () => {
      const { code, stdout, stderr } = await instance.run(
        'run',
        'forecast-orders',
        'train-churn',
        'train-network',
      );
      assert.equal(code, 0, stderr);
      assert.match(
        stdout,
        /^forecast-orders \| Forecast with companyforecast 2\.1\.0 of \/opt\/dataiku\/code-env\/library/m,
      );
      assert.match(stdout, /^train-churn \| step 500: error /m);
      assert.match(stdout, /^train-network \| Answers: 0 1 1 0 with NumPy \S+ of \/opt\/dataiku\/code-env$/m);
      assert.doesNotMatch(stdout, /^(?!forecast-orders|train-churn|train-network).+$/m);
      assert.equal(
        stderr.match(/^(forecast-orders|train-churn|train-network) ended well after \d+ s\.$/gm)?.length,
        3,
      );
      assert.equal(output('forecast-orders/forecast.csv'), '"quarter","orders"\n1,130\n2,90\n3,130\n');
      assert.ok(JSON.parse(output('train-churn/model/model.json')).months_since_last_order > 0);
      assert.ok(existsSync(join(instance.folder, 'outputs/train-network/model/weights.npz')));
    });

    test('a Python notebook and an R notebook, by the kernels of their code envs', async () => {
      const code = 'import sys, os\nprint(sys.prefix, os.environ["DKU_CODE_ENV_NAME"])\n1 + 1';
      instance.write('notebooks/ok.ipynb', notebook(['# A title'], [code, '', 'import beside\nbeside.told']));
      instance.write('notebooks/beside.py', 'told = "from beside"\n');
      const python = await instance.run('run', 'py-note');
      assert.equal(python.code, 0, python.stderr);
      assert.equal(python.stdout, "/opt/dataiku/code-env lab\n2\n'from beside'\n");
      const { cells } = JSON.parse(output('py-note/ok.ipynb'));
      assert.deepEqual(
        cells.map(({ outputs }: { outputs?: { output_type: string }[] }) => outputs?.map(o => o.output_type)),
        [undefined, ['stream', 'execute_result'], [], ['execute_result']],
      );
      assert.deepEqual(cells[1].outputs[1], {
        output_type: 'execute_result',
        data: { 'text/plain': '2' },
        metadata: {},
        execution_count: 1,
      });

      instance.write(
        'notebooks/r.ipynb',
        notebook([], ['cat(R.version$language, .libPaths()[1])', 'sum(1:4)']),
      );
      const r = await instance.run('run', 'notebooks/r.ipynb');
      assert.equal(r.code, 0, r.stderr);
      assert.equal(r.stdout, 'R /opt/dataiku/code-env/library[1] 10\n');
      assert.equal(JSON.parse(output('r-note/r.ipynb')).cells[1].outputs[0].data['text/plain'], '[1] 10');
    });

    test('a cell that fails is named, its outputs are kept, and no other is executed', async () => {
      instance.write(
        'notebooks/bad.ipynb',
        notebook(['Text'], ['print("before")', '1 / 0', 'print("never")']),
      );
      const { code, stdout, stderr } = await instance.run('run', 'py-bad');
      assert.deepEqual([code, stdout], [1, 'before\n']);
      assert.match(
        stderr,
        /\nZeroDivisionError: division by zero\nCell 3 failed: ZeroDivisionError: division by zero\n/,
      );
      const { cells } = JSON.parse(output('py-bad/bad.ipynb'));
      assert.deepEqual(
        cells.slice(1).map(({ outputs }: { outputs: object[] }) => outputs.length),
        [1, 1, 0],
      );
      assert.equal(cells[2].outputs[0].ename, 'ZeroDivisionError');
    });

    test('a kernel that dies does not keep the run', async () => {
      instance.write('notebooks/dies.ipynb', notebook([], ['import os\nos._exit(3)']));
      const { code, stderr } = await instance.run('run', 'py-dies');
      assert.equal(code, 1);
      assert.match(stderr, /^Cell 1 failed: the kernel died with exit code 3\.$/m);
    });
  });

  suite('what goes wrong', () => {
    test('the exit code is that of the script', async () => {
      recipe('import sys\nsys.exit(42)');
      const { code, stderr } = await instance.run('run', 'seen');
      assert.equal(code, 42);
      assert.match(stderr, /^seen ended with exit code 42 after \d+ s\.$/m);
    });

    test('names: none, unknown, arguments for two', async () => {
      const cases = [
        [['run'], /missing required argument 'workload'/],
        [['run', '--', 'x'], /Name the workload to run/],
        [['run', 'nobody'], /No workload here is called nobody\. Workloads here: score-churn, /],
        [
          ['run', 'recipes/seen.py'],
          /Several workloads are recipes\/seen\.py: seen of workloads\.yaml, elsewhere/,
        ],
        [['run', 'seen', 'lost', '--', 'x'], /Arguments behind -- are for one workload/],
        [
          ['run', 'seen', '--config', 'cpy'],
          /No container configuration here is called cpy\. Did you mean cpu\?/,
        ],
      ] as const;
      for (const [words, message] of cases) {
        const { code, stderr } = await runCli(words, { folder: instance.folder });
        assert.equal(code, 2, stderr);
        assert.match(stderr, message);
      }
    });

    test('what a rule or the plan refuses needs no engine', async () => {
      const cases = [
        [
          ['lost'],
          /^workloads\.yaml:\d+:\d+: error: There is no file recipes\/lost\.py .*\[workload-file-exists\]$/m,
        ],
        [
          ['elsewhere'],
          /^workloads\.yaml:\d+:\d+: error: plots is not selected .*\[workload-image-selected\]$/m,
        ],
        [
          ['seen', '--config', 'plots'],
          /^seen cannot be run: there is no image of its code env sentiment for plots/,
        ],
      ] as const;
      for (const [words, message] of cases) {
        const { code, stdout, stderr } = await runCli(['run', ...words], { folder: instance.folder });
        assert.deepEqual([code, stdout], [1, ''], stderr);
        assert.match(stderr, message);
      }
    });

    test('too little memory, and GPUs that the engine does not have', async () => {
      recipe('x = bytearray(10**9)');
      const hungry = await instance.run('run', 'seen');
      assert.equal(hungry.code, 1);
      assert.match(
        hungry.stderr,
        /^seen ran out of memory: small allows 64 MB\. Raise memory in its dockerResources/m,
      );
      const gpus = await instance.run('run', 'seen', '--config', 'graphics');
      assert.equal(gpus.code, 3);
      assert.match(gpus.stderr, /^The engine has no GPU runtime\. Install /m);
    });

    test('10 MB of output', async () => {
      recipe('import sys\nfor i in range(100_000): print(i, "ü" * 50)\nprint("end", file=sys.stderr)');
      const { code, stdout, stderr } = await instance.run('run', 'seen');
      assert.deepEqual([code, stdout.length, stdout.split('\n').length], [0, 5_688_890, 100_001]);
      assert.match(stderr, /^end$/m);
    });

    test('Ctrl-C: SIGTERM, then the end in any case, and nothing stays', async () => {
      for (const [signals, last] of [
        ['signal.signal(signal.SIGTERM, lambda *_: (print("tidied"), sys.exit()))', 'begun\ntidied\n'],
        ['signal.signal(signal.SIGTERM, signal.SIG_IGN)', 'begun\n'],
      ]) {
        recipe(
          `import signal, sys, time\n${signals}\nprint("begun")\nprint("now", file=sys.stderr)\ntime.sleep(600)`,
        );
        const running = instance.start(['run', 'seen']);
        await running.said(/^now$/m);
        running.process.kill('SIGINT');
        const { code, stdout, stderr } = await running.ended;
        assert.deepEqual([code, stdout], [130, last], stderr);
        assert.match(stderr, /^Cancelled\.$/m);
        assert.deepEqual(await listOwn(), []);
      }
    });

    test('after a kill, the next run removes what was left', async () => {
      recipe('import sys, time\nprint("now", file=sys.stderr)\ntime.sleep(600)');
      const running = instance.start(['run', 'seen']);
      await running.said(/^now$/m);
      running.process.kill('SIGKILL');
      await running.ended;
      assert.equal((await listOwn()).length, 1);
      recipe('');
      assert.equal((await instance.run('run', 'seen')).code, 0);
      assert.deepEqual(await listOwn(), []);
    });

    test('an engine that goes away in the middle', async () => {
      recipe('import sys, time\nprint("now", file=sys.stderr)\ntime.sleep(600)');
      const proxy = await startCutProxy(real.dockerHost);
      const running = instance.start(['run', 'seen'], { DOCKER_HOST: proxy.dockerHost });
      await running.said(/^now$/m);
      proxy.cut();
      const { code, stderr } = await running.ended;
      assert.equal(code, 3);
      assert.match(stderr, /^The engine went away while running /m);
      proxy.close();
      for (const { id } of await listOwn()) await real.engine.removeContainer(id);
    });
  });

  test('an image that is stale: not without asking', async () => {
    recipe('print("ran")');
    instance.write('envs/sentiment/spec/requirements.txt', 'company-text>=0.4\n');
    const { code, stdout, stderr } = await instance.run('run', 'seen');
    assert.deepEqual([code, stdout], [1, '']);
    assert.match(
      stderr,
      /^The image of sentiment for small is stale: \+? ?company-[\s\S]*seen was not run\. Say --build /,
    );

    const answer = async (text: string) => {
      let written = '';
      const logged: string[] = [];
      const before = process.env['DOCKER_HOST'];
      process.env['DOCKER_HOST'] = real.dockerHost;
      const code = await program(['run', 'seen'], {
        folder: instance.folder,
        write: text => {
          written += text;
        },
        log: line => void logged.push(line),
        draw() {},
        interactive: false,
        signal: new AbortController().signal,
        ask: async question => {
          logged.push(question);
          return text;
        },
      });
      if (before === undefined) delete process.env['DOCKER_HOST'];
      else process.env['DOCKER_HOST'] = before;
      return { code, written, logged: logged.join('\n') };
    };
    const cancelled = await answer('');
    assert.deepEqual([cancelled.code, cancelled.written], [130, '']);
    assert.match(cancelled.logged, /is stale: .*\. \[b\]uild first, \[r\]un it as it is, \[c\]ancel\? $/);
    assert.deepEqual((({ code, written }) => [code, written])(await answer('r')), [0, 'ran\n']);
    const asItIs = await instance.run('run', 'seen', '--stale');
    assert.deepEqual([asItIs.code, asItIs.stdout], [0, 'ran\n']);
    assert.match(asItIs.stderr, /^The image of sentiment for small is stale: /);
    assert.equal((await instance.run('run', 'seen', '--stale', '--build')).code, 2);
    const built = await answer('b');
    assert.deepEqual([built.code, built.written], [0, 'ran\n'], built.logged);
    assert.equal((await instance.run('run', 'seen')).stdout, 'ran\n');
  });
}
