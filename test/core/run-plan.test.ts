import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import {
  type CodeEnvSubject,
  jobName,
  type Plan,
  Project,
  plan,
  planRun,
  runnableWorkloads,
} from '../../core/index.ts';
import { memoryTree } from './memory-tree.ts';

const configs = `dssVersion: 14.3.2
installId: farm
executionConfigs:
  - { name: cpu, type: DOCKER, baseImage: 'exec:1' }
  - { name: other, type: DOCKER, baseImage: 'exec:1' }
  - { name: cluster, type: KUBERNETES, baseImage: 'exec:1' }
`;
const env = (lang: string, more = '') =>
  `envLang: ${lang}\ndeploymentMode: DESIGN_MANAGED\ncontainerConfs: [cpu, cluster]\n${more}`;
const files = {
  '/w/container-configs.yaml': configs,
  '/w/envs/churn/code-env.yaml': env('PYTHON'),
  '/w/envs/lab/code-env.yaml': env('PYTHON', 'installJupyterSupport: true\n'),
  '/w/envs/rlab/code-env.yaml': env('R', 'installJupyterSupport: true\n'),
  '/w/envs/conda/code-env.yaml': env('PYTHON', 'conda: true\n'),
  '/w/envs/hand/code-env.yaml': 'envLang: PYTHON\ndeploymentMode: DESIGN_NON_MANAGED\n',
  '/w/work/run.py': '',
  '/w/work/run.R': '',
  '/w/work/sub/note.ipynb': '{}',
  '/w/outside.py': '',
};

interface Options {
  readonly env?: string;
  readonly type?: string;
  readonly file?: string;
  readonly config?: string;
  readonly container?: string;
  readonly tree?: Readonly<Record<string, string>>;
}

/** Plans the run of one workload: a Python recipe of churn on cpu, unless something else is said. */
function planned({
  env = '{ envMode: EXPLICIT_ENV, envName: churn }',
  type = 'PYTHON_RECIPE',
  file = 'run.py',
  config,
  container = '{ containerMode: EXPLICIT_CONTAINER, containerConf: cpu }',
  tree = {},
}: Options = {}) {
  const text = `workloads:\n  - { name: score/it, type: ${type}, file: ${file}, envSelection: ${env}, containerSelection: ${container} }\n`;
  const all: Record<string, string> = { ...files, '/w/work/workloads.yaml': text, ...tree };
  const project = new Project(memoryTree(all));
  const read = project.file('/w/work/workloads.yaml');
  assert.ok(read);
  const [workload] = runnableWorkloads(read, project);
  assert.ok(workload);
  return planRun(workload.use, {
    path: workload.path,
    configs: workload.instance.configs,
    plan: planOf(project, all),
    isFile: path => all[path] !== undefined,
    config,
    arguments: ['--fast', 'a b'],
  });
}

function planOf(project: Project, tree: Readonly<Record<string, string>>): Plan {
  const subjects = Object.keys(tree).flatMap(path => {
    const file = project.file(path);
    const env = file?.documents[0]?.env;
    return file && env
      ? [
          {
            path,
            source: file.source,
            env,
            folder: project.folderOf(path, env),
            instance: project.instanceOf(path),
          } satisfies CodeEnvSubject,
        ]
      : [];
  });
  return plan(subjects);
}

function well(options?: Options) {
  const run = planned(options);
  assert.ok(!('refusal' in run), 'refusal' in run ? run.refusal : '');
  return run;
}

function refused(options: Options): string {
  const run = planned(options);
  assert.ok('refusal' in run, 'it was not refused');
  return run.refusal;
}

