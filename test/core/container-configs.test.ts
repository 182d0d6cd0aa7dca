import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { parse } from 'yaml';
import { check, complete, fixAll, type Located, Project, type ReadFile } from '../../core/index.ts';
import { atCursor } from './at-cursor.ts';
import { memoryTree } from './memory-tree.ts';

const path = '/w/container-configs.yaml';

/** A container configuration in the shape of DSS 14, in several ways of writing. */
const flat: readonly string[] = [
  `
  - name: gpu
    kubernetesNamespace: dss
    createNamespace: true
    dockerNetwork: host
    kubernetesResources:
      cpuLimit: 4

      # for training
      customLimits:
      - key: nvidia.com/gpu
        value: "1"
    isFinal: false
`,
  `
  - kubernetesNamespace: dss # first
    name: gpu
    # of one job
    kubernetesResources: { cpuLimit: 4, customLimits: [ { key: nvidia.com/gpu, value: "1" } ] }
    createNamespace: true
    # none
    dockerNetwork: 'host'
    isFinal: false`,
  `
  - { name: gpu, kubernetesNamespace: dss, dockerNetwork: "host", createNamespace: true, kubernetesResources: { cpuLimit: 4, customLimits: [{ key: nvidia.com/gpu, value: "1" }] }, isFinal: false }
`,
  `
    -   name: gpu
        kubernetesNamespace: >-
          dss
        kubernetesResources:
            cpuLimit: 4
            customLimits: [
              { key: nvidia.com/gpu, value: "1" }
            ]
        dockerNetwork: |-
          host
        createNamespace: true
        isFinal: false
`,
  `
  - {"name":"gpu","kubernetesNamespace":"dss","dockerNetwork":"host","createNamespace":true,"kubernetesResources":{"cpuLimit":4,"customLimits":[{"key":"nvidia.com/gpu","value":"1"}]},"isFinal":false}
`,
];

const flatValue = {
  name: 'gpu',
  kubernetesNamespace: 'dss',
  createNamespace: true,
  dockerNetwork: 'host',
  kubernetesResources: { cpuLimit: 4, customLimits: [{ key: 'nvidia.com/gpu', value: '1' }] },
  isFinal: false,
};
const { kubernetesNamespace, createNamespace, dockerNetwork, kubernetesResources, ...both } = flatValue;
const splitValue = {
  ...both,
  kubernetesRuntimeConfig: { kubernetesNamespace, createNamespace, kubernetesResources },
  dockerRuntimeConfig: { dockerNetwork },
};

/** The text after all automatic fixes. */
function fixed(text: string): string {
  const tree = memoryTree({ [path]: text });
  const file = new Project(tree).file(path);
  assert.ok(file);
  return fixAll(file, tree).text;
}

const configOf = (text: string): unknown =>
  (parse(text) as { executionConfigs: readonly unknown[] }).executionConfigs[0];

