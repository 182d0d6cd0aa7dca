// Kernels for editors, on a real engine in the images that were built for them.
import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { setTimeout } from 'node:timers/promises';
import { KernelClient } from './kernel-client.ts';
import { addNotebookEnvs, notebook } from './notebooks.ts';
import { type CliEngine, openCliEngine, RealInstance } from './real-instance.ts';

const engine = await openCliEngine();
if (typeof engine === 'string') test('a real engine', t => t.skip(engine));
else testKernels(engine);

function testKernels(real: CliEngine): void {
  const instance = RealInstance.ofExamples(real, 'kernel');
  addNotebookEnvs(instance.folder);
  instance.write('notebooks/a.ipynb', notebook([], ['1']));
  instance.write('notebooks/beside.py', 'told = "from beside"\n');
  const start = (...words: readonly string[]) =>
    new KernelClient([...words, '--config', 'notebooks'], instance.folder, real.dockerHost);
  const python = async () => {
    const kernel = start('lab', 'notebooks/a.ipynb');
    assert.deepEqual(await kernel.next(), { ready: true });
    return kernel;
  };
  const kernels = async () =>
    JSON.parse((await instance.run('status', '--format', 'json')).stdout).kernels as {
      env: string;
      path: string;
      config: string;
      lang: string;
    }[];
  const containers = async () =>
    (await real.docker.listContainers({ all: true })).filter(({ Labels }) => 'io.code-envs.kernel' in Labels);
  const end = async (kernel: KernelClient) => {
    kernel.process.stdin?.end();
    assert.equal(await kernel.ended(), 0, kernel.stderr);
    assert.deepEqual(await containers(), []);
  };

  test('status names a kernel for each current image with Jupyter support', async () => {
    assert.deepEqual(await kernels(), []);
    const { code, stderr } = await instance.run('build', 'lab', 'rlab', 'sentiment', '--base-images');
    assert.equal(code, 0, stderr);
    assert.deepEqual(
      (await kernels()).map(({ env, path, config, lang }) => [env, path, config, lang]),
      [
        ['lab', 'envs/lab/code-env.yaml', 'notebooks', 'PYTHON'],
        ['rlab', 'envs/rlab/code-env.yaml', 'notebooks', 'R'],
      ],
    );
  });

  suite('a kernel', () => {
    test('runs cells in the image, with the project and the variables of a run', async () => {
      const kernel = await python();
      const seen = await kernel.execute(
        'import sys, os, beside\nx = 41\nprint(sys.prefix, os.environ["DKU_CODE_ENV_NAME"], beside.told, os.path.exists("/project/workloads.yaml"))',
      );
      assert.deepEqual(seen, [
        {
          output: {
            output_type: 'stream',
            name: 'stdout',
            text: '/opt/dataiku/code-env lab from beside True\n',
          },
        },
        { ended: 'ok', count: 1 },
      ]);
      const rich = await kernel.execute(
        'from IPython.display import HTML, display\nshown = display(HTML("<b>one</b>"), display_id=True)\nshown.update(HTML("<b>two</b>"))\nx + 1',
      );
      assert.equal(rich[0]?.output?.data?.['text/html'], '<b>one</b>');
      assert.equal(rich[1]?.update?.data?.['text/html'], '<b>two</b>');
      assert.equal(rich[1]?.display, rich[0]?.display);
      assert.deepEqual(rich[2]?.output, {
        output_type: 'execute_result',
        data: { 'text/plain': '42' },
        metadata: {},
        execution_count: 2,
      });
      await end(kernel);
    });

    test('tells an error with its traceback, and goes on', async () => {
      const kernel = await python();
      const failed = await kernel.execute('1 / 0');
      assert.equal(failed[0]?.output?.ename, 'ZeroDivisionError');
      assert.match(failed[0]?.output?.traceback?.join('\n') ?? '', /division by zero/);
      assert.deepEqual(failed.at(-1), { ended: 'error', count: 1 });
      assert.deepEqual((await kernel.execute('2')).at(-1), { ended: 'ok', count: 2 });
      await end(kernel);
    });

    test('asks, is interrupted, also while it waits for an answer', async () => {
      const kernel = start('lab', 'notebooks/a.ipynb');
      // Not begun yet, as the kernel starts.
      kernel.send({ execute: '0' });
      kernel.send({ interrupt: true });
      assert.deepEqual(await kernel.next(), { ended: 'error', count: null });
      assert.deepEqual(await kernel.next(), { ready: true });
      const asked = await kernel.execute('print("Hello", input("Name? "))', ({ ask }) => {
        if (ask !== undefined) kernel.send({ answer: 'Ada' });
      });
      assert.deepEqual(asked[0], { ask: 'Name? ', password: false });
      assert.equal(asked[1]?.output?.text, 'Hello Ada\n');
      // One that comes too late does no harm.
      kernel.send({ interrupt: true });
      for (const code of ['import time\nprint("now")\ntime.sleep(600)', 'input()']) {
        const interrupted = await kernel.execute(code, ({ output, ask }) => {
          if (output?.text || ask !== undefined) kernel.send({ interrupt: true });
        });
        assert.equal(interrupted.at(-2)?.output?.ename, 'KeyboardInterrupt');
      }
      // An interrupt that the cell catches is not the answer to what it asks then.
      const caught = await kernel.execute(
        'try:\n    print("now")\n    time.sleep(600)\nexcept KeyboardInterrupt:\n    print(input())',
        ({ output, ask }) => {
          if (output?.text?.startsWith('now')) kernel.send({ interrupt: true });
          if (ask !== undefined) kernel.send({ answer: 'Ada' });
        },
      );
      assert.equal(caught.at(-2)?.output?.text, 'Ada\n');
      assert.deepEqual((await kernel.execute('5')).at(-1), { ended: 'ok', count: 5 });
      await end(kernel);
    });

    test('that starts slowly waits for what it asks first', async () => {
      instance.write('notebooks/slow/a.ipynb', notebook([], ['1']));
      // Its folder is on the path of the kernel, which imports this as it starts.
      instance.write('notebooks/slow/sitecustomize.py', 'import time\ntime.sleep(3)\n');
      const kernel = start('lab', 'notebooks/slow/a.ipynb');
      assert.deepEqual(await kernel.next(), { ready: true });
      const asked = await kernel.execute('print(input())', ({ ask }) => {
        if (ask !== undefined) kernel.send({ answer: 'Ada' });
      });
      assert.equal(asked[1]?.output?.text, 'Ada\n');
      await end(kernel);
    });

    test('of R', async () => {
      const kernel = start('envs/rlab/code-env.yaml', 'notebooks/a.ipynb');
      assert.deepEqual(await kernel.next(), { ready: true });
      const seen = await kernel.execute('cat(R.version$language, .libPaths()[1])');
      assert.equal(seen[0]?.output?.text, 'R /opt/dataiku/code-env/library');
      await end(kernel);
    });
  });

  suite('an end', () => {
    test('of the kernel is told', async () => {
      const kernel = await python();
      await assert.rejects(kernel.execute('import os\nos._exit(3)'));
      assert.equal(await kernel.ended(), 1);
      assert.match(kernel.stderr, /^The kernel died with exit code 3\.$/m);
      assert.deepEqual(await containers(), []);
    });

    test('for want of memory is told as that', async () => {
      const limit = '    dockerNetwork: none\n    dockerResources: [{ key: memory, value: 256m }]\n';
      instance.change('container-configs.yaml', '    dockerNetwork: none\n', limit);
      const kernel = await python();
      await assert.rejects(kernel.execute('x = bytearray(10**9)'));
      assert.equal(await kernel.ended(), 1);
      assert.match(
        kernel.stderr,
        /^The kernel ran out of memory\. The container configuration notebooks says/m,
      );
    });

    test('of whoever speaks to it, however it comes, is that of the container', async () => {
      const kernel = await python();
      kernel.process.kill('SIGKILL');
      await kernel.ended();
      // Nobody is there to remove it; but it does not run.
      for (;;) {
        const [left] = await containers();
        if (left?.State === 'exited') break;
        assert.ok(left, 'somebody has removed it');
        await setTimeout(50);
      }
      await end(await python());
    });
  });

  test('what is no kernel says why', async () => {
    const cases = [
      [
        ['sentiment', 'notebooks/a.ipynb', '--config', 'cpu'],
        1,
        /has no Jupyter support\. Set installJupyterSupport/,
      ],
      [
        ['lab', 'notebooks/a.ipynb', '--config', 'cpu'],
        2,
        /lab has no image for the container configuration cpu/,
      ],
      [['lab', '../a.ipynb', '--config', 'notebooks'], 2, /The notebook is not below /],
    ] as const;
    for (const [words, code, message] of cases) {
      const ended = await instance.run('kernel', ...words);
      assert.equal(ended.code, code, ended.stderr);
      assert.match(ended.stderr, message);
    }
    instance.change('envs/lab/code-env.yaml', 'envSettings:', 'specPackageList: company-text\nenvSettings:');
    const stale = await instance.run('kernel', 'lab', 'notebooks/a.ipynb', '--config', 'notebooks');
    assert.equal(stale.code, 1);
    assert.match(stale.stderr, /^The image of lab for notebooks is stale: .*Build it: code-envs build lab$/m);
    assert.deepEqual(
      (await kernels()).map(({ env }) => env),
      ['rlab'],
    );
  });
}
