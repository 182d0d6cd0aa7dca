// Which changes make an image stale, and the reason that each gives.
import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import {
  type BuiltImage,
  contentOf,
  fingerprintOf,
  type ImageState,
  labelsOf,
  renderDockerfile,
  type Surroundings,
  stateOf,
} from '../../core/index.ts';
import { sha256 } from '../../workspace/index.ts';
import { planOf } from './fixture-case.ts';

type Files = Readonly<Record<string, string>>;

const usual: Surroundings = { baseId: 'sha256:1', resources: 'digest', hash: sha256 };

const python: Files = {
  '/w/container-configs.yaml': `dssVersion: 14.3.2
executionConfigs:
  - name: cpu
    baseImage: company/base:1
`,
  '/w/code-env.yaml': `envLang: PYTHON
deploymentMode: DESIGN_MANAGED
pythonInterpreter: PYTHON311
installCorePackages: true
corePackagesSet: PANDAS22
specPackageList: |
  scikit-learn==1.5.2
  xgboost==2.1.1
containerConfs: [cpu]
dockerImageResources: COPY
envSettings:
  inheritGlobalSettings: false
  virtualenvCreateExtraOptions: [--system-site-packages]
  pipInstallExtraOptions: [--no-index]
dockerfileAtEnd: |
  ENV A=1
`,
  '/w/resources_env.json': '{}\n',
};

const script: Files = {
  ...python,
  '/w/code-env.yaml': (python['/w/code-env.yaml'] ?? '').replace('COPY', 'INIT'),
  '/w/spec/resources_init.py': 'print(1)\n',
};

const r: Files = {
  '/w/container-configs.yaml': python['/w/container-configs.yaml'] ?? '',
  '/w/code-env.yaml': `envLang: R
deploymentMode: DESIGN_MANAGED
specPackageList: |
  "dplyr",
containerConfs: [cpu]
envSettings:
  inheritGlobalSettings: false
  cranMirrorURL: https://cran.example.com
`,
};

/** The image that was built of `files`, as the engine would tell of it. */
function build(files: Files, surroundings = usual): BuiltImage {
  const [image] = planOf(files).images;
  assert.ok(image);
  return { id: 'sha256:2', labels: labelsOf(image, contentOf(image, surroundings), sha256) };
}

/** The state of what was built when the files are `now`. */
function stateAfter(built: BuiltImage, now: Files, surroundings = usual): ImageState {
  const [image] = planOf(now).images;
  assert.ok(image);
  return stateOf(contentOf(image, surroundings), built, sha256);
}

/** `files` with a change in one of them; the change must be one. */
function change(files: Files, path: string, [from, to]: readonly [string, string]): Files {
  const text = files[path] ?? '';
  assert.ok(text.includes(from), `${from} is not in ${path}`);
  return { ...files, [path]: text.replace(from, to) };
}

const env = '/w/code-env.yaml';
const instance = '/w/container-configs.yaml';