suite('the other shape, mended', () => {
  for (const [i, config] of flat.entries()) {
    for (const lineBreak of ['\n', '\r\n']) {
      test(`${i + 1}, with ${JSON.stringify(lineBreak)}: to DSS 15 and back`, () => {
        const text = (version: string, config: string) =>
          `dssVersion: ${version}\nexecutionConfigs:${config}`.replaceAll(/\r?\n/g, lineBreak);
        assert.deepEqual(configOf(text('14.3.2', config)), flatValue);
        const split = fixed(text('15.2.1', config));
        assert.deepEqual(configOf(split), splitValue, split);
        assert.equal(fixed(split), split);
        assert.equal(split.includes('#'), config.includes('#'));
        const back = fixed(split.replace('15.2.1', '14.3.2'));
        assert.deepEqual(configOf(back), flatValue, back);
        for (const comment of config.match(/#.*/g) ?? []) assert.ok(back.includes(comment), comment);
      });
    }
  }

  test('what aliases share stays as it is', () => {
    for (const text of [
      'dssVersion: 15.2.1\nexecutionConfigs:\n  - name: a\n    kubernetesResources: &r { cpuLimit: 1 }\n  - name: b\n    kubernetesResources: *r\n',
      'dssVersion: 15.2.1\nexecutionConfigs:\n  - &a\n    name: a\n    createNamespace: true\n  - <<: *a\n    name: b\n',
    ])
      assert.deepEqual(
        configOf(fixed(text)),
        text.includes('&r')
          ? configOf(text)
          : { name: 'a', kubernetesRuntimeConfig: { createNamespace: true } },
      );
  });
});

suite('reading container configurations', () => {
  const read = (text: string) => new Project(memoryTree({ [path]: text })).file(path)?.documents[0]?.configs;
  const value = (located: Located<unknown> | undefined) => located?.value;

  test('namespace and resources, at either place', () => {
    for (const version of ['14.3.2', '15.2.1'])
      for (const [i, text] of flat.entries()) {
        const split = fixed(`dssVersion: 15.2.1\nexecutionConfigs:${text}`);
        for (const written of [`dssVersion: ${version}\nexecutionConfigs:${text}`, split]) {
          const config = read(written)?.executionConfigs[0];
          assert.equal(value(config?.kubernetesNamespace), 'dss', `${i}`);
          assert.equal(value(config?.kubernetesResources?.amounts.cpuLimit), 4);
          assert.equal(value(config?.kubernetesResources?.customLimits[0]?.key), 'nvidia.com/gpu');
        }
      }
  });

  test('the shape by the version', () => {
    const shape = (version: string) => read(`dssVersion: ${version}\nexecutionConfigs: []\n`)?.shape;
    for (const version of ['9.0.5', '13.5.0', '14.3.2', '"14.10"', '14.7.7-rc1'])
      assert.equal(shape(version), 'flat');
    for (const version of ['15.0.0', '15.2.1', '"15.0"', '16.1.0', '15.0.0-beta1', '15'])
      assert.equal(shape(version), 'split');
    for (const version of ['latest', 'v15.0.0', '15.x', '""']) assert.equal(shape(version), undefined);
  });
});

suite('completion by the version of DSS', () => {
  const keys = (version: string, config: string) => {
    const { file, offset, project } = atCursor(
      `dssVersion: ${version}\nexecutionConfigs:\n  - name: a\n    ${config}`,
      path,
    );
    return complete(file, offset, project).map(item => item.label);
  };

  test('keys of DSS 14', () => {
    const offered = keys('14.3.2', '|');
    for (const key of ['baseImage', 'kubernetesResources', 'type', 'dockerHost'])
      assert.ok(offered.includes(key), key);
    for (const key of ['imageBuildConfig', 'kubernetesRuntimeConfig']) assert.ok(!offered.includes(key), key);
  });

  test('keys of DSS 15', () => {
    const offered = keys('15.2.1', '|');
    for (const key of ['imageBuildConfig', 'kubernetesRuntimeConfig', 'type', 'dockerHost'])
      assert.ok(offered.includes(key), key);
    for (const key of ['baseImage', 'kubernetesResources', 'prePushMode'])
      assert.ok(!offered.includes(key), key);
    assert.ok(keys('15.2.1', 'kubernetesRuntimeConfig:\n      |').includes('kubernetesResources'));
  });

  test('all keys where the version is not known', () => {
    const offered = keys('latest', '|');
    for (const key of ['imageBuildConfig', 'baseImage']) assert.ok(offered.includes(key), key);
  });

  test('names of image build configurations', () => {
    assert.deepEqual(keys('15.2.1', 'imageBuildConfig: |\nbuildConfigs:\n  - name: main\n  - name: gpu\n'), [
      'main',
      'gpu',
    ]);
  });
});

suite('restrictions of Docker', () => {
  /** What `docker-resource` makes of a restriction: its severity and its fixes. */
  const told = (key: string, value: string) => {
    const item = `{ key: '${key}', value: '${value}' }`;
    const text = `executionConfigs:\n  - { name: cpu, type: DOCKER, dockerResources: [${item}] }\n`;
    const project = new Project(memoryTree({ [path]: text }));
    return check(project.file(path) as ReadFile, project)
      .filter(({ rule }) => rule === 'docker-resource')
      .map(({ severity, fixes }) => [severity, ...fixes.map(({ title }) => title)]);
  };

  test('an error is only what Docker itself refuses', () => {
    assert.deepEqual(told('memory', '4 gigs'), [['error', 'Write 4g']]);
    assert.deepEqual(told('cpus', '1,5'), [['error', 'Write 1.5']]);
    assert.deepEqual(told('cpus', '-1'), [['error']]);
    assert.deepEqual(told('--cpu', '2'), [['warning', 'Write cpus']]);
    for (const [key, value] of [
      ['pids-limit', '100'],
      ['memory', '0'],
      ['gpus', 'count=2'],
    ] as const)
      assert.deepEqual(told(key, value), [['information']], key);
    for (const [key, value] of [
      ['memory', '256m'],
      ['memory', '1.5 GiB'],
      ['--cpus', '.5'],
      ['gpus', 'device=0'],
    ] as const)
      assert.deepEqual(told(key, value), [], key);
  });
});
