import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import {
  check,
  type EnvChoices,
  type NodeType,
  newCorePackagesSets,
  newDefinition,
  newInstance,
  newInterpreters,
  Project,
  placeOfNewEnv,
} from '../../../core/index.ts';
import { memoryTree } from '../memory-tree.ts';

const choices: EnvChoices[] = [];
for (const jupyter of [true, false])
  for (const configs of ['all', ['cpu'], ['cpu', 'true', 'a: b']] as const) {
    for (const corePackages of [true, false]) choices.push({ lang: 'R', corePackages, jupyter, configs });
    for (const interpreter of newInterpreters) {
      choices.push({ lang: 'PYTHON', interpreter, corePackages: false, jupyter, configs });
      for (const corePackagesSet of newCorePackagesSets)
        choices.push({ lang: 'PYTHON', interpreter, corePackages: true, corePackagesSet, jupyter, configs });
    }
  }

const instanceOf = (node: NodeType, version: string) => `dssVersion: ${version}
nodeType: ${node}
executionConfigs:
  - name: cpu
  - name: "true"
  - name: "a: b"
`;

function problemsOf(files: Readonly<Record<string, string>>): unknown {
  const project = new Project(memoryTree(files));
  return Object.keys(files).flatMap(path => {
    const file = project.file(path);
    assert.ok(file, path);
    return check(file, project).map(({ rule, message }) => [path, rule, message]);
  });
}

suite('a new definition', () => {
  for (const node of ['DESIGN', 'AUTOMATION'] as const)
    test(`has no problem on a node of the type ${node}, whatever was chosen`, () => {
      for (const version of ['12.6.4', '14.3.2', '15.0.0'])
        for (const choice of choices) {
          const files = {
            '/w/container-configs.yaml': instanceOf(node, version),
            '/w/envs/churn/code-env.yaml': newDefinition(choice, node),
          };
          assert.deepEqual(problemsOf(files), [], JSON.stringify(choice));
        }
    });

  test('says what was chosen', () => {
    const text = newDefinition({
      lang: 'PYTHON',
      interpreter: 'PYTHON312',
      corePackages: true,
      corePackagesSet: 'PANDAS22',
      jupyter: true,
      configs: ['cpu', 'a: b'],
    });
    assert.equal(
      text,
      `envLang: PYTHON
deploymentMode: DESIGN_MANAGED
pythonInterpreter: PYTHON312
installCorePackages: true
corePackagesSet: PANDAS22
installJupyterSupport: true
specPackageList: |
  # One package a line, as in: scikit-learn==1.5.2
allContainerConfs: false
containerConfs:
  - cpu
  - "a: b"
dockerImageResources: NONE
`,
    );
  });
});

suite('a new instance', () => {
  for (const dssVersion of ['12.6.4', '14.3.2', '15.0.0'])
    for (const baseImage of [undefined, `company/base:dss-${dssVersion}`])
      test(`of DSS ${dssVersion} on ${baseImage ?? "DSS's own base image"} has no problem`, () => {
        const text = newInstance({ dssVersion, installId: 'aB3x', config: 'cpu', baseImage });
        assert.deepEqual(problemsOf({ '/w/container-configs.yaml': text }), []);
      });
});

suite('the place of a new code env', () => {
  const at = (...others: string[]) => placeOfNewEnv('/w', others, 'new');
  test('is a folder in envs', () => assert.equal(at(), '/w/envs/new/code-env.yaml'));
  test('is beside most others', () => {
    assert.equal(
      at('/w/code/a/code-env.yaml', '/w/b.code-env.yaml', '/w/code/c/code-env.yml'),
      '/w/code/new/code-env.yaml',
    );
    assert.equal(at('/w/sub/b.code-env.yml', '/w/code-env.yaml'), '/w/sub/new.code-env.yml');
  });
});