suite('a change gives its reason, and no other', () => {
  const changes: readonly (readonly [Files, string, readonly [string, string], readonly string[]])[] = [
    [python, env, ['xgboost==2.1.1', 'xgboost==2.1.2'], ['xgboost==2.1.1 → xgboost==2.1.2']],
    [python, env, ['  xgboost==2.1.1\n', ''], ['xgboost==2.1.1 was removed']],
    [python, env, ['  xgboost', '  requests\n  xgboost'], ['requests was added']],
    [python, env, ['xgboost==2.1.1', 'requests'], ['requests was added', 'xgboost==2.1.1 was removed']],
    [
      python,
      env,
      ['scikit-learn==1.5.2\n  xgboost==2.1.1', 'xgboost==2.1.1\n  scikit-learn==1.5.2'],
      ['the order of the packages changed'],
    ],
    [python, env, ['scikit-learn==1.5.2', 'scikit_learn>=1.5'], ['scikit-learn==1.5.2 → scikit_learn>=1.5']],
    [python, env, ['PYTHON311', 'PYTHON312'], ['the interpreter changed: python3.11 → python3.12']],
    [python, env, ['PANDAS22', 'PANDAS23'], ['pandas>=2.2,<2.3 → pandas>=2.3,<2.4']],
    [python, env, ['[--system-site-packages]', '[]'], ['virtualenvCreateExtraOptions changed']],
    [python, env, ['--no-index', '--pre'], ['pipInstallExtraOptions changed']],
    [python, env, ['A=1', 'A=2'], ['dockerfileAtEnd changed']],
    [
      python,
      env,
      ['dockerfileAtEnd', 'dockerfileAtStart'],
      ['dockerfileAtEnd changed', 'dockerfileAtStart changed'],
    ],
    [python, env, ['COPY', 'NONE'], ['dockerImageResources changed: COPY → none']],
    [python, '/w/resources_env.json', ['{}', '{"A": "1"}'], ['resources_env.json changed']],
    [python, instance, ['14.3.2', '14.4.0'], ['DSS 14.3.2 → 14.4.0']],
    [python, instance, ['base:1', 'base:2'], ['the base image changed: company/base:1 → company/base:2']],
    [script, '/w/spec/resources_init.py', ['1', '2'], ['the resources initialization script changed']],
    [r, env, ['"dplyr",', '"dplyr","1.1.0"'], ['"dplyr", → "dplyr","1.1.0"']],
    [r, env, ['cran.example', 'cran2.example'], ['cranMirrorURL changed']],
  ];
  for (const [files, path, edit, reasons] of changes) {
    test(`${edit[0].trim()} → ${edit[1].trim()}`, () => {
      const after = stateAfter(build(files), change(files, path, edit));
      assert.deepEqual([after.state, after.reasons], ['stale', reasons]);
      assert.deepEqual(Object.values(after.changed ?? {}).flat(), reasons);
    });
  }

  test('the base image was rebuilt', () => {
    const now = { ...usual, baseId: 'sha256:9' };
    assert.deepEqual(stateAfter(build(python), python, now).reasons, ['the base image was rebuilt']);
  });

  test('the resources folder', () => {
    const now = { ...usual, resources: 'other' };
    assert.deepEqual(stateAfter(build(python), python, now).reasons, ['the resources folder changed']);
  });

  test('several at once: each reason once', () => {
    const now = change(change(python, env, ['PYTHON311', 'PYTHON312']), env, ['A=1', 'A=2']);
    assert.deepEqual(stateAfter(build(python), now).reasons, [
      'the interpreter changed: python3.11 → python3.12',
      'dockerfileAtEnd changed',
    ]);
  });
});

suite('what is not in the image changes nothing', () => {
  const current = { state: 'current', reasons: [] };
  const text = python[env] ?? '';
  const edits: readonly (readonly [string, string])[] = [
    ['a comment', `# new\n${text.replace('PYTHON311', 'PYTHON311   # why')}`],
    ['a comment among the packages', text.replace('  xgboost', '  # boosts\n\n  xgboost')],
    ['a comment behind a package', text.replace('xgboost==2.1.1', 'xgboost==2.1.1   # boosts')],
    [
      'the order of the keys',
      text
        .split(/\n(?=\S)/)
        .toReversed()
        .join('\n')
        .replaceAll('\n\n', '\n'),
    ],
    ['permissions', `${text}permissions:\n  - group: data\n    use: true\n`],
    ['a description', `${text}description: new\n`],
    ['another way to write a text', text.replace('PYTHON311', '"PYTHON311"')],
    ['where the cache breaks', `${text}containerCacheBustingLocation: END\n`],
    ['an option that is not read', `${text}installJupyterSupport: false\n`],
    ['CRLF', text.replaceAll('\n', '\r\n')],
  ];
  for (const [title, now] of edits) {
    test(title, () => assert.deepEqual(stateAfter(build(python), { ...python, [env]: now }), current));
  }

  test('the packages in a file instead', () => {
    const now = {
      ...python,
      [env]: text.replace(/specPackageList: \|\n(?: {2}.*\n)+/, ''),
      '/w/spec/requirements.txt': 'scikit-learn==1.5.2\nxgboost==2.1.1\n',
    };
    assert.deepEqual(stateAfter(build(python), now), current);
  });

  test('a further configuration that shares the base image', () => {
    const configs = `${python[instance]}  - name: more\n    baseImage: company/base:1\n`;
    assert.deepEqual(stateAfter(build(python), { ...python, [instance]: configs }), current);
  });

  test('a base image that is gone', () => {
    assert.deepEqual(stateAfter(build(python), python, { ...usual, baseId: undefined }), current);
  });
});