suite('run plan', () => {
  test('a Python recipe: image, command, variables, folders', () => {
    const run = well();
    assert.equal(run.image.image, 'code-envs/farm/churn:exec-1');
    assert.equal(run.config, 'cpu');
    const python = '/opt/dataiku/code-env/bin/python';
    assert.deepEqual([...run.command.slice(0, 2), ...run.command.slice(4, 6)], ['sh', '-c', python, '-c']);
    assert.deepEqual(run.command.slice(7), [python, '/project/run.py', '--fast', 'a b']);
    assert.deepEqual(run.environment, {
      DKU_CONTAINER_EXEC: '1',
      DKU_CONTAINER_EXEC_NAME: 'cpu',
      DKU_CODE_ENV_NAME: 'churn',
      CODE_ENVS_PROJECT_FOLDER: '/project',
      PYTHONUNBUFFERED: '1',
    });
    assert.deepEqual(run.mounts, [
      { source: '/w/work', target: '/project', readOnly: true },
      { source: '/w/work/outputs/score-it', target: '/output', readOnly: false },
    ]);
    assert.equal(run.workingDirectory, '/output');
    assert.deepEqual(run.place, { kind: 'engine', limits: {} });
  });

  test('the other types', () => {
    const r = { env: '{ envMode: EXPLICIT_ENV, envName: rlab }' };
    assert.deepEqual(well({ ...r, type: 'R_RECIPE', file: 'run.R' }).command.slice(4), [
      '/opt/dataiku/code-env/bin/Rscript',
      '/project/run.R',
      '--fast',
      'a b',
    ]);
    for (const type of ['CUSTOM_ML_MODEL', 'DEEP_LEARNING_MODEL']) {
      const model = well({ type });
      assert.equal(model.environment['CODE_ENVS_MODEL_FOLDER'], '/output/model');
      assert.deepEqual(model.outputs, { folder: '/w/work/outputs/score-it', holds: ['model'] });
    }
    const notebook = well({
      env: '{ envMode: EXPLICIT_ENV, envName: lab }',
      type: 'PYTHON_NOTEBOOK',
      file: 'sub/note.ipynb',
    });
    assert.deepEqual(notebook.command.slice(10, 12), ['/project/sub/note.ipynb', 'note.ipynb']);
    assert.deepEqual(notebook.command.slice(-3), ['-m', 'ipykernel_launcher', '-f']);
    const inR = well({ ...r, type: 'R_NOTEBOOK', file: 'sub/note.ipynb' });
    assert.equal(inR.command[4], 'python3');
    assert.equal(inR.command.at(-2), 'IRkernel::main()');
  });

  test('defaults and INHERIT, and another configuration', () => {
    const tree = {
      '/w/container-configs.yaml': `${configs}defaultExecutionConfig: cpu\ncodeEnvs: { defaultPythonEnv: churn }\n`,
    };
    const inherits = { tree, env: '{ envMode: INHERIT }', container: '{ containerMode: INHERIT }' };
    assert.deepEqual([well(inherits).image.env, well(inherits).config], ['churn', 'cpu']);
    const all = { '/w/envs/churn/code-env.yaml': env('PYTHON').replace('[cpu, cluster]', '[other]') };
    assert.equal(well({ tree: all, config: 'other' }).config, 'other');
    assert.equal(well({ container: '{ containerMode: NONE }', config: 'cpu' }).config, 'cpu');
  });

  test('what is refused, and what to do', () => {
    const inEnv = (name: string) => `{ envMode: EXPLICIT_ENV, envName: ${name} }`;
    const cases: readonly (readonly [Options, RegExp])[] = [
      [
        { container: '{ containerMode: NONE }' },
        /runs it on its host\. Name one by --config: cpu, other or cluster\.$/,
      ],
      [{ config: 'gpu' }, /configuration gpu is none of the instance\. There is cpu, other or cluster\.$/],
      [{ config: 'other' }, /no image of its code env churn for other\. Select other in containerConfs/],
      [{ env: '{ envMode: USE_BUILTIN_MODE }' }, /builtin env, of which there is no image/],
      [{ env: inEnv('nobody') }, /code env that is selected for it is not here/],
      [{ env: inEnv('hand') }, /no image of its code env hand for cpu/],
      [{ env: inEnv('conda') }, /made with Conda/],
      [{ type: 'R_RECIPE', file: 'run.R' }, /Select a code env of R/],
      [{ type: 'PYTHON_NOTEBOOK', file: 'sub/note.ipynb' }, /churn has no Jupyter support/],
      [{ type: 'PYTHON_NOTEBOOK', env: inEnv('lab') }, /run\.py is no \.ipynb file/],
      [{ file: '../outside.py' }, /not below the folder of workloads\.yaml/],
      [{ file: 'nothing.py' }, /there is no file nothing\.py/],
      [{ file: '""' }, /it names no file/],
      [{ type: 'WEBAPP' }, /no type that is known/],
    ];
    for (const [options, reason] of cases) {
      const refusal = refused(options);
      assert.match(refusal, /^score\/it cannot be run: /);
      assert.match(refusal, reason);
    }
  });

  test('limits, in both shapes of a configuration', () => {
    const docker =
      "dockerNetwork: none, dockerResources: [{ key: memory, value: 512m }, { key: '--cpus', value: '1.5' }, { key: gpus, value: 'device=0,2' }, { key: shm-size, value: 1G }]";
    const expected = {
      network: 'none',
      memory: 512 * 1024 ** 2,
      cpus: 1.5,
      gpus: ['0', '2'],
      sharedMemory: 1024 ** 3,
    };
    const flat = configs.replace('cpu, type: DOCKER,', `cpu, type: DOCKER, ${docker},`);
    assert.deepEqual(well({ tree: { '/w/container-configs.yaml': flat } }).place, {
      kind: 'engine',
      limits: expected,
    });
    const split = configs
      .replace('14.3.2', '15.0.0')
      .replace('cpu, type: DOCKER,', `cpu, type: DOCKER, dockerRuntimeConfig: { ${docker} },`);
    assert.deepEqual(well({ tree: { '/w/container-configs.yaml': split } }).place, {
      kind: 'engine',
      limits: expected,
    });
  });

  test('a Job, in both shapes of a configuration', () => {
    const kubernetes = `kubernetesNamespace: dss, nodeSelector: { disk: ssd }, imagePullSecrets: [registry], kubernetesResources: { memRequestMB: 512, memLimitMB: 2048.0, cpuRequest: -1, cpuLimit: 1.5, customLimits: [{ key: nvidia.com/gpu, value: '1' }] }`;
    const expected = {
      kind: 'cluster',
      namespace: 'dss',
      createNamespace: false,
      requests: { memory: '512Mi' },
      limits: { cpu: '1.5', memory: '2048Mi', 'nvidia.com/gpu': '1' },
      nodeSelector: { disk: 'ssd' },
      pullSecrets: ['registry'],
      sharedMemory: undefined,
    };
    const on = (more: string, text = configs) => ({
      config: 'cluster',
      tree: {
        '/w/container-configs.yaml': text.replace('type: KUBERNETES,', `type: KUBERNETES, ${more},`),
      },
    });
    assert.deepEqual(well(on(kubernetes)).place, expected);
    const split = configs.replace('14.3.2', '15.0.0');
    const shm = 'enableCustomSHM: true, customSHMValueMB: 64, createNamespace: true';
    assert.deepEqual(well(on(`kubernetesRuntimeConfig: { ${kubernetes}, ${shm} }`, split)).place, {
      ...expected,
      createNamespace: true,
      sharedMemory: '64Mi',
    });
    assert.deepEqual(well({ config: 'cluster' }).place, {
      ...expected,
      namespace: undefined,
      requests: {},
      limits: {},
      nodeSelector: {},
      pullSecrets: [],
    });
    const list = well(on('nodeSelector: [{ key: disk, value: ssd }]')).place;
    assert.deepEqual(list.kind === 'cluster' && list.nodeSelector, { disk: 'ssd' });
    assert.match(refused(on('nodeSelector: ssd')), /neither a mapping of labels nor a list/);
    assert.match(
      refused(on('hostPathVolumes: [{ a: b }]')),
      /hostPathVolumes, which are not mounted from here/,
    );
    assert.match(
      refused(on("kubernetesNamespace: 'dssns-$".concat("{dssUserLogin}'"))),
      /the namespace dssns-\$\{dssUserLogin\} of cluster has a variable that only DSS knows/,
    );
  });

  test('the name of a Job', () => {
    assert.equal(jobName('Seen it, twice!', 'a1b2c3'), 'seen-it-twice-a1b2c3');
    assert.equal(jobName('…', 'a1b2c3'), 'workload-a1b2c3');
    const long = jobName('x'.repeat(100), 'a1b2c3');
    assert.deepEqual([long.length, long.endsWith('x-a1b2c3')], [57, true]);
  });

  test('a limit that cannot be kept', () => {
    const resources = (key: string, value: string) => ({
      tree: {
        '/w/container-configs.yaml': configs.replace(
          'cpu, type: DOCKER,',
          `cpu, type: DOCKER, dockerResources: [{ key: ${key}, value: '${value}' }],`,
        ),
      },
    });
    for (const [key, value] of [
      ['memory', '4 gigs'],
      ['memory', '0'],
      ['memory', '-1g'],
      ['cpus', 'all'],
      ['cpus', '0'],
      ['gpus', '0'],
      ['gpus', 'device='],
    ] as const)
      assert.match(refused(resources(key, value)), new RegExp(`cpu has ${key}: .*Write it as in`), value);
    assert.match(
      refused(resources('pids-limit', '5')),
      /"pids-limit" in dockerResources.* Known: memory, cpus/,
    );
    assert.deepEqual(well(resources('memory', '1048576')).place, {
      kind: 'engine',
      limits: { memory: 1048576 },
    });
    for (const size of ['1.5k', '1.5 KiB', '1536b', '1.5kb'])
      assert.deepEqual(
        well(resources('memory', size)).place,
        { kind: 'engine', limits: { memory: 1536 } },
        size,
      );
    assert.deepEqual(well(resources('gpus', 'all')).place, { kind: 'engine', limits: { gpus: 'all' } });
    assert.deepEqual(well(resources('gpus', '2')).place, { kind: 'engine', limits: { gpus: 2 } });
  });
});
