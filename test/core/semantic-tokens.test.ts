import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { semanticTokens } from '../../core/index.ts';
import { atCursor } from './at-cursor.ts';

/** The tokens of a text: what is written: what it is. */
function tokens(text: string, path?: string, files?: Readonly<Record<string, string>>): readonly string[] {
  const { file, project } = atCursor(`|${text}`, path, files);
  return semanticTokens(file, project).map(
    ({ span, type, modifier }) =>
      `${file.source.text.slice(span.start, span.end)}: ${type}${modifier ? ` ${modifier}` : ''}`,
  );
}

suite('semantic tokens', () => {
  test('names of code envs, configurations and base images, where they are given and where they are used', () => {
    const configs =
      'dssVersion: 14.3.2\nbaseImages:\n  - tag: base:1\nexecutionConfigs:\n  - name: "cpu"\n    baseImage: base:1\ndefaultExecutionConfig: cpu\ncodeEnvs: { defaultPythonEnv: churn }\n';
    assert.deepEqual(tokens(configs, '/w/container-configs.yaml'), [
      'base:1: struct declaration',
      '"cpu": interface declaration',
      'base:1: struct',
      'cpu: interface',
      'churn: class',
    ]);
    assert.deepEqual(tokens('envName: churn\n---\nenvName: other\ncontainerConfs: [cpu, gpu]\r\n'), [
      'churn: class declaration',
      'other: class declaration',
      'cpu: interface',
      'gpu: interface',
    ]);
    const files = { '/w/container-configs.yaml': configs };
    assert.deepEqual(
      tokens(
        'workloads:\n  - envSelection: { envName: churn }\n    containerSelection:\n      containerConf: cpu\n',
        '/w/workloads.yaml',
        files,
      ),
      ['churn: class', 'cpu: interface'],
    );
  });

  test('requirements, their versions and markers', () => {
    assert.deepEqual(
      tokens(
        'envLang: PYTHON\nspecPackageList: |\n  😀\n  numpy[a,b]>=1.26, <2 ; python_version > "3.9" and extra == \'x\'  # why\n  --index-url https://example.com\n  x @ ./y.whl\n',
      ),
      [
        'numpy: namespace',
        'a: parameter',
        'b: parameter',
        '>=: operator',
        '1.26: number',
        '<: operator',
        '2: number',
        'python_version: variable readonly',
        '>: operator',
        '"3.9": string',
        'extra: variable readonly',
        '==: operator',
        "'x': string",
        '# why: comment',
        '--index-url: keyword',
        'https://example.com: string',
        'x: namespace',
        './y.whl: string',
      ],
    );
  });

  test('requirements in files of their own, for R too', () => {
    assert.deepEqual(
      tokens('# a\nnumpy==1.0 \\\n  --hash=sha256:00\r\n', '/w/spec/requirements.txt', {
        '/w/code-env.yaml': 'envLang: PYTHON\n',
      }),
      [
        '# a: comment',
        'numpy: namespace',
        '==: operator',
        '1.0: number',
        '--hash: keyword',
        'sha256:00: string',
      ],
    );
    assert.deepEqual(
      tokens('"dplyr","1.0"\n', '/w/spec/rPackages.txt', { '/w/code-env.yaml': 'envLang: R\n' }),
      ['dplyr: namespace', '1.0: number'],
    );
  });

  test('what is not used any more is deprecated', () => {
    assert.deepEqual(tokens('pythonInterpreter: PYTHON36\n'), ['PYTHON36: enumMember deprecated']);
    assert.deepEqual(tokens('pythonInterpreter: PYTHON311\n'), []);
    assert.deepEqual(
      tokens(
        'dssVersion: 15.0.0\nexecutionConfigs:\n  - name: cpu\n    repositoryURL: x\n',
        '/w/container-configs.yaml',
      ),
      ['cpu: interface declaration', 'repositoryURL: property deprecated'],
    );
  });

  test('what an alias shows has its tokens where it is written', () => {
    assert.deepEqual(
      tokens('envName: &n churn\ncontainerConfs: &c [cpu]\n---\ncontainerConfs: [*x, gpu]\n'),
      ['churn: class declaration', 'cpu: interface', 'gpu: interface'],
    );
    assert.deepEqual(tokens('a: &c [cpu]\ncontainerConfs: *c\n'), []);
  });

  test('half-typed text has those that can be read', () => {
    assert.deepEqual(tokens('envName: churn\ncontainerConfs: [cpu, \n'), [
      'churn: class declaration',
      'cpu: interface',
    ]);
  });
});
