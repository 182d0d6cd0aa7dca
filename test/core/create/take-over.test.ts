// Files of other tools into code envs that are there.
import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { applyEdits, Project, takeOver } from '../../../core/index.ts';
import { memoryTree } from '../memory-tree.ts';

const path = '/w/churn/code-env.yaml';
const python = 'envLang: PYTHON\ndeploymentMode: DESIGN_MANAGED\npythonInterpreter: PYTHON311\n';

/** The texts of all files that are other afterwards, or why there are none. */
function taken(
  files: Readonly<Record<string, string>>,
  foreign: readonly [path: string, text: string],
  into = path,
  offset = 0,
) {
  const project = new Project(memoryTree(files));
  const file = project.file(into);
  assert.ok(file);
  const answer = takeOver(file, offset, { path: `/w/old/${foreign[0]}`, text: foreign[1] }, project);
  if (!answer) return undefined;
  if ('problem' in answer) return answer.problem;
  const byPath = Map.groupBy(answer.edits, edit => edit.path);
  return Object.fromEntries(
    [...byPath].map(([path, edits]) => [path, applyEdits(files[path] ?? '', edits)] as const),
  );
}
const one = (env: string, foreign: readonly [string, string]) => {
  const changed = taken({ [path]: env }, foreign);
  return typeof changed === 'object' ? changed[path] : changed;
};

suite('requirements.txt into a definition', () => {
  const requirements = ['requirements.txt', '# for the model\nnumpy==1.26.4\n\nxgboost==2.1.1\n'] as const;
  const lines = '# for the model\n  numpy==1.26.4\n\n  xgboost==2.1.1\n';

  test('goes behind the last line of the block', () =>
    assert.equal(
      one(`${python}specPackageList: |\n    pandas==2.2.3\n\ncontainerConfs: [cpu]\n`, requirements),
      `${python}specPackageList: |\n    pandas==2.2.3\n    ${lines.replaceAll('\n  ', '\n    ')}\ncontainerConfs: [cpu]\n`,
    ));
  test('makes a list where there is none', () => {
    for (const none of ['', 'specPackageList: ""\n', 'specPackageList: |\n'])
      assert.equal(
        one(python + none, requirements)?.trim(),
        `${python}specPackageList: |\n  ${lines}`.trim(),
      );
  });
  test('makes a block of a text in quotes', () =>
    assert.equal(
      one(`${python}specPackageList: "pandas==2.2.3"\nconda: false\n`, requirements),
      `${python}specPackageList: |\n  pandas==2.2.3\n  ${lines}conda: false\n`,
    ));
  test('leaves what is there, and says where that is another version', () =>
    assert.equal(
      one(`${python}specPackageList: |\n  NumPy==1.25.0  # old\n  xgboost==2.1.1\n`, [
        'requirements.txt',
        'numpy==1.26.4\nxgboost==2.1.1  # via x\nshap\n-e .\n',
      ]),
      `${python}specPackageList: |
  NumPy==1.25.0  # old
  xgboost==2.1.1
  shap
  # Not taken over from requirements.txt:
  # - -e .: this is on your disk, and an image is built without it. Put the package into an index or a repository.
  # - numpy==1.26.4: the list has NumPy==1.25.0.
`,
    ));
  test('is refused where nothing is new', () => {
    assert.match(
      one(`${python}specPackageList: numpy\n`, ['requirements.txt', 'numpy\n']) ?? '',
      /^All packages/,
    );
    assert.match(one(python, ['requirements.txt', '-e .\n']) ?? '', /^Nothing of it is taken over\. -e \.:/);
  });
  test('goes into the file of spec/ where the packages are', () => {
    const spec = '/w/churn/spec/requirements.txt';
    const files = { [path]: python, [spec]: 'pandas==2.2.3\n' };
    assert.deepEqual(taken(files, ['requirements.txt', 'shap\n'], spec), { [spec]: 'pandas==2.2.3\nshap\n' });
    const there = 'Such packages of churn are in spec/requirements.txt. Drop or paste it there.';
    assert.equal(taken(files, ['requirements.txt', 'shap\n']), there);
    const desc = '/w/plugin/code-env/python/desc.json';
    const answer = taken({ [desc]: '{"pythonInterpreter": "PYTHON311"}' }, requirements, desc);
    assert.equal(answer, there.replace('churn', 'plugin'));
  });
  test('goes into the version where it is dropped', () => {
    const version = (name: string) =>
      `  - versionId: ${name}\n    desc: {}\n    specPackageList: |\n      ${name}==1\n`;
    const env = `envLang: PYTHON\ndeploymentMode: AUTOMATION_VERSIONED\nversions:\n${version('a')}${version('b')}`;
    const changed = taken({ [path]: env }, ['requirements.txt', 'shap\n'], path, env.indexOf('b==1'));
    assert.deepEqual(changed, { [path]: `${env}      shap\n` });
  });
});

suite('other files into a definition', () => {
  test('pyproject.toml: what it demands of Python is said where it is not fulfilled', () => {
    const project = (python: string) =>
      ['pyproject.toml', `[project]\nrequires-python = "${python}"\ndependencies = ["shap"]\n`] as const;
    assert.equal(one(python, project('>=3.10')), `${python}specPackageList: |\n  shap\n`);
    assert.match(
      one(python, project('>=3.12')) ?? '',
      /shap\n {2}# Not taken [^\n]*\n {2}# - Python >=3\.12: this code env has 3\.11\. /,
    );
  });
  test('environment.yml: Conda’s packages go into the list of Conda', () => {
    const file = ['environment.yml', 'dependencies:\n  - numpy=1.26\n  - pip:\n      - shap\n'] as const;
    assert.equal(
      one(`${python}conda: true\nspecCondaEnvironment: |\n  pandas\n`, file),
      `${python}conda: true\nspecCondaEnvironment: |\n  pandas\n  numpy=1.26\nspecPackageList: |\n  shap\n`,
    );
    assert.match(
      one(python, file) ?? '',
      /shap\n.*\n {2}# - numpy=1\.26: such packages are for code envs that are made with Conda\.$/m,
    );
  });
  test('renv.lock: of R alone', () => {
    const lock = [
      'renv.lock',
      '{"Packages": {"dplyr": {"Version": "1.1.4", "Source": "Repository"}}}',
    ] as const;
    assert.match(
      one('envLang: R\ndeploymentMode: DESIGN_MANAGED\n', lock) ?? '',
      /specPackageList: \|\n {2}"dplyr","1\.1\.4"\n/,
    );
    assert.equal(one(python, lock), 'It lists packages of R, and churn is a code env of Python.');
  });
  test('an instance has no packages', () =>
    assert.equal(
      taken(
        { '/w/container-configs.yaml': 'dssVersion: 14.3.2\n' },
        ['requirements.txt', 'a\n'],
        '/w/container-configs.yaml',
      ),
      undefined,
    ));
});
