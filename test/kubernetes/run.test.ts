// Workloads as Jobs. The cluster is a stand-in (./stand-in.ts); its registry and the engine below its node are real.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { suite, test } from 'node:test';
import { parse } from 'yaml';
import { workloads } from '../cli/notebooks.ts';
import { type CliEngine, installId, RealInstance } from '../cli/real-instance.ts';
import { testWithRegistries } from '../cli/with-registries.ts';
import { login, type RealRegistry } from '../engine/real-registry.ts';
import { problemsOf } from './manifest-check.ts';
import { StandIn, type StandInOptions } from './stand-in.ts';

await testWithRegistries((engine, { open, closed }) => testJobs(engine, open, closed));

function testJobs(real: CliEngine, open: RealRegistry, closed: RealRegistry): void {
  const instance = RealInstance.ofExamples(real, 'jobs');
  const config = (name: string, more: string) =>
    `  - { name: ${name}, type: KUBERNETES, usableBy: ALL, baseImage: "company/exec-base:dss-14.3.2", ${more} }\n`;
  const own = { namespace: 'kubernetesNamespace: dss', registry: `repositoryURL: "${open.host}/dss"` };
  const tiny = (name: string, more: string) =>
    `  - { name: ${name}, type: KUBERNETES, usableBy: ALL, baseImage: "${installId}/jobs-tiny:dss-14.3.2", kubernetesNamespace: dss, repositoryURL: ${closed.host}/${name}, ${more} }\n`;
  const elsewhere = [
    config(
      'cluster',
      `${own.namespace}, ${own.registry}, kubernetesResources: { memLimitMB: 256, cpuLimit: 1, cpuRequest: 0.1 }`,
    ),
    config('small', `${own.namespace}, ${own.registry}, kubernetesResources: { memLimitMB: 48 }`),
    config(
      'gpus',
      `${own.namespace}, ${own.registry}, kubernetesResources: { customLimits: [{ key: nvidia.com/gpu, value: "1" }] }`,
    ),
    config(
      'fast',
      `${own.namespace}, ${own.registry}, nodeSelector: { disk: ssd }, imagePullSecrets: [registry]`,
    ),
    config('forbidden', `kubernetesNamespace: forbidden, ${own.registry}`),
    config('nowhere', `kubernetesNamespace: nowhere, ${own.registry}`),
    tiny('closed', 'imagePullSecrets: [registry]'),
    tiny('secretless', ''),
    config('local', own.namespace),
    config('new', 'kubernetesNamespace: dssns-new, createNamespace: true'),
  ];
  instance.change(
    'container-configs.yaml',
    '\nexecutionConfigs:\n',
    `  - { tag: "${installId}/jobs-tiny:dss-14.3.2", context: base-images/tiny }\n\nexecutionConfigs:\n${elsewhere.join('')}`,
  );
  // An R that only says so: what is pushed to registries is small.
  instance.write(
    'base-images/tiny/Dockerfile',
    "FROM debian:bookworm-slim\nRUN printf '#!/bin/sh\\necho ran\\n' > /usr/bin/Rscript && chmod +x /usr/bin/Rscript\n",
  );
  instance.write(
    'envs/tiny/code-env.yaml',
    'envLang: R\ndeploymentMode: DESIGN_MANAGED\ninstallCorePackages: false\ncontainerConfs: [closed, secretless]\n',
  );
  instance.change(
    'envs/churn/code-env.yaml',
    'allContainerConfs: true',
    'containerConfs: [cpu, cluster, small, gpus, fast, forbidden, nowhere, local, new]',
  );
  instance.change('envs/forecast/code-env.yaml', 'containerConfs:\n', 'containerConfs:\n  - cluster\n');
  instance.write(
    'workloads.yaml',
    `${readFileSync(join(instance.folder, 'workloads.yaml'), 'utf8')}${workloads([
      { name: 'Seen it', type: 'PYTHON_RECIPE', file: 'recipes/seen.py', env: 'churn', config: 'cluster' },
      { name: 'tiny', type: 'R_RECIPE', file: 'recipes/forecast_orders.R', env: 'tiny', config: 'closed' },
    ])}`,
  );
  instance.write(
    'docker/config.json',
    JSON.stringify({ auths: { [closed.host]: { auth: Buffer.from(login).toString('base64') } } }),
  );
  const [username = '', ...rest] = login.split(':');
  const secrets = { registry: { username, password: rest.join(':') } };
  const recipe = (text: string) => instance.write('recipes/seen.py', text);
  recipe('');
  const output = (path: string) => readFileSync(join(instance.folder, 'outputs', path), 'utf8');
  const environment = (cluster: StandIn) => ({
    KUBECONFIG: cluster.kubeconfig,
    DOCKER_CONFIG: join(instance.folder, 'docker'),
  });
  /** A cluster for the tests of a suite. */
  const onCluster = async (options: StandInOptions, use: (cluster: StandIn) => Promise<void>) => {
    const cluster = await StandIn.start(real.dockerHost, { secrets, ...options });
    try {
      await use(cluster);
    } finally {
      await cluster.stop();
    }
  };
  /** Starts a run whose recipe says `begun`, and waits for that. */
  const begun = async (cluster: StandIn) => {
    const running = instance.start(['run', 'Seen it', '--build'], environment(cluster));
    await new Promise<void>((resolve, reject) => {
      let told = '';
      running.process.stdout?.on('data', text => {
        told += text;
        if (told.includes('begun')) resolve();
      });
      running.ended.then(({ stderr }) => reject(new Error(stderr)), reject);
    });
    return running;
  };
  const run = (cluster: StandIn, ...words: string[]) =>
    instance.start(['run', ...words], environment(cluster)).ended;

  test('--dry-run prints a Job that an API server takes, and what docker run would be', async () => {
    for (const name of ['cluster', 'gpus', 'fast']) {
      const { code, stdout } = await instance.start(['run', 'Seen it', '--config', name, '--dry-run']).ended;
      assert.equal(code, 0);
      const job = parse(stdout);
      assert.deepEqual(problemsOf(job), []);
      assert.match(job.metadata.name, /^seen-it-[0-9a-f]{6}$/);
      assert.equal(job.metadata.namespace, 'dss');
    }
    const fast = parse(
      (await instance.start(['run', 'Seen it', '--config', 'fast', '--dry-run']).ended).stdout,
    ).spec.template.spec;
    assert.deepEqual([fast.nodeSelector, fast.imagePullSecrets], [{ disk: 'ssd' }, [{ name: 'registry' }]]);
    const docker = await instance.start(['run', 'score-churn', '--dry-run']).ended;
    assert.match(
      docker.stdout,
      /^docker run --rm \\\n {2}--env DKU_CONTAINER_EXEC=1 [\s\S]*--entrypoint sh \\\n {2}code-envs\//,
    );
  });

  test('the check of manifests can fail', async () => {
    const { stdout } = await instance.start(['run', 'Seen it', '--dry-run']).ended;
    const broken = (from: string | RegExp, to: string) => {
      const text = stdout.replace(from, to);
      assert.notEqual(text, stdout);
      return problemsOf(parse(text)).join();
    };
    assert.match(broken('backoffLimit:', 'backOffLimit:'), /job\.spec\.backOffLimit is unknown/);
    assert.match(broken('backoffLimit: 0', 'backoffLimit: no'), /job\.spec\.backoffLimit is no number/);
    assert.match(broken('name: seen-it-', 'name: Seen-it-'), /the name Seen-it-\S+ is no label/);
    assert.match(broken('managed-by: code-envs', 'managed-by: b/c'), /b\/c is no value of a label/);
    assert.match(broken('- name: project\n', '- name: x\n'), /mounts x, which is no volume/);
    assert.match(broken('cpu: "0.1"', 'cpu: "2"'), /asks for more cpu/);
    assert.notEqual(broken('memory: 256Mi', 'memory: 4 gigs'), '');
    assert.notEqual(broken(/template:[\s\S]*/, ''), '');
  });

  test('the image is built, pushed and run: what it sees, what it gives back, and nothing stays', () =>
    onCluster({}, async cluster => {
      recipe(`import json, os, sys
print(json.dumps({"python": sys.executable, "arguments": sys.argv[1:], "folder": os.getcwd(), "project": sorted(os.listdir("/project")),
  "variables": {name: value for name, value in os.environ.items() if name.startswith(("DKU_", "CODE_ENVS_"))},
  "before": sorted(os.listdir("."))}))
open("result.txt", "w").write("comes back")
os.makedirs("deep/er", exist_ok=True)
open("deep/er/file", "wb").write(b"\\0" * 3_000_000)
os.symlink("result.txt", "link") if not os.path.exists("link") else None
try:
  open("/project/new", "w")
except OSError as error:
  print(error.strerror)
`);
      const { code, stdout, stderr } = await run(cluster, 'Seen it', '--build', '--', '--fast', 'a b');
      assert.equal(code, 0, stderr);
      const [seen = '', refused] = stdout.split('\n');
      assert.deepEqual(JSON.parse(seen), {
        python: '/opt/dataiku/code-env/bin/python',
        arguments: ['--fast', 'a b'],
        folder: '/output',
        project: [
          'base-images',
          'container-configs.yaml',
          'docker',
          'envs',
          'models',
          'recipes',
          'workloads.yaml',
        ],
        variables: {
          DKU_CONTAINER_EXEC: '1',
          DKU_CONTAINER_EXEC_NAME: 'cluster',
          DKU_CODE_ENV_NAME: 'churn',
          CODE_ENVS_PROJECT_FOLDER: '/project',
        },
        before: [],
      });
      assert.equal(refused, 'Read-only file system');
      assert.match(
        stderr,
        /^Seen it runs as the Job dss\/seen-it-[0-9a-f]{6} in 127\.0\.0\.1:\d+\/dss\/\S+@sha256:[0-9a-f]{64}, on the cluster stand-in at https:\S+\. What it writes comes to outputs\/Seen-it\.$/m,
      );
      assert.equal(output('Seen-it/result.txt'), 'comes back');
      assert.equal(output('Seen-it/link'), 'comes back');
      assert.equal(output('Seen-it/deep/er/file').length, 3_000_000);
      assert.deepEqual(cluster.jobs, []);

      const again = await run(cluster, 'Seen it');
      assert.equal(again.code, 0, again.stderr);
      assert.deepEqual(JSON.parse(again.stdout.split('\n')[0] ?? '').before, ['deep', 'link', 'result.txt']);
      assert.doesNotMatch(again.stderr, /push/);
    }));

  test('a cluster of before 1.30; an R recipe, a model and a container of the engine side by side', () =>
    onCluster({ streams: 'v4' }, async cluster => {
      const built = await instance.start(['build', '--config', 'cluster', '--push'], environment(cluster))
        .ended;
      assert.equal(built.code, 0, built.stderr);
      const jobs = await run(
        cluster,
        'forecast-orders',
        'train-churn',
        'train-network',
        '--config',
        'cluster',
      );
      assert.equal(jobs.code, 0, jobs.stderr);
      assert.match(
        jobs.stdout,
        /^forecast-orders \| Forecast with companyforecast 2\.1\.0 of \/opt\/dataiku\/code-env\/library/m,
      );
      assert.match(
        jobs.stdout,
        /^train-network \| Answers: 0 1 1 0 with NumPy \S+ of \/opt\/dataiku\/code-env$/m,
      );
      assert.ok(JSON.parse(output('train-churn/model/model.json')).months_since_last_order > 0);
      assert.equal(cluster.made.length, 3);
      recipe('print("of the cluster")');
      const mixed = await run(cluster, 'score-churn', 'Seen it', '--build');
      assert.equal(mixed.code, 0, mixed.stderr);
      assert.match(mixed.stdout, /^score-churn \| name last_order {2}churn$/m);
      assert.match(mixed.stdout, /^Seen it \| of the cluster$/m);
      assert.equal(cluster.made.length, 4);
    }));

  suite('what goes wrong in the Job', () => {
    test('its exit code, and what it wrote until then; too little memory', () =>
      onCluster({}, async cluster => {
        recipe('import sys\nopen("partial", "w").write("kept")\nsys.exit(42)');
        const { code, stderr } = await run(cluster, 'Seen it');
        assert.equal(code, 42, stderr);
        assert.match(stderr, /^Seen it ended with exit code 42 after \d+ s\.$/m);
        assert.equal(output('Seen-it/partial'), 'kept');
        recipe('x = bytearray(10**9)');
        const hungry = await run(cluster, 'Seen it', '--config', 'small', '--build');
        assert.equal(hungry.code, 1, hungry.stderr);
        assert.match(hungry.stderr, /^Seen it ran out of memory: small allows 48Mi\. Raise memLimitMB /m);
      }));

    test('10 MB of output, through logs whose connections break', () =>
      onCluster({}, async cluster => {
        cluster.logsToCut = 2;
        recipe(
          'import time\nfor i in range(100_000):\n  print(i, "ü" * 50)\n  if i % 20_000 == 0: time.sleep(0.5)',
        );
        const { code, stdout, stderr } = await run(cluster, 'Seen it');
        assert.equal(code, 0, stderr);
        assert.equal(cluster.logsToCut, 0);
        const numbers = stdout
          .trimEnd()
          .split('\n')
          .map(line => Number(line.split(' ')[0]));
        assert.deepEqual([numbers.length, numbers.every((number, i) => number === i)], [100_000, true]);
      }));

    test('Ctrl-C: SIGTERM, then the end in any case, and nothing stays', () =>
      onCluster({}, async cluster => {
        for (const [signals, last] of [
          ['signal.signal(signal.SIGTERM, lambda *_: (print("tidied"), sys.exit()))', 'begun\ntidied\n'],
          ['signal.signal(signal.SIGTERM, signal.SIG_IGN)', 'begun\n'],
        ]) {
          recipe(`import signal, sys, time\n${signals}\nprint("begun")\ntime.sleep(600)`);
          const running = await begun(cluster);
          running.process.kill('SIGINT');
          const { code, stdout, stderr } = await running.ended;
          assert.deepEqual([code, stdout], [130, last], stderr);
          assert.match(stderr, /^Cancelled\.$/m);
          assert.deepEqual(cluster.jobs, []);
        }
      }));

    test('no node for it: why is told, and it waits until somebody cancels', () =>
      onCluster({}, async cluster => {
        recipe('');
        const built = await instance.start(['build', 'churn'], environment(cluster)).ended;
        assert.equal(built.code, 0, built.stderr);
        for (const [config, why] of [
          ['gpus', /^Seen it waits: 0\/1 nodes are available: 1 Insufficient nvidia\.com\/gpu\.$/m],
          ['fast', /^Seen it waits: 0\/1 nodes are available: 1 node\(s\) didn't match /m],
        ] as const) {
          const running = instance.start(['run', 'Seen it', '--config', config], environment(cluster));
          await running.said(why);
          running.process.kill('SIGINT');
          assert.equal((await running.ended).code, 130);
          assert.deepEqual(cluster.jobs, []);
        }
      }));

    test('a node that fits, a registry with a password, and one whose password nobody gave', () =>
      onCluster({ labels: { disk: 'ssd' }, resources: { 'nvidia.com/gpu': 1 } }, async cluster => {
        recipe('print("ran")');
        for (const config of ['gpus', 'fast']) {
          const ran = await run(cluster, 'Seen it', '--config', config, '--build');
          assert.deepEqual([ran.code, ran.stdout], [0, 'ran\n'], ran.stderr);
        }
        // `--build` builds no base image.
        const built = await instance.start(
          ['build', '--base-images', '--config', 'closed'],
          environment(cluster),
        ).ended;
        assert.equal(built.code, 0, built.stderr);
        const closed = await run(cluster, 'tiny');
        assert.deepEqual([closed.code, closed.stdout], [0, 'ran\n'], closed.stderr);
        const refused = await run(cluster, 'tiny', '--config', 'secretless', '--build');
        assert.equal(refused.code, 3, refused.stderr);
        assert.match(
          refused.stderr,
          /^The cluster cannot pull the image \S+ \(ImagePullBackOff: .*\)\. Its nodes must reach the registry, and private ones need imagePullSecrets\.$/m,
        );
      }));

    test('a pod that somebody removes; Jobs of killed runs are removed, those of others not', () =>
      onCluster({}, async cluster => {
        recipe('import time\nprint("begun")\ntime.sleep(600)');
        const running = await begun(cluster);
        running.process.kill('SIGKILL');
        await running.ended;
        const [left] = cluster.jobs;
        assert.ok(left);
        await cluster.add({
          ...left,
          metadata: {
            ...left.metadata,
            name: 'of-another',
            annotations: { 'io.code-envs.run.by': 'elsewhere/1' },
          },
        });
        recipe('print("ran")');
        const { code, stderr } = await run(cluster, 'Seen it');
        assert.equal(code, 0, stderr);
        assert.deepEqual(
          cluster.jobs.map(({ metadata }) => metadata?.name),
          ['of-another'],
        );
      }));

    test('a cluster that goes away in the middle', () =>
      onCluster({}, async cluster => {
        recipe('import time\nprint("begun")\ntime.sleep(600)');
        const running = await begun(cluster);
        cluster.cut();
        const { code, stderr } = await running.ended;
        assert.equal(code, 3, stderr);
        assert.match(stderr, /^The cluster stand-in at \S+ went away\. See whether it still answers, /m);
      }));
  });

  suite('what is refused', () => {
    test('by the cluster', () =>
      onCluster({}, async cluster => {
        recipe('');
        const built = await instance.start(['build', 'churn'], environment(cluster)).ended;
        assert.equal(built.code, 0, built.stderr);
        const refused = async (message: RegExp, ...words: string[]) => {
          const { code, stderr } = await run(cluster, 'Seen it', ...words);
          assert.equal(code, 3, stderr);
          assert.match(stderr, message);
          assert.doesNotMatch(stderr, /\n {4}at /);
        };
        await refused(
          /^The cluster stand-in at \S+ failed at making the Job forbidden\/seen-it-\S+: jobs\.batch is forbidden: .* Ask for that right/m,
          '--config',
          'forbidden',
        );
        await refused(
          /namespaces "nowhere" not found\. Make it first, or correct kubernetesNamespace\.$/m,
          '--config',
          'nowhere',
        );
        const [server] = /https:\S+/.exec(readFileSync(cluster.kubeconfig, 'utf8')) ?? [''];
        cluster.writeKubeconfig(server, 'wrong');
        await refused(/it does not know you\. Log in to it again\.$/m);
        cluster.writeKubeconfig('https://127.0.0.1:1');
        await refused(
          /it does not answer \(.*ECONNREFUSED.*\)\. See whether it runs, or choose another context\.$/m,
        );
      }));

    test('without a kubeconfig, and with one that is broken', async () => {
      const refused = async (kubeconfig: string, message: RegExp) => {
        const { code, stderr } = await instance.start(['run', 'Seen it'], {
          HOME: instance.folder,
          KUBECONFIG: join(instance.folder, kubeconfig),
        }).ended;
        assert.equal(code, 3, stderr);
        assert.match(stderr, message);
      };
      await refused('nothing-here', /kubeconfig/);
      instance.write('broken', 'clusters: [');
      await refused('broken', /^The kubeconfig cannot be read: /m);
      instance.write('empty', 'apiVersion: v1\nkind: Config\n');
      await refused('empty', /^No Kubernetes cluster is configured: /m);
    });

    test('an image without a registry is that of the node; a namespace that is to be made', () =>
      onCluster({}, async cluster => {
        recipe('print("ran")');
        const { code, stdout, stderr } = await run(cluster, 'Seen it', '--config', 'local', '--build');
        assert.deepEqual([code, stdout], [0, 'ran\n'], stderr);
        assert.match(stderr, /has no registry: without a repositoryURL it must be on the node already/);
        const made = await run(cluster, 'Seen it', '--config', 'new');
        assert.deepEqual([made.code, made.stdout], [0, 'ran\n'], made.stderr);
        assert.deepEqual(cluster.namespaces.at(-1), 'dssns-new');
      }));
  });
}