suite('images that are not ours', () => {
  const [image] = planOf(python).images;
  assert.ok(image);
  const content = contentOf(image, usual);

  test('missing', () => {
    assert.deepEqual(stateOf(content, undefined, sha256), {
      state: 'missing',
      reasons: ['it was not built yet'],
    });
  });

  for (const label of [undefined, '', 'no JSON', 'null', '7', '"text"', '[1']) {
    test(`a content label ${JSON.stringify(label)}`, () => {
      const labels = label === undefined ? {} : { 'io.code-envs.content': label };
      assert.deepEqual(stateOf(content, { id: 'x', labels }, sha256), {
        state: 'stale',
        reasons: ['it was not built by Code Envs'],
      });
    });
  }

  for (const label of [
    '{"packages": 7}',
    '{"packages": null, "base": ["x"]}',
    '{"packages": {"a": 1}}',
    '[]',
  ]) {
    test(`a content label that somebody changed: ${label}`, () => {
      const state = stateOf(content, { id: 'x', labels: { 'io.code-envs.content': label } }, sha256);
      assert.equal(state.state, 'stale');
      assert.ok(state.reasons.length > 0);
    });
  }

  test('only the fingerprint was changed', () => {
    const { labels } = build(python);
    const state = stateOf(
      content,
      { id: 'x', labels: { ...labels, 'io.code-envs.fingerprint': 'x' } },
      sha256,
    );
    assert.deepEqual(state.reasons, ['its labels were changed']);
  });
});

test('the same inputs give the same Dockerfile and labels, byte for byte', () => {
  const made = () => {
    const [image] = planOf(python).images;
    assert.ok(image);
    return JSON.stringify([renderDockerfile(image), build(python).labels]);
  };
  assert.equal(made(), made());
  assert.deepEqual(Object.keys(build(python).labels).sort(), [
    'io.code-envs.content',
    'io.code-envs.dockerfile',
    'io.code-envs.env',
    'io.code-envs.fingerprint',
    'io.code-envs.image',
    'io.code-envs.instance',
    'io.code-envs.part',
    'org.opencontainers.image.base.digest',
    'org.opencontainers.image.base.name',
    'org.opencontainers.image.title',
  ]);
});

test('an image tells whose it is, also when it has lost its name', () => {
  const { labels } = build(python);
  assert.equal(labels['io.code-envs.image'], 'code-envs/w/w:company-base-1');
  assert.equal(labels['io.code-envs.instance'], 'w');
  assert.equal(labels['org.opencontainers.image.base.digest'], 'sha256:1');
});

test('a password of an index is in no label', () => {
  const url = 'https://user:hunter2@night@pypi.example.com/simple';
  const text = (python[env] ?? '')
    .replace('xgboost==2.1.1', `--extra-index-url ${url}\n  tiny @ git+${url}/tiny.git`)
    .replace('--no-index', `--index-url, "${url}"`)
    .replace('ENV A=1', `RUN curl ${url}`);
  assert.doesNotMatch(JSON.stringify(build({ ...python, [env]: text }).labels), /hunter2|night/);
});

test('the fingerprint does not depend on the order of the content', () => {
  const one = { a: '1', b: ['2', '3'] };
  assert.equal(fingerprintOf(one, sha256), fingerprintOf({ b: ['2', '3'], a: '1' }, sha256));
  assert.notEqual(fingerprintOf(one, sha256), fingerprintOf({ a: '1', b: ['3', '2'] }, sha256));
});
